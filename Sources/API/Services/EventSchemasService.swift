package import APIContract

/// What the payloads of event types look like. Methods on one throw `notFound` for a type without schemas.
package protocol EventSchemasService: Sendable {
    /// By type.
    func schemas(_ page: PageRequest) async throws -> Page<EventSchema>
    func schema(of type: String) async throws -> EventSchema
    /// Also for a type that has no schema yet.
    func set(_ settings: EventSchemaSettings, of type: String, by caller: Caller) async throws -> EventSchema
    /// Oldest first.
    func versions(of type: String, _ page: PageRequest) async throws -> Page<EventSchemaVersion>
    /// What `register` would find; nothing is kept.
    func check(_ schema: NewEventSchemaVersion, of type: String) async throws -> SchemaReport
    /// The newest version again when it is the same. Throws `schemaIncompatible` with the places.
    func register(
        _ schema: NewEventSchemaVersion, of type: String, by caller: Caller
    ) async throws -> EventSchemaVersion
}
