package import Values

/// A schema of the payloads of an event type.
package struct NewEventSchemaVersion: WireType, Hashable {
    package var schema: Value
    package var language: EventSchemaLanguage?
    package var acceptNotChecked: Bool?

    package init(
        schema: Value, language: EventSchemaLanguage? = nil, acceptNotChecked: Bool? = nil
    ) {
        self.schema = schema
        self.language = language
        self.acceptNotChecked = acceptNotChecked
    }

    package static let about = About(
        "A schema of the payloads of an event type.",
        [
            "schema": "JSON Schema, or an Avro schema in JSON.",
            "language": "What it is written in; jsonSchema when absent.",
            "acceptNotChecked": "Register it although not all could be compared.",
        ])
}
