import API
import APIContract
import Values

extension ServiceDoubles: SubscriptionsService {
    private func made(_ id: String, pause: String? = nil) -> Subscription {
        Subscription(
            id: id, name: id, filters: [], target: SubscriptionTarget(type: .queue), ordering: .key, concurrency: 4,
            status: pause == nil ? .active : .paused, pauseReason: pause, lag: 0, deliveredPerSecond: 0, errorRate: 0,
            deadLetters: 0, createdAt: now, createdBy: "k")
    }

    func create(_ subscription: EventSubscription, by caller: Caller) async throws -> CreatedSubscription {
        try takeError()
        return CreatedSubscription(subscription: made(subscription.id ?? "s-1"), secret: "whsec_x")
    }

    func subscriptions(_ page: PageRequest) async throws -> Page<Subscription> {
        self.page([made("a"), made("b")], page) { $0.id }
    }

    func subscription(_ id: String) async throws -> Subscription {
        guard id != "none" else { throw missing() }
        return made(id)
    }

    func pause(_ id: String, because reason: String, by caller: Caller) async throws -> Subscription {
        made(id, pause: reason)
    }

    func resume(_ id: String, by caller: Caller) async throws -> Subscription { made(id) }
    func remove(_ id: String, by caller: Caller) async throws { _ = try await subscription(id) }

    func rotateSecret(
        _ id: String, _ rotation: SecretRotation, by caller: Caller
    ) async throws -> SubscriptionSecret {
        SubscriptionSecret(secret: "whsec_y", previousUntil: now + .seconds(3600 * (rotation.overlapHours ?? 24)))
    }

    func test(_ id: String, by caller: Caller) async throws -> PublishResult {
        PublishResult(id: "t-1", status: .published)
    }

    func setStandingTest(_ id: String, _ test: StandingTest, by caller: Caller) async throws -> Subscription {
        made(id)
    }

    func lease(_ id: String, _ request: LeaseRequest, by caller: Caller) async throws -> LeasedMessages {
        let event = IntegrationEvent(
            id: "e", type: "t", source: "s", payload: 1, timestamp: now, metadata: [:], status: .published)
        return LeasedMessages(
            messages: (0..<(request.most ?? 1)).map { number in
                LeasedMessage(receipt: "\(number).1", leasedUntil: now, delivery: 1, event: event)
            })
    }

    func settle(
        _ id: String, _ request: SettleRequest, _ verdict: LeaseVerdict, by caller: Caller
    ) async throws -> SettleResults {
        SettleResults(
            results: request.receipts.map { receipt in
                SettleResult(receipt: receipt, settled: receipt != "old", problem: verdict.rawValue)
            })
    }
}
