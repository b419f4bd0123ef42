package import Values

/// A new definition of a mapping that is kept.
package struct MappingChange: WireType, Hashable {
    package var definition: Value
    package var revision: Int?

    package init(definition: Value, revision: Int? = nil) {
        self.definition = definition
        self.revision = revision
    }

    package static let about = About(
        "A new definition of a mapping that is kept.",
        [
            "definition": "The definition: the text of a mapping file, or the same as JSON.",
            "revision": FieldNote(
                "The revision that is to be replaced; refused when the mapping stands elsewhere.", least: 1),
        ])
}
