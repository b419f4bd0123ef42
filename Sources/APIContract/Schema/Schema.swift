import Values

/// The JSON form of a wire type, in the terms of JSON Schema 2020-12 that OpenAPI 3.1 uses.
package indirect enum Schema: Sendable {
    case any
    case flag
    case text(format: String?)
    case whole
    case number
    case words([String])
    case list(Schema)
    /// Any keys, all values alike.
    case dictionary(Schema)
    /// A named type; `Schema.types` has its fields.
    case object(ObjectSchema)
    case either(Schema, Schema)
}

/// The fields of a named type, in the order they are declared.
package struct ObjectSchema: Sendable {
    package var name: String
    package var about: About
    package var fields: [Field]

    package struct Field: Sendable {
        package var name: String
        package var schema: Schema
        package var required: Bool
        package var note: FieldNote
    }

    /// Where the field of that name stands among the fields.
    func place(of name: String) -> Int? { fields.firstIndex { $0.name.isIdenticalUTF8(to: name) } }
}
