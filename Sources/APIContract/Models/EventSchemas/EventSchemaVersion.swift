package import Values

/// One version of the schema of an event type.
package struct EventSchemaVersion: WireType, Hashable {
    package var version: Int
    package var language: EventSchemaLanguage
    package var schema: Value
    package var registeredAt: Instant
    package var registeredBy: String

    package init(
        version: Int, language: EventSchemaLanguage, schema: Value, registeredAt: Instant, registeredBy: String
    ) {
        self.version = version
        self.language = language
        self.schema = schema
        self.registeredAt = registeredAt
        self.registeredBy = registeredBy
    }

    package static let about = About(
        "One version of the schema of an event type.",
        [
            "version": "From 1.",
            "language": "What it is written in.",
            "schema": "As it was registered.",
            "registeredAt": "When it was registered.",
            "registeredBy": "Public part of the key that registered it.",
        ])
}
