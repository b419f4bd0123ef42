import APIContract

/// `/api/integration/sagas`
enum SagasRoutes {
    private static let path = "/api/integration/sagas"
    private static let instance = "\(path)/{id}/instances/{key}"
    private static let tag = "Sagas"
    private static let status = Parameter<SagaStatus>("status", "Only those that stand so.")

    static func routes(_ service: any SagasService) -> [Route] {
        looking(service) + declaring(service) + correcting(service)
    }

    private static func looking(_ service: any SagasService) -> [Route] {
        [
            .list(path, "listSagas", "Lists the sagas and how their instances stand.", tag: tag) { _, page in
                try await service.sagas(page)
            },
            .get("\(path)/{id}", "getSaga", "Shows one saga and how its instances stand.", tag: tag) {
                try await service.saga($0.id)
            },
            .list(
                "\(path)/{id}/instances", "listSagaInstances", "Lists the instances of a saga, by key.", tag: tag,
                query: [status.description]
            ) { call, page in try await service.instances(call.id, status: try call[status], page) },
            .get(instance, "getSagaInstance", "Shows an instance: its state and its history.", tag: tag) {
                try await service.instance($0.id, $0.key)
            },
        ]
    }

    private static func correcting(_ service: any SagasService) -> [Route] {
        [
            .post(
                "\(instance)/retry", "retrySagaInstance", "Sends again, or tries again what failed.", tag: tag,
                scope: .write, mayTake: SagaRetry.self, gives: .ok
            ) { call, retry in
                let order = SagaOrder.retry(retry ?? SagaRetry())
                return .ok(try await service.order(order, call.id, call.key, by: call.authenticated))
            },
            order(service, "skip", "Goes on as if the step had been done.") { (skip: SagaSkip) in .skip(skip) },
            order(service, "compensate", "Takes back what was done.") { (reason: SagaReason) in .compensate(reason) },
            order(service, "cancel", "Ends an instance as it is; nothing is taken back.") { (reason: SagaReason) in
                .cancel(reason)
            },
            .post(
                "\(instance)/set-state", "setSagaInstanceState", "Changes what an instance remembers.", tag: tag,
                scope: .admin, takes: SagaStateChange.self, gives: .ok
            ) { call, change in
                .ok(try await service.order(.setState(change), call.id, call.key, by: call.authenticated))
            },
        ]
    }

    private static func declaring(_ service: any SagasService) -> [Route] {
        [
            .put(
                "\(path)/{id}", "changeSaga", "Has new instances begin with a new definition.", tag: tag,
                scope: .admin, takes: SagaChange.self
            ) { call, change in try await service.change(call.id, change, by: call.authenticated) },
            .post(
                "\(path)/reload", "reloadSagas", "Reads the sagas of the workspace's point files again.", tag: tag,
                scope: .admin, gives: .ok
            ) { call in .ok(try await service.reload(by: call.authenticated)) },
        ]
    }

    private static func order<Body: WireType>(
        _ service: any SagasService, _ word: String, _ summary: String,
        _ order: @escaping @Sendable (Body) -> SagaOrder
    ) -> Route {
        .post(
            "\(instance)/\(word)", "\(word)SagaInstance", summary, tag: tag, scope: .write, takes: Body.self,
            gives: .ok
        ) { call, body in .ok(try await service.order(order(body), call.id, call.key, by: call.authenticated)) }
    }
}
