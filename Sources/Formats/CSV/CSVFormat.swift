package import Values

/// CSV by RFC 4180 and the dialects in use: an array of rows, each an object by the header's names (or an array).
///
/// Reading is as documented on `CSVReader`. Writing takes an array of objects, whose columns are all their keys in order of
/// first appearance, or an array of arrays; numbers are written plainly, null as an empty cell, bytes as base64.
package struct CSVFormat: Format {
    package static let name = "csv"
    package static let spec = FormatSpec(
        "Comma-separated values (RFC 4180) and its dialects.", mediaTypes: ["text/csv"],
        options: CSVDialect.options(delimiter: ","))

    package var dialect: CSVDialect

    package init(_ dialect: CSVDialect = .comma) { self.dialect = dialect }

    package init(_ options: FormatOptions) throws {
        var options = options
        dialect = try CSVDialect(&options, from: .comma)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        var reader = CSVReader(dialect)
        reader.feed(bytes)
        reader.finish()
        var rows: [Value] = []
        while let row = try reader.next() { rows.append(row) }
        return .array(rows)
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        let rows = value.array ?? [value]
        var writer = CSVWriter(dialect, columns: Self.columns(rows))
        var output: [UInt8] = []
        for row in rows { try writer.write(row, into: &output) }
        try writer.finish(into: &output)
        return output
    }

    /// Every key of every row that is an object, in order of first appearance; nil when none is.
    private static func columns(_ rows: [Value]) -> [String]? {
        var columns = Object()
        var any = false
        for case .object(let object) in rows {
            any = true
            for key in object.keys where columns.position(of: key) == nil { columns.append(key, .null) }
        }
        return any ? Array(columns.keys) : nil
    }
}
