package import Values

/// A message to be mapped.
package struct TransformRequest: WireType, Hashable {
    package var mappingId: String
    package var data: Value

    package init(mappingId: String, data: Value) {
        self.mappingId = mappingId
        self.data = data
    }

    package static let about = About(
        "A message to be mapped.",
        [
            "mappingId": FieldNote("Name of the mapping.", example: "order-to-invoice", lengthMost: 128),
            "data": "The message: a document in the mapping's source format as text, or the same as JSON.",
        ])
}
