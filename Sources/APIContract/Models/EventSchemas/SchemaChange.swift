import Values

/// One place where data of one version may not fit another.
package struct SchemaChange: WireType, Hashable {
    package var breaks: Bool
    package var direction: SchemaDirection
    package var version: Int
    package var pointer: String
    package var message: String

    package init(
        breaks: Bool, direction: SchemaDirection, version: Int, pointer: String, message: String
    ) {
        self.breaks = breaks
        self.direction = direction
        self.version = version
        self.pointer = pointer
        self.message = message
    }

    package static let about = About(
        "One place where data of one version may not fit another.",
        [
            "breaks": "Whether there is data that does not fit; false where that could not be told.",
            "direction": "Which data, read by which version.",
            "version": "The version compared with.",
            "pointer": FieldNote("JSON Pointer into the schema.", example: "/properties/dose"),
            "message": FieldNote("What changed.", example: "became required"),
        ])
}
