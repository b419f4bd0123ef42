package import Values

/// What a wire type says of itself and of its fields, for the OpenAPI document and for checking input.
package struct About: Sendable {
    package var summary: String
    package var fields: [String: FieldNote]

    package init(_ summary: String, _ fields: [String: FieldNote] = [:]) {
        self.summary = summary
        self.fields = fields
    }
}

/// What one field means, an example, and the limits on it.
package struct FieldNote: Sendable, ExpressibleByStringLiteral {
    package var text: String
    package var example: Value?
    /// Fewest and most characters of a string.
    package var lengthLeast: Int?
    package var lengthMost: Int?
    /// Smallest and largest number.
    package var least: Int?
    package var most: Int?
    /// Most elements of an array.
    package var itemsMost: Int?
    /// Regular expression (ECMA-262) that a string matches; only said, and checked by `mistake` or where the text is used.
    package var pattern: String?
    /// What is wrong with a string; nil when nothing is.
    package var mistake: (@Sendable (String) -> String?)?

    package init(
        _ text: String, example: Value? = nil, lengthLeast: Int? = nil, lengthMost: Int? = nil, least: Int? = nil,
        most: Int? = nil, itemsMost: Int? = nil, pattern: String? = nil
    ) {
        self.text = text
        self.example = example
        self.lengthLeast = lengthLeast
        self.lengthMost = lengthMost
        self.least = least
        self.most = most
        self.itemsMost = itemsMost
        self.pattern = pattern
    }

    package init(stringLiteral text: String) { self.init(text) }
}
