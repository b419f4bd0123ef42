import APIContract

/// `/api/integration/events/schemas`
enum EventSchemasRoutes {
    private static let path = "/api/integration/events/schemas"
    private static let tag = "Event schemas"

    static func routes(_ service: any EventSchemasService) -> [Route] {
        [
            .list(path, "listEventSchemas", "Lists the event types that have schemas.", tag: tag) { _, page in
                try await service.schemas(page)
            },
            .get("\(path)/{id}", "getEventSchema", "Shows how the schemas of an event type are used.", tag: tag) {
                try await service.schema(of: $0.id)
            },
            .put(
                "\(path)/{id}", "setEventSchema", "Says how the schemas of an event type are used.", tag: tag,
                scope: .admin, takes: EventSchemaSettings.self
            ) { call, settings in try await service.set(settings, of: call.id, by: call.authenticated) },
            .list(
                "\(path)/{id}/versions", "listEventSchemaVersions", "Lists the versions of an event type's schema.",
                tag: tag
            ) { call, page in try await service.versions(of: call.id, page) },
            .post(
                "\(path)/{id}/versions", "registerEventSchema",
                "Registers a new version, when it gets along with those before.", tag: tag, scope: .write,
                takes: NewEventSchemaVersion.self, gives: .created
            ) { call, schema in
                let made = try await service.register(schema, of: call.id, by: call.authenticated)
                return .created(made, at: "\(path)/\(call.id)/versions")
            },
            .post(
                "\(path)/{id}/check", "checkEventSchema",
                "Shows how a schema would get along with those before; nothing is kept.", tag: tag, scope: .read,
                takes: NewEventSchemaVersion.self, gives: .ok
            ) { call, schema in .ok(try await service.check(schema, of: call.id)) },
        ]
    }
}
