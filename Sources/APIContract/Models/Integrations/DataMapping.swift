import Values

/// A mapping an integration uses.
package struct DataMapping: WireType, Hashable {
    package var id: String
    package var sourceFormat: String?
    package var targetFormat: String?

    package init(
        id: String, sourceFormat: String? = nil, targetFormat: String? = nil
    ) {
        self.id = id
        self.sourceFormat = sourceFormat
        self.targetFormat = targetFormat
    }

    package static let about = About(
        "A mapping an integration uses.",
        [
            "id": FieldNote("Name of the mapping.", example: "hl7v2-to-fhir", lengthMost: 128),
            "sourceFormat": "Format it reads.",
            "targetFormat": "Format it writes.",
        ])
}
