import Values

/// One statement and its parameters in PostgreSQL's binary format, `$1` first.
struct PostgresQuery {
    let sql: String
    /// Kept prepared on the connection. False where the text varies, or every variant would be kept.
    var isPrepared = true
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Where each parameter stands in `bytes`; nil for NULL.
    private var ranges: [Range<Int>?] = []

    init(_ sql: String, isPrepared: Bool = true) {
        self.sql = sql
        self.isPrepared = isPrepared
    }

    mutating func bind(_ value: Int64) { add(PostgresType.integer) { $0.appendBigEndian(value) } }

    mutating func bind(_ value: Instant) { bind(value.microseconds) }

    mutating func bind(_ value: String) { add(PostgresType.text) { $0 += PostgresText.encode(value) } }

    mutating func bind(_ value: [UInt8]) { add(PostgresType.bytes) { $0 += value } }

    mutating func bind(_ column: PostgresColumn) { add(column.arrayType) { column.write(to: &$0) } }

    private mutating func add(_ type: UInt32, _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        types.append(type)
        ranges.append(start..<bytes.count)
    }

    /// Calls `body` with the values and their lengths as libpq takes them.
    func withParameters<Answer>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32]) -> Answer
    ) -> Answer {
        // One byte more than there are, so that the address of an empty value is not nil, which means NULL.
        unsafe (bytes + [0]).withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = unsafe ranges.map { range in unsafe range.flatMap { unsafe start?.advanced(by: $0.lowerBound) }
            }
            return unsafe body(values, ranges.map { Int32($0?.count ?? 0) })
        }
    }
}

/// Numbers of types in `pg_type`; they never change.
enum PostgresType {
    static let integer: UInt32 = 20
    static let text: UInt32 = 25
    static let bytes: UInt32 = 17
}

/// A column of many rows as one array parameter, for `unnest`: a batch costs one statement per table.
struct PostgresColumn {
    private let type: UInt32
    private(set) var count = 0
    private var hasNull = false
    private var bytes: [UInt8] = []

    static var integers: PostgresColumn { PostgresColumn(type: PostgresType.integer) }
    static var texts: PostgresColumn { PostgresColumn(type: PostgresType.text) }
    static var blobs: PostgresColumn { PostgresColumn(type: PostgresType.bytes) }

    private init(type: UInt32) { self.type = type }

    static func integers(_ values: some Sequence<Int64>) -> PostgresColumn {
        var column = integers
        for value in values { column.append(value) }
        return column
    }

    static func texts(_ values: some Sequence<String>) -> PostgresColumn {
        var column = texts
        for value in values { column.append(value) }
        return column
    }

    mutating func append(_ value: Int64) {
        count += 1
        bytes.appendBigEndian(Int32(8))
        bytes.appendBigEndian(value)
    }

    mutating func append(_ value: Instant) { append(value.microseconds) }

    mutating func append(_ value: String?) { append(value.map(PostgresText.encode)) }

    mutating func append(_ value: [UInt8]?) {
        count += 1
        guard let value else {
            hasNull = true
            bytes.appendBigEndian(Int32(-1))
            return
        }
        bytes.appendBigEndian(Int32(value.count))
        bytes += value
    }

    var arrayType: UInt32 {
        switch type {
        case PostgresType.integer: 1016
        case PostgresType.text: 1009
        default: 1001
        }
    }

    /// Dimensions, whether there are NULLs, type of the elements, how many, number of the first; then each with its
    /// length (`array_recv` in the server's arrayfuncs.c).
    func write(to target: inout [UInt8]) {
        target.appendBigEndian(Int32(count == 0 ? 0 : 1))
        target.appendBigEndian(Int32(hasNull ? 1 : 0))
        target.appendBigEndian(Int32(bitPattern: type))
        guard count > 0 else { return }
        target.appendBigEndian(Int32(count))
        target.appendBigEndian(Int32(1))
        target += bytes
    }
}

extension [UInt8] {
    fileprivate mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }
}
