import Values

/// A document in the format that was wanted.
package struct ConversionResult: WireType, Hashable {
    package var format: String
    package var encoding: DataEncoding
    package var data: String

    package init(format: String, encoding: DataEncoding, data: String) {
        self.format = format
        self.encoding = encoding
        self.data = data
    }

    package static let about = About(
        "A document in the format that was wanted.",
        [
            "format": FieldNote("Its format.", example: "ndjson"),
            "encoding": "How its bytes stand in 'data': base64 where they are no text.", "data": "The document.",
        ])
}
