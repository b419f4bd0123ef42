package import Values

/// RFC 3339 text in UTC with microseconds cut to milliseconds where they are zero.
extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time")
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wireText)
    }

    /// How a time is written in answers.
    package var wireText: String { rfc3339(fractionDigits: microseconds % 1000 == 0 ? 3 : 6) }
}
