import APIContract

/// `/api/integration/systems`
enum SystemsRoutes {
    private static let path = "/api/integration/systems"
    private static let tag = "Systems"

    static func routes(_ service: any SystemsService) -> [Route] {
        [
            .post(
                path, "registerExternalSystem", "Registers an external system.", tag: tag, scope: .admin,
                takes: NewExternalSystem.self, gives: .created
            ) { call, system in
                let made = try await service.register(system, by: call.authenticated)
                return .created(made, at: "\(path)/\(made.id)")
            },
            .list(path, "listExternalSystems", "Lists the external systems.", tag: tag) { _, page in
                try await service.systems(page)
            },
            .get("\(path)/{id}", "getExternalSystem", "Shows one external system.", tag: tag) { call in
                try await service.system(call.id)
            },
            .put(
                "\(path)/{id}", "changeExternalSystem",
                "Gives a registered system another definition, which holds at once, for what is taken from its queues too.",
                tag: tag, scope: .admin, takes: NewExternalSystem.self
            ) { try await service.change($0.id, to: $1, by: $0.authenticated) },
            .post(
                "\(path)/{id}/connect", "connectToSystem", "Connects to a system and says how that went.", tag: tag,
                scope: .admin, mayTake: SystemCredentials.self, gives: .ok
            ) { call, credentials in
                .ok(try await service.connect(call.id, with: credentials, by: call.authenticated))
            },
            .get("\(path)/{id}/status", "getSystemStatus", "Shows how the connection to a system fares.", tag: tag) {
                try await service.status(of: $0.id)
            },
        ]
    }
}
