import API
import APIContract
import Values

extension ServiceDoubles: EventSchemasService {
    private func shown(_ type: String) -> EventSchema {
        EventSchema(type: type, compatibility: .backward, validation: .off, latest: 1)
    }

    func schemas(_ page: PageRequest) async throws -> Page<EventSchema> { self.page([shown("t")], page) { $0.type } }

    func schema(of type: String) async throws -> EventSchema {
        guard type != "none" else { throw missing() }
        return shown(type)
    }

    func set(_ settings: EventSchemaSettings, of type: String, by caller: Caller) async throws -> EventSchema {
        var schema = shown(type)
        schema.validation = settings.validation ?? .off
        return schema
    }

    func versions(of type: String, _ page: PageRequest) async throws -> Page<EventSchemaVersion> {
        let version = EventSchemaVersion(
            version: 1, language: .jsonSchema, schema: true, registeredAt: now, registeredBy: "k")
        return self.page([version], page) { String($0.version) }
    }

    func check(_ schema: NewEventSchemaVersion, of type: String) async throws -> SchemaReport {
        SchemaReport(verdict: .compatible, differences: [])
    }

    func register(
        _ schema: NewEventSchemaVersion, of type: String, by caller: Caller
    ) async throws -> EventSchemaVersion {
        try takeError()
        return EventSchemaVersion(
            version: 2, language: .jsonSchema, schema: schema.schema, registeredAt: now, registeredBy: "k")
    }
}
