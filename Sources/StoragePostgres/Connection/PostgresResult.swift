import CLibPQ
import Values

/// What the server answered to one query, in binary; frees itself. Rows and columns count from 0.
@safe final class PostgresResult {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe PQclear(handle) }

    var rowCount: Int { Int(unsafe PQntuples(handle)) }

    var isSynchronisation: Bool { unsafe PQresultStatus(handle) == PGRES_PIPELINE_SYNC }

    /// How many rows a command changed.
    var changedCount: Int { unsafe Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// Nil when all went well.
    var failure: PostgresFailure? {
        switch unsafe PQresultStatus(handle) {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR:
            // Character codes of `PG_DIAG_SQLSTATE` (postgres_ext.h).
            guard let state = unsafe PQresultErrorField(handle, Int32(UInt8(ascii: "C"))) else {
                return .lost("the connection was lost")
            }
            return .refused(state: unsafe String(cString: state))
        case PGRES_PIPELINE_ABORTED: return .refused(state: "25P02")
        default: return nil
        }
    }

    func isNull(_ row: Int, _ column: Int) -> Bool {
        unsafe PQgetisnull(handle, Int32(row), Int32(column)) == 1
    }

    private func value(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let start = unsafe PQgetvalue(handle, Int32(row), Int32(column))
        let count = unsafe PQgetlength(handle, Int32(row), Int32(column))
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(count))
    }

    /// A number of 1, 2, 4 or 8 bytes; 0 for NULL.
    func integer(_ row: Int, _ column: Int) -> Int64 {
        let bytes = unsafe value(row, column)
        guard let first = unsafe bytes.first else { return 0 }
        return unsafe bytes.reduce(first >= 0x80 ? -1 : 0) { $0 << 8 | Int64($1) }
    }

    func instant(_ row: Int, _ column: Int) -> Instant { Instant(microseconds: integer(row, column)) }

    func bytes(_ row: Int, _ column: Int) -> [UInt8] { unsafe Array(value(row, column)) }

    func text(_ row: Int, _ column: Int) -> String {
        PostgresText.decode(unsafe String(decoding: value(row, column), as: UTF8.self))
    }

    func optionalText(_ row: Int, _ column: Int) -> String? { isNull(row, column) ? nil : text(row, column) }
}
