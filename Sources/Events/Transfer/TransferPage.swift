package import Values

/// Some rows of one table, in the bytes in which a backup holds them.
///
/// Each row is preceded by its length (four bytes, highest first). In it each column of the table in turn: for an optional
/// one a byte first, 1 when it has a value; then an integer zigzag-coded in seven bits to a byte, lowest first, the
/// top bit saying that more follows, or a text (UTF-8) or bytes, preceded by their length in the same coding.
package struct TransferPage: Sendable, Hashable {
    /// A page is full with either of these.
    package static let rowsMost = 1000
    package static let bytesFull = 1 << 20
    private static let lengthSize = 4

    package let table: TransferTable
    package private(set) var rowCount = 0
    package private(set) var bytes: [UInt8] = []
    private var rowStart = 0

    package init(_ table: TransferTable) { self.table = table }

    /// Takes rows that were written before. Throws `storeDamaged` when they are not rows.
    package init(_ table: TransferTable, bytes: [UInt8]) throws(JunctionError) {
        self.table = table
        self.bytes = bytes
        var offset = 0
        while let row = try nextRow(&offset) {
            rowCount += 1
            rowStart = row.upperBound
        }
    }

    package var isFull: Bool { rowCount >= Self.rowsMost || bytes.count >= Self.bytesFull }
}

// MARK: - Writing

extension TransferPage {
    /// The columns of a row are added in their order, then the row is ended.
    package mutating func beginRow() {
        rowStart = bytes.count
        bytes.append(contentsOf: [0, 0, 0, 0])
    }

    package mutating func add(_ value: Int64) { addNumber(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    package mutating func add(_ value: some Collection<UInt8>) {
        addNumber(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Before the value of an optional column.
    package mutating func addPresence(_ isPresent: Bool) { bytes.append(isPresent ? 1 : 0) }

    package mutating func endRow() {
        let length = UInt32(bytes.count - rowStart - Self.lengthSize)
        for place in 0..<Self.lengthSize {
            bytes[rowStart + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * place))
        }
        rowCount += 1
    }

    package mutating func add(row values: [TransferValue]) {
        beginRow()
        for (column, value) in zip(table.columns, values) {
            if column.isOptional { addPresence(value != .none) }
            switch value {
            case .none: break
            case .integer(let number): add(number)
            case .text(let text): add(text.utf8)
            case .bytes(let bytes): add(bytes)
            }
        }
        endRow()
    }

    private mutating func addNumber(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

// MARK: - Reading

extension TransferPage {
    /// Gives each row as values, a value for each column. Throws `storeDamaged`, and what `body` throws.
    package func forEachRow(_ body: ([TransferValue]) throws -> Void) throws {
        try forEachRow(of: table.columns, body)
    }

    /// The same for rows that were written with these columns.
    func forEachRow(of columns: [TransferColumn], _ body: ([TransferValue]) throws -> Void) throws {
        var offset = 0
        while let row = try nextRow(&offset) {
            var reader = TransferRowReader(bytes: bytes, at: row)
            try body(try reader.values(of: columns))
        }
    }

    /// Gives the bytes of each row. Throws `storeDamaged`.
    func forEachRowBytes(_ body: (ArraySlice<UInt8>) -> Void) throws(JunctionError) {
        var offset = 0
        while let row = try nextRow(&offset) { body(bytes[row]) }
    }

    private func nextRow(_ offset: inout Int) throws(JunctionError) -> Range<Int>? {
        guard offset < bytes.count else { return nil }
        guard bytes.count - offset >= Self.lengthSize else { throw Self.damaged }
        let length = bytes[offset..<offset + Self.lengthSize].reduce(0) { $0 << 8 | Int($1) }
        let start = offset + Self.lengthSize
        guard length <= bytes.count - start else { throw Self.damaged }
        offset = start + length
        return start..<offset
    }

    static var damaged: JunctionError { JunctionError(.storeDamaged, "a row cannot be read") }
}

/// Reads the columns of one row.
private struct TransferRowReader {
    let bytes: [UInt8]
    private var offset: Int
    private let end: Int

    init(bytes: [UInt8], at row: Range<Int>) {
        self.bytes = bytes
        offset = row.lowerBound
        end = row.upperBound
    }

    mutating func values(of columns: [TransferColumn]) throws(JunctionError) -> [TransferValue] {
        var values: [TransferValue] = []
        values.reserveCapacity(columns.count)
        for column in columns { values.append(try value(of: column)) }
        guard offset == end else { throw TransferPage.damaged }
        return values
    }

    private mutating func value(of column: TransferColumn) throws(JunctionError) -> TransferValue {
        if column.isOptional, try byte() == 0 { return .none }
        switch column.kind {
        case .integer:
            let number = try number()
            return .integer(Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1))
        case .text: return .text(String(decoding: bytes[try part()], as: UTF8.self))
        case .bytes: return .bytes(Array(bytes[try part()]))
        }
    }

    private mutating func part() throws(JunctionError) -> Range<Int> {
        let length = try number()
        guard length <= UInt64(end - offset) else { throw TransferPage.damaged }
        defer { offset += Int(length) }
        return offset..<offset + Int(length)
    }

    private mutating func byte() throws(JunctionError) -> UInt8 {
        guard offset < end else { throw TransferPage.damaged }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func number() throws(JunctionError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = try byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw TransferPage.damaged
    }
}
