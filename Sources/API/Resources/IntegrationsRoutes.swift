import APIContract
import Values

/// `/api/integration/integrations`
enum IntegrationsRoutes {
    static let path = "/api/integration/integrations"
    private static let tag = "Integrations"

    private static let level = Parameter<LogLevel>("level", "Only what matters at least so much.")
    private static let message = Parameter<String>("messageId", "Only what happened to this message.")
    private static let since = Parameter<Instant>("since", "Only what happened at or after this time.")
    private static let until = Parameter<Instant>("until", "Only what happened before this time.")

    static func routes(_ service: any IntegrationsService) -> [Route] {
        [
            .post(
                path, "createIntegration", "Creates an integration.", tag: tag, scope: .admin,
                takes: NewIntegration.self, gives: .created
            ) { call, integration in
                let made = try await service.create(integration, by: call.authenticated)
                return .created(made, at: "\(path)/\(made.id)")
            },
            .list(path, "listIntegrations", "Lists the integrations.", tag: tag) { _, page in
                try await service.integrations(page)
            },
            .get("\(path)/{id}", "getIntegration", "Shows one integration.", tag: tag) { call in
                try await service.integration(call.id)
            },
            .post(
                "\(path)/{id}/sync", "syncData", "Starts a sync.", tag: tag, scope: .write,
                mayTake: SyncConfiguration.self, gives: .accepted
            ) { call, configuration in
                let result = try await service.sync(
                    call.id, configuration ?? SyncConfiguration(), by: call.authenticated)
                return .accepted(result, at: "\(path)/\(call.id)/logs")
            },
            .list(
                "\(path)/{id}/logs", "getSyncLogs", "Lists what happened in an integration, newest first.", tag: tag,
                query: [level.description, message.description, since.description, until.description]
            ) { call, page in
                let filter = LogFilter(
                    levelLeast: try call[level], messageID: try call[message], since: try call[since],
                    until: try call[until])
                return try await service.logs(of: call.id, filter, page)
            },
        ]
    }
}
