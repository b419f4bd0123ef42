package import Values

/// A table from codes of one system to values of another. Keys match exactly, byte for byte.
package struct Lookup: Sendable, Hashable {
    package let name: String
    /// What the table was when a message was mapped with it; stated by the definition or the file.
    package var version: String?
    /// The names of the value columns; a table of two columns has one.
    package let columns: [String]
    /// What an unknown key stands for; nil makes an unknown key a failure of the field.
    package var fallback: Value?
    private let rows: [String: [Value]]

    package init(
        name: String, columns: [String] = ["value"], rows: [String: [Value]], fallback: Value? = nil,
        version: String? = nil
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.fallback = fallback
        self.version = version
    }

    package init(name: String, entries: [String: Value], fallback: Value? = nil) {
        self.init(name: name, rows: entries.mapValues { [$0] }, fallback: fallback)
    }

    package var count: Int { rows.count }

    /// The value for `key` in `column` (the first one when not named), else the fallback, else nil.
    package func value(for key: String, column: Int = 0) -> Value? {
        guard let row = rows[key], row.indices.contains(column), !row[column].isNull else { return fallback }
        return row[column]
    }
}
