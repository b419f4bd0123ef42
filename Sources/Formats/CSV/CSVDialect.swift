import Values

/// How a CSV file is written, for those that RFC 4180 does not describe, and they are most.
package struct CSVDialect: Sendable, Hashable {
    /// What to do with a row that has more or fewer cells than the header.
    package enum RaggedRows: String, Sendable, CaseIterable {
        /// A located error.
        case refuse
        /// Missing cells are empty; extra ones are kept as `column_7`.
        case fill
    }

    package var delimiter = UInt8(ascii: ",")
    /// Nil: no cell is quoted, and quotes are data.
    package var quote: UInt8? = .quote
    /// Whether the first row names the columns: rows are then objects, else arrays.
    package var hasHeader = true
    package var raggedRows = RaggedRows.refuse
    /// The columns' names and order: for reading when there is no header, or else to pick them by name; for writing always.
    package var columns: [String]?
    package var charset = Charset.utf8
    /// An encoding beyond those of `charset`, by a name that the C library knows; for reading only.
    package var foreignCharset: String?
    /// Whether spaces and tabs around cells are no part of them, and allowed around quotes.
    package var trims = false

    // For writing.
    /// Whether rows end with CR LF, as RFC 4180 says, or LF.
    package var endsWithCarriageReturn = true
    package var quotesAll = false
    package var writesByteOrderMark = false
    /// Whether text that a spreadsheet would run as a formula gets an apostrophe before it.
    package var guardsFormulas = false

    /// The most bytes a row may have.
    package var rowSizeMost = 16 << 20
    package var columnsMost = 16_384

    package static let comma = CSVDialect()
    package static let tab: CSVDialect = {
        var dialect = CSVDialect()
        dialect.delimiter = .tab
        return dialect
    }()

    package init() {}

    /// Takes the options of `options(delimiter:)`; others stay in `given`.
    init(_ given: inout FormatOptions, from initial: CSVDialect) throws {
        self = initial
        delimiter = try Self.sign("delimiter", &given, default: delimiter) ?? delimiter
        quote = try Self.sign("quote", &given, default: quote)
        hasHeader = try given.flag("header", default: hasHeader)
        raggedRows = try given.choice("raggedRows", default: raggedRows)
        columns = try Self.names(given.value("columns"))
        let name = try given.text("charset", default: charset.rawValue)
        if let named = Charset(named: name) {
            charset = named
        } else {
            guard TextDecoder(charset: name) != nil else {
                throw JunctionError(.formatOption, "The option charset names a character set that is not known here.")
            }
            foreignCharset = name
        }
        trims = try given.flag("trim", default: trims)
        endsWithCarriageReturn = try given.flag("crlf", default: endsWithCarriageReturn)
        quotesAll = try given.flag("quoteAll", default: quotesAll)
        writesByteOrderMark = try given.flag("bom", default: writesByteOrderMark)
        guardsFormulas = try given.flag("guardFormulas", default: guardsFormulas)
        rowSizeMost = try given.number("rowSizeMost", default: rowSizeMost)
        guard delimiter != quote else {
            throw JunctionError(.formatOption, "The options delimiter and quote must differ.")
        }
    }

    /// The option `columns`: a list, or a text of names with commas between.
    private static func names(_ given: Value?) throws -> [String]? {
        let names: [String]
        switch given {
        case nil, .null: return nil
        case .string(let text):
            names = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        case .array(let list): names = list.compactMap(\.string)
        default: names = []
        }
        guard !names.isEmpty, !names.contains(""), Set(names).count == names.count else {
            throw JunctionError(.formatOption, "The option columns takes names, each once, with commas between.")
        }
        return names
    }

    static func options(delimiter: String) -> [FormatOption] {
        [
            FormatOption("delimiter", "One ASCII character between cells, or 'tab'.", default: .string(delimiter)),
            FormatOption("quote", "The character around cells, or nothing for none.", default: "\""),
            FormatOption("header", "Whether the first row names the columns.", default: true),
            FormatOption(
                "columns", "The columns, in order: of rows without header, or those to pick and write.", default: .null),
            FormatOption("raggedRows", "What a row of another length does: refuse, fill.", default: "refuse"),
            FormatOption(
                "charset", "utf-8, us-ascii, iso-8859-1, iso-8859-15, windows-1252; to read, any that iconv knows.",
                default: "utf-8"),
            FormatOption("trim", "Leave out spaces and tabs around cells.", default: false),
            FormatOption("crlf", "Write CR LF at the end of rows, else LF.", default: true),
            FormatOption("quoteAll", "Write quotes around every cell.", default: false),
            FormatOption("bom", "Write a byte order mark first, for spreadsheets.", default: false),
            FormatOption("guardFormulas", "Write ' before text a spreadsheet would run.", default: false),
            FormatOption(
                "rowSizeMost", "Largest row accepted, in bytes.", default: .integer(Int64(CSVDialect().rowSizeMost))),
        ]
    }

    /// A single character that divides; nil when the text given is empty.
    private static func sign(_ name: String, _ given: inout FormatOptions, default initial: UInt8?) throws -> UInt8? {
        let text = try given.text(name, default: initial.map { String(UnicodeScalar($0)) } ?? "")
        if text.isEmpty { return nil }
        if text == "tab" || text == "\\t" { return .tab }
        guard text.utf8.count == 1, let sign = text.utf8.first, sign != .lineFeed, sign != .carriageReturn else {
            throw JunctionError(.formatOption, "The option \(name) takes one ASCII character.")
        }
        return sign
    }
}
