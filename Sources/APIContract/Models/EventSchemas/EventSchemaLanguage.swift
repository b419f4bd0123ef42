/// What a schema is written in.
package enum EventSchemaLanguage: String, WireEnum {
    /// JSON Schema.
    case jsonSchema
    /// Avro, in its JSON form.
    case avro

    package static let about = About("What a schema is written in.")
}
