import GRDB
import GRDBSQLite
import Values

/// One prepared statement, bound and read through SQLite's own calls: the general interface boxes every argument, which
/// shows on the path of each event. All calls into the C library that concern rows are in this file.
///
/// Used on the thread of its connection only. Safe, because the connection's cache keeps the statement alive, and both
/// live as long as the connection.
@safe struct SQLStatement {
    private let pointer: SQLiteStatement

    /// Takes the statement from the connection's cache; it must be used up before the same text is asked for again.
    init(_ database: Database, _ sql: String) throws {
        unsafe pointer = try database.cachedStatement(sql: sql).sqliteStatement
    }

    /// Gives each row to `body`, to the end or until `condition` fails, and makes it ready for the next use.
    func forEachRow(while condition: () -> Bool = { true }, _ body: (SQLStatement) throws -> Void) throws {
        defer { reset() }
        while condition(), try step() { try body(self) }
    }

    /// What `body` makes of the first row; nil when there is none.
    func first<Answer>(_ body: (SQLStatement) throws -> Answer) throws -> Answer? {
        defer { reset() }
        return try step() ? try body(self) : nil
    }

    /// Runs it for its effect. Returns how many rows it changed.
    @discardableResult
    func run() throws -> Int {
        defer { reset() }
        while try step() {}
        return Int(unsafe sqlite3_changes(sqlite3_db_handle(pointer)))
    }

    private func step() throws -> Bool {
        let code = unsafe sqlite3_step(pointer)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw unsafe SQLiteFailure.error(code: sqlite3_extended_errcode(sqlite3_db_handle(pointer)))
        }
    }

    private func reset() { unsafe sqlite3_reset(pointer) }
}

// MARK: - Binding (positions from 1)

extension SQLStatement {
    func bind(_ position: Int32, _ value: Int64) { unsafe sqlite3_bind_int64(pointer, position, value) }

    func bind(_ position: Int32, _ value: Int64?) {
        if let value { bind(position, value) } else { unsafe sqlite3_bind_null(pointer, position) }
    }

    func bind(_ position: Int32, _ value: String?) {
        guard var value else {
            unsafe sqlite3_bind_null(pointer, position)
            return
        }
        value.withUTF8 { bytes in
            guard let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self) else {
                // An empty text may have no address, and no address would bind NULL.
                unsafe sqlite3_bind_text(pointer, position, "", 0, Self.copied)
                return
            }
            unsafe sqlite3_bind_text(pointer, position, start, Int32(bytes.count), Self.copied)
        }
    }

    func bind(_ position: Int32, _ value: [UInt8]?) {
        guard let value else {
            unsafe sqlite3_bind_null(pointer, position)
            return
        }
        unsafe value.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, bytes.count > 0 else {
                unsafe sqlite3_bind_zeroblob(pointer, position, 0)
                return
            }
            unsafe sqlite3_bind_blob(pointer, position, start, Int32(bytes.count), Self.copied)
        }
    }

    func bind(_ position: Int32, _ value: Instant?) { bind(position, value?.microseconds) }

    /// Tells SQLite to make its own copy (`SQLITE_TRANSIENT`, a cast that the header makes and Swift does not import).
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
    }
}

// MARK: - Reading (columns from 0)

extension SQLStatement {
    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, column) }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func instant(_ column: Int32) -> Instant { Instant(microseconds: integer(column)) }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(pointer, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(pointer, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
