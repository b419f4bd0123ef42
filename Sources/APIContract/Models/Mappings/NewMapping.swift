package import Values

/// A mapping to keep.
package struct NewMapping: WireType, Hashable {
    package var id: String
    package var definition: Value

    package init(id: String, definition: Value) {
        self.id = id
        self.definition = definition
    }

    package static let about = About(
        "A mapping to keep.",
        [
            "id": Identifier.note("Name of the mapping; part of its address.", example: "order-to-invoice"),
            "definition": FieldNote(
                "The definition: the text of a mapping file, or the same as JSON. Its id may be left out.",
                example: ["source": "json", "target": "json", "fields": [["to": "number", "from": "order.id"]]]),
        ])
}
