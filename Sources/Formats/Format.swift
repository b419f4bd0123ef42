package import Values

/// A way of writing values as bytes.
///
/// A format is a small value that holds its options; `init(FormatOptions())` gives the defaults. To add one: a file with the
/// type and one line in `FormatCatalogue`.
///
/// Both directions throw only `JunctionError`, of code `malformed`, `formatLimit` or `notRepresentable`. What `decode` throws
/// says where (`Place`: line and column, or segment and field) and never repeats the data.
package protocol Format: Sendable {
    /// The name in point files and on the command line, in small letters: `json`, `hl7v2`.
    static var name: String { get }
    /// What documentation, linter and command line say of the format.
    static var spec: FormatSpec { get }

    /// The largest document that `decode` takes, in bytes.
    var sizeMost: Int { get }

    /// Takes the options given in a point file or on the command line; refuses unknown ones.
    init(_ options: FormatOptions) throws

    /// Reads one whole document.
    func decode(_ bytes: [UInt8]) throws -> Value
    /// Writes one whole document; throws `notRepresentable` when the format cannot hold the value.
    func encode(_ value: Value) throws -> [UInt8]
}

extension Format {
    package var sizeMost: Int { 64 << 20 }
}

/// What a format says of itself: the documentation page, the command line's help and the linter are made from it.
package struct FormatSpec: Sendable {
    package var summary: String
    /// Other names it answers to.
    package var aliases: [String]
    /// Media types, the one to send first.
    package var mediaTypes: [String]
    package var options: [FormatOption]

    package init(
        _ summary: String, aliases: [String] = [], mediaTypes: [String] = [], options: [FormatOption] = []
    ) {
        self.summary = summary
        self.aliases = aliases
        self.mediaTypes = mediaTypes
        self.options = options
    }
}

/// One option of a format: its name, what it means, and what it is when not given.
package struct FormatOption: Sendable {
    package var name: String
    package var summary: String
    package var defaultValue: Value

    package init(_ name: String, _ summary: String, default defaultValue: Value) {
        self.name = name
        self.summary = summary
        self.defaultValue = defaultValue
    }
}
