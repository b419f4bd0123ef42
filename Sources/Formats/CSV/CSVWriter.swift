package import Values

/// Writes rows as CSV, one at a time. The columns are those given, or the keys of the first row.
package struct CSVWriter: RecordWriter {
    private let dialect: CSVDialect
    /// The header's names; nil before the first row, and for good when rows are arrays.
    private var columns: [String]?
    private var rowNumber = 0

    /// `columns` may be nil: the first row then names them.
    package init(_ dialect: CSVDialect = .comma, columns: [String]? = nil) {
        self.dialect = dialect
        self.columns = dialect.columns ?? columns
    }

    /// Appends the row, with the header before the first. A key that is no column throws `notRepresentable`.
    package mutating func write(_ row: Value, into output: inout [UInt8]) throws {
        if rowNumber == 0, dialect.writesByteOrderMark { output += [0xEF, 0xBB, 0xBF] }
        rowNumber += 1
        switch row {
        case .array(let cells):
            guard columns == nil else { throw unfit("An array cannot follow rows that are objects.") }
            try write(cells, &output)
        case .object(let object): try write(object, &output)
        default: try write([row], &output)
        }
    }

    package mutating func finish(into output: inout [UInt8]) throws {
        guard rowNumber == 0, let columns, dialect.hasHeader else { return }
        if dialect.writesByteOrderMark { output += [0xEF, 0xBB, 0xBF] }
        try write(columns.map(Value.string), &output)
    }

    private mutating func write(_ object: Object, _ output: inout [UInt8]) throws {
        let names = columns ?? Array(object.keys)
        if rowNumber == 1, dialect.hasHeader { try write(names.map(Value.string), &output) }
        columns = names
        if object.count == names.count, zip(object.members, names).allSatisfy({ $0.key == $1 }) {
            return try write(object.members.lazy.map(\.value), &output)
        }
        var found = 0
        let cells = names.map { name -> Value in
            guard let value = object[name] else { return .null }
            found += 1
            return value
        }
        guard found == object.count else {
            throw unfit("The row has a member that is no column of the first row.")
        }
        try write(cells, &output)
    }

    private func write(_ cells: some Sequence<Value>, _ output: inout [UInt8]) throws {
        var first = true
        let start = output.count
        for cell in cells {
            if !first { output.append(dialect.delimiter) }
            first = false
            try write(cell, &output)
        }
        // An empty line would be skipped by readers.
        if output.count == start, !first, let quote = dialect.quote { output += [quote, quote] }
        if dialect.endsWithCarriageReturn { output.append(.carriageReturn) }
        output.append(.lineFeed)
    }

    private func write(_ cell: Value, _ output: inout [UInt8]) throws {
        switch cell {
        case .null: try write(text: "", &output)
        case .bool(let flag): try write(text: flag ? "true" : "false", &output)
        case .integer(let number): try write(text: String(number), &output)
        case .decimal(let number): try write(text: number.description, &output)
        case .double(let number):
            guard let text = PlainNumber.text(number) else {
                throw unfit("CSV has no form for a number that is not finite.")
            }
            try write(text: text, &output)
        case .string(let text): try write(text: guarded(text), &output)
        case .bytes(let bytes): try write(text: String(decoding: Base64.encode(bytes), as: UTF8.self), &output)
        case .array, .object: throw unfit("A cell holds one value, no array or object.")
        }
    }

    /// Text that begins like a formula and is no number is kept from running.
    private func guarded(_ text: String) -> String {
        guard dialect.guardsFormulas, let first = text.utf8.first else { return text }
        let starts: [UInt8] = [0x3D, 0x2B, 0x2D, 0x40, .tab, .carriageReturn]
        return starts.contains(first) && ExactDecimal(text) == nil ? "'" + text : text
    }

    private func write(text: String, _ output: inout [UInt8]) throws {
        guard dialect.charset != .utf8 else { return try write(text.utf8.span, &output) }
        guard let bytes = dialect.charset.bytes(text) else {
            throw unfit("The text has a character that \(dialect.charset.rawValue) has not.")
        }
        try write(bytes.span, &output)
    }

    private func write(_ text: Span<UInt8>, _ output: inout [UInt8]) throws {
        guard dialect.quotesAll || needsQuotes(text) else { return output.append(text) }
        guard let quote = dialect.quote else {
            guard needsQuotes(text) else { return output.append(text) }
            throw unfit("The cell holds the delimiter or a line end, and the dialect has no quotes.")
        }
        output.append(quote)
        var start = 0
        for index in text.indices where text[index] == quote {
            output.append(text.extracting(start...index))
            start = index
        }
        output.append(text.extracting(start..<text.count))
        output.append(quote)
    }

    private func needsQuotes(_ text: Span<UInt8>) -> Bool {
        guard !text.isEmpty else { return false }
        for index in text.indices {
            let byte = text[index]
            if byte == dialect.delimiter || byte == .lineFeed || byte == .carriageReturn || byte == dialect.quote {
                return true
            }
        }
        return dialect.quote != nil && (text[0] <= .space || text[text.count - 1] <= .space || text[0] == 0xEF)
    }

    private func unfit(_ message: String) -> JunctionError {
        JunctionError(.notRepresentable, message, place: Place(path: "row \(rowNumber)"))
    }
}
