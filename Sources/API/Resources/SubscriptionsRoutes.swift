import APIContract

/// `/api/integration/events/subscribe` and `…/subscriptions`
enum SubscriptionsRoutes {
    private static let path = "/api/integration/events/subscriptions"
    private static let tag = "Subscriptions"

    static func routes(_ service: any SubscriptionsService) -> [Route] { keeping(service) + consuming(service) }

    private static func keeping(_ service: any SubscriptionsService) -> [Route] {
        [
            .post(
                "/api/integration/events/subscribe", "subscribeToEvents", "Has events given to a receiver.", tag: tag,
                scope: .admin, takes: EventSubscription.self, gives: .created
            ) { call, subscription in
                let made = try await service.create(subscription, by: call.authenticated)
                return .createdSecret(made, at: "\(path)/\(made.subscription.id)")
            },
            .list(path, "listSubscriptions", "Lists the subscriptions and how they fare.", tag: tag) { _, page in
                try await service.subscriptions(page)
            },
            .get("\(path)/{id}", "getSubscription", "Shows one subscription and how it fares.", tag: tag) {
                try await service.subscription($0.id)
            },
            .delete(
                "\(path)/{id}", "removeSubscription", "Ends a subscription; what waits for it is given up.", tag: tag,
                scope: .admin
            ) { call in try await service.remove(call.id, by: call.authenticated) },
            .post(
                "\(path)/{id}/pause", "pauseSubscription", "Sends nothing more; events wait.", tag: tag, scope: .write,
                takes: PauseRequest.self, gives: .ok
            ) { call, pause in
                .ok(try await service.pause(call.id, because: pause.reason, by: call.authenticated))
            },
            .post(
                "\(path)/{id}/resume", "resumeSubscription", "Goes on after a pause.", tag: tag, scope: .write,
                gives: .ok
            ) { call in .ok(try await service.resume(call.id, by: call.authenticated)) },
            .post(
                "\(path)/{id}/secret", "rotateSubscriptionSecret", "Makes a webhook a new secret.", tag: tag,
                scope: .admin, mayTake: SecretRotation.self, gives: .ok
            ) { call, rotation in
                .okSecret(try await service.rotateSecret(call.id, rotation ?? SecretRotation(), by: call.authenticated))
            },
            .post(
                "\(path)/{id}/test", "testSubscription", "Sends a test event to this subscription alone.", tag: tag,
                scope: .write, gives: .accepted
            ) { call in .accepted(try await service.test(call.id, by: call.authenticated)) },
            .post(
                "\(path)/{id}/standing-test", "setStandingTest", "Has test events sent every 15 minutes, or not.",
                tag: tag, scope: .write, takes: StandingTest.self, gives: .ok
            ) { call, test in .ok(try await service.setStandingTest(call.id, test, by: call.authenticated)) },
        ]
    }

    private static func consuming(_ service: any SubscriptionsService) -> [Route] {
        let lease = Route.post(
            "\(path)/{id}/lease", "leaseMessages", "Takes messages of a queue for a while.", tag: tag, scope: .write,
            mayTake: LeaseRequest.self, gives: .ok
        ) { call, request in
            .ok(try await service.lease(call.id, request ?? LeaseRequest(), by: call.authenticated))
        }
        return [lease]
            + LeaseVerdict.allCases.map { verdict in
                .post(
                    "\(path)/{id}/\(verdict.rawValue)", "\(verdict.rawValue)Messages", verdict.summary, tag: tag,
                    scope: .write, takes: SettleRequest.self, gives: .ok
                ) { call, request in
                    .ok(try await service.settle(call.id, request, verdict, by: call.authenticated))
                }
            }
    }
}

extension LeaseVerdict {
    fileprivate var summary: String {
        switch self {
        case .acknowledge: "Says that leased messages are done with."
        case .giveBack: "Gives leased messages back, for somebody to be given again."
        case .extend: "Keeps leased messages longer."
        case .giveUp: "Moves leased messages to the dead letters."
        }
    }
}
