package import Values

/// A message to try a mapping with.
package struct MappingPreview: WireType, Hashable {
    package var data: Value
    package var definition: Value?

    package init(data: Value, definition: Value? = nil) {
        self.data = data
        self.definition = definition
    }

    package static let about = About(
        "A message to try a mapping with.",
        [
            "data": "The message: a document in the mapping's source format as text, or the same as JSON.",
            "definition": "A definition to try instead of the one that is kept; nothing of it is saved.",
        ])
}
