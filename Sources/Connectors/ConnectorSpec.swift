package import Values

/// What a connector is and which settings it takes.
package struct ConnectorSpec: Sendable {
    /// The name used in files: `rest`, `mllp`.
    package var kind: String
    /// What it does, in a sentence for someone who chooses a connector.
    package var summary: String
    package var fields: [Field]
    package var examples: [Example]

    /// One setting. A dot in its name steps into an object, `*` stands for any key: `operations.*.method`.
    package struct Field: Sendable {
        package var name: String
        package var summary: String
        package var type: FieldType
        package var required: Bool
        /// What is used when the setting is absent, as it would be written.
        package var initial: Value?
        /// Whether it holds the name of a secret; the secret itself is never a setting.
        package var secret: Bool
        package var example: Value?

        package init(
            _ name: String, _ type: FieldType, _ summary: String, required: Bool = false, initial: Value? = nil,
            secret: Bool = false, example: Value? = nil
        ) {
            self.name = name
            self.type = type
            self.summary = summary
            self.required = required
            self.initial = initial
            self.secret = secret
            self.example = example
        }
    }

    package enum FieldType: Sendable, Hashable {
        case text
        case url
        case integer(ClosedRange<Int>)
        /// A span such as `250ms`, `5s`, `2m`, `4h`.
        case duration
        /// A size such as `512`, `64KiB`, `16MiB`.
        case size
        case flag
        case choice([String])
        case list
        case table
        case file
    }

    /// A whole set of settings that works as it stands.
    package struct Example: Sendable {
        package var title: String
        package var settings: Value

        package init(_ title: String, _ settings: Value) {
            self.title = title
            self.settings = settings
        }
    }

    package init(kind: String, summary: String, fields: [Field], examples: [Example]) {
        self.kind = kind
        self.summary = summary
        self.fields = fields
        self.examples = examples
    }
}
