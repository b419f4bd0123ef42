package import Values

/// Reads rows out of bytes that arrive in any pieces. Memory is one piece and one row, whatever the file's size.
///
///     reader.feed(piece); while let row = try reader.next() { … }     // for each piece
///     reader.finish(); while let row = try reader.next() { … }
///
/// Cells are strings. Rows are objects by the header's names, or arrays when the dialect has no header. A name that repeats
/// gets a number (`total`, `total_2`), an empty one is `column_3`. Empty lines are skipped. Lines end with LF, CR LF or CR.
package struct CSVReader: RecordReader {
    private let dialect: CSVDialect
    private var buffer: [UInt8] = []
    /// Where the next row begins in `buffer`.
    private var start = 0
    private var isFinished = false
    /// An incomplete row is not looked at again before this many bytes are there, so that a long one is not scanned often.
    private var retryCount = 0
    /// Line of the next row, and its number among the rows, from 1.
    private var nextLine = 1
    /// The line that the row given last begins on.
    package private(set) var line: Int?
    private var rowNumber = 0
    /// The columns by name with no values; nil before the header was read.
    private var columns: Object?
    private var cellsExpected = 8
    private var hasBegun = false
    /// Where each of the option's columns stands in the file; nil to take all as they are.
    private var picked: [Int]?
    /// For encodings other than the dialect's `charset` can name.
    private var decoder: TextDecoder?
    private var decodingFault: JunctionError?

    package init(_ dialect: CSVDialect = .comma) {
        self.dialect = dialect
        decoder = dialect.foreignCharset.flatMap { TextDecoder(charset: $0) }
        if !dialect.hasHeader, let names = dialect.columns { columns = Self.columns(names.map(Value.string)) }
    }

    /// The columns' names, once the first row was read.
    package var header: [String]? { columns.map { Array($0.keys) } }

    package mutating func feed(_ bytes: [UInt8]) { take(decoded(bytes, isLast: false)) }

    private mutating func take(_ bytes: [UInt8]) {
        if start == buffer.count {
            buffer = bytes
        } else {
            buffer.removeSubrange(..<start)
            buffer += bytes
        }
        start = 0
    }

    package mutating func finish() {
        if decoder != nil { take(decoded([], isLast: true)) }
        isFinished = true
        retryCount = 0
    }

    private mutating func decoded(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        guard var decoder else { return bytes }
        defer { self.decoder = decoder }
        do {
            return try decoder.decode(bytes, isLast: isLast)
        } catch {
            decodingFault = JunctionError(
                .malformed, "The bytes are not of the character set that the option charset names.",
                place: Place(line: nextLine))
            return error.before
        }
    }

    /// The next row; nil when it takes more bytes (or, after `finish`, when there is none).
    package mutating func next() throws -> Value? {
        while let cells = try nextCells() {
            if let columns {
                let row = try object(cells, columns)
                return .object(pick(row))
            }
            guard dialect.hasHeader else { return .array(cells) }
            columns = Self.columns(cells)
            cellsExpected = cells.count
            try choose()
        }
        if var fault = decodingFault {
            fault.place = Place(line: nextLine)
            throw fault
        }
        return nil
    }

    private mutating func nextCells() throws -> [Value]? {
        let bytes = buffer
        if !hasBegun {
            guard try begin(bytes.span) else { return nil }
        }
        while start < bytes.count, bytes.count - start >= retryCount {
            var scan = CSVRowScan(dialect, position: start, isLast: isFinished)
            let cells: [Value]?
            do {
                cells = try scan.cells(bytes.span, expected: cellsExpected)
            } catch {
                throw located(error, in: bytes.span)
            }
            guard let cells else {
                try awaitMore(bytes.count - start)
                return nil
            }
            let first = nextLine
            nextLine += scan.lines
            retryCount = 0
            start = scan.position
            if scan.isBlank { continue }
            rowNumber += 1
            line = first
            return cells
        }
        return nil
    }

    private mutating func awaitMore(_ count: Int) throws {
        guard count <= dialect.rowSizeMost else {
            throw JunctionError(
                .formatLimit, "The row is longer than rowSizeMost \(dialect.rowSizeMost) bytes.",
                remedy: "Look for a quote that is never closed, or raise the limit named.",
                place: Place(line: nextLine, path: "row \(rowNumber + 1)"))
        }
        retryCount = count * 2
    }

    /// Skips a byte order mark; false when too few bytes are there to tell.
    private mutating func begin(_ bytes: Span<UInt8>) throws -> Bool {
        guard bytes.count >= 3 || isFinished else { return false }
        hasBegun = true
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
        if bytes.count >= 2, bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF {
            throw JunctionError(
                .malformed, "The file is in UTF-16.", remedy: "Set the option charset: utf-16, or save it as UTF-8.",
                place: Place(line: 1, column: 1))
        }
        return true
    }

    private func located(_ fault: CSVFault, in bytes: Span<UInt8>) -> JunctionError {
        let row = bytes.extracting(start..<bytes.count)
        var place = Place(at: fault.position - start, in: row)
        place.line = nextLine - 1 + (place.line ?? 1)
        let names = header ?? []
        let name = fault.cell < names.count ? " (\(names[fault.cell]))" : ""
        place.path = "row \(rowNumber + 1), cell \(fault.cell + 1)\(name)"
        return JunctionError(fault.code, fault.message, place: place)
    }

    // MARK: - Columns

    /// Finds the option's columns in the header.
    private mutating func choose() throws {
        guard let wanted = dialect.columns, let columns else { return }
        picked = try wanted.map { name in
            if let place = columns.position(of: name) { return place }
            throw JunctionError(
                .malformed, "The header lacks a column that the option columns names.",
                remedy: "Correct the option, or set header: false when the file has none.",
                place: Place(line: 1, column: 1, path: name))
        }
    }

    private func pick(_ row: Object) -> Object {
        guard let picked else { return row }
        return Object(distinct: picked.map { row.members[$0] })
    }

    private static func columns(_ cells: [Value]) -> Object {
        var columns = Object()
        for (index, cell) in cells.enumerated() {
            let given = cell.string ?? ""
            let name = given.isEmpty ? "column_\(index + 1)" : given
            var unique = name
            var number = 2
            while columns[unique] != nil {
                unique = "\(name)_\(number)"
                number += 1
            }
            columns.append(unique, .null)
        }
        return columns
    }

    private func object(_ cells: [Value], _ columns: Object) throws -> Object {
        if cells.count == columns.count { return Object(keysOf: columns, values: cells) }
        guard dialect.raggedRows == .fill else {
            throw JunctionError(
                .malformed, "The row has \(cells.count) cells, the header \(columns.count).",
                remedy: "Correct the row, or set raggedRows: fill to accept it.",
                place: Place(line: nextLine - 1, path: "row \(rowNumber)"))
        }
        let filled = cells + repeatElement(.string(""), count: max(0, columns.count - cells.count))
        var object = Object(keysOf: columns, values: Array(filled.prefix(columns.count)))
        for index in columns.count..<filled.count {
            var key = "column_\(index + 1)"
            while object[key] != nil { key += "_" }
            object.append(key, filled[index])
        }
        return object
    }
}

/// What `CSVRowScan` found wrong, at which byte and in which cell of the row (from 0).
struct CSVFault: Error {
    var position: Int
    var cell: Int
    var code: ErrorCode = .malformed
    var message: String
}
