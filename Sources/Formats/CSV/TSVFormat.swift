package import Values

/// CSV with tabs between cells.
package struct TSVFormat: Format {
    package static let name = "tsv"
    package static let spec = FormatSpec(
        "Tab-separated values.", mediaTypes: ["text/tab-separated-values"],
        options: CSVDialect.options(delimiter: "tab"))

    let csv: CSVFormat

    package init(_ options: FormatOptions) throws {
        var options = options
        csv = CSVFormat(try CSVDialect(&options, from: .tab))
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value { try csv.decode(bytes) }
    package func encode(_ value: Value) throws -> [UInt8] { try csv.encode(value) }
}
