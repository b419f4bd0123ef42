package import Values

/// A document to write in another format.
package struct ConversionRequest: WireType, Hashable {
    package var data: Value
    package var fromFormat: String
    package var toFormat: String
    package var encoding: DataEncoding?
    package var fromOptions: Object?
    package var toOptions: Object?

    package init(
        data: Value, fromFormat: String, toFormat: String, encoding: DataEncoding? = nil, fromOptions: Object? = nil,
        toOptions: Object? = nil
    ) {
        self.data = data
        self.fromFormat = fromFormat
        self.toFormat = toFormat
        self.encoding = encoding
        self.fromOptions = fromOptions
        self.toOptions = toOptions
    }

    package static let about = About(
        "A document to write in another format.",
        [
            "data": "The document as text. Where the format is json, also as JSON.",
            "fromFormat": FieldNote("Its format.", example: "csv", lengthMost: 64),
            "toFormat": FieldNote("The format wanted.", example: "ndjson", lengthMost: 64),
            "encoding": "How bytes are written as text; as they are when absent.",
            "fromOptions": "Options of its format, such as the delimiter of CSV.",
            "toOptions": "Options of the format wanted.",
        ])
}
