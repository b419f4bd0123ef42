import Values

/// How one message is turned into another.
package struct MappingDescription: WireType, Hashable {
    package var id: String
    package var title: String?
    package var version: String?
    package var kind: MappingKind
    package var origin: MappingOrigin
    package var sourceFormat: String
    package var targetFormat: String
    package var revision: Int?
    package var definition: String

    package init(
        id: String, title: String? = nil, version: String? = nil, kind: MappingKind, origin: MappingOrigin,
        sourceFormat: String, targetFormat: String, revision: Int? = nil, definition: String
    ) {
        self.id = id
        self.title = title
        self.version = version
        self.kind = kind
        self.origin = origin
        self.sourceFormat = sourceFormat
        self.targetFormat = targetFormat
        self.revision = revision
        self.definition = definition
    }

    package static let schemaName = "MappingDefinition"

    package static let about = About(
        "How one message is turned into another.",
        [
            "id": FieldNote("Name of the mapping; part of its address.", example: "order-to-invoice", lengthMost: 128),
            "title": "What people call it.", "version": "Its version, as the definition says.",
            "kind": "Whether it is a table of fields or one expression.",
            "origin": "Where it is kept.",
            "sourceFormat": FieldNote("Format of the messages that it takes.", example: "json"),
            "targetFormat": FieldNote("Format of the messages that it makes.", example: "fhir+json"),
            "revision": FieldNote("Counts the changes of a mapping kept by the server, from 1.", least: 1),
            "definition": "The definition, as the text of a mapping file.",
        ])
}
