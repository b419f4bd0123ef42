package import Values

/// Data to check against a schema.
package struct ValidationRequest: WireType, Hashable {
    package var data: Value
    package var schema: Value
    package var format: String?
    package var assertFormats: Bool?

    package init(data: Value, schema: Value, format: String? = nil, assertFormats: Bool? = nil) {
        self.data = data
        self.schema = schema
        self.format = format
        self.assertFormats = assertFormats
    }

    package static let about = About(
        "Data to check against a schema.",
        [
            "data": "The data: JSON, or with a format a document of that format as text.",
            "schema": FieldNote(
                "The name of a schema that the server knows, or a JSON Schema (draft 2020-12).",
                example: ["type": "object", "required": ["id"]]),
            "format": FieldNote("The format of data given as text.", example: "hl7v2", lengthMost: 64),
            "assertFormats": "Whether 'format' in a JSON Schema refuses what is not of that format.",
        ])
}
