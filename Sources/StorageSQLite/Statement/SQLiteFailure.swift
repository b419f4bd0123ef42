import GRDB
import GRDBSQLite
import Values

/// What SQLite's result codes mean to the engine (sqlite.org/rescode.html).
enum SQLiteFailure {
    static func error(code: Int32) -> JunctionError {
        // The primary code is in the low byte.
        switch code & 0xFF {
        case SQLITE_FULL: JunctionError(.storeFull, "the disk of the store is full")
        case SQLITE_IOERR: JunctionError(.storeUnavailable, "the disk of the store fails (SQLite code \(code))")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            JunctionError(
                .storeUnavailable, "the store's file is damaged (SQLite code \(code))",
                remedy: "Stop the server, keep a copy of the file, and restore a backup.")
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH:
            JunctionError(.storeUnavailable, "the store's file cannot be opened for writing (SQLite code \(code))")
        case SQLITE_BUSY, SQLITE_LOCKED:
            JunctionError(.storeUnavailable, "another process has the store's file locked")
        case SQLITE_NOMEM: JunctionError(.storeUnavailable, "there is no memory left")
        default: JunctionError(.internalFault, "the store did what it should not be able to (SQLite code \(code))")
        }
    }

    /// Runs `body` with every error made one of ours.
    static func translating<Answer>(_ body: () throws -> Answer) throws(JunctionError) -> Answer {
        do {
            return try body()
        } catch let error as JunctionError {
            throw error
        } catch let error as DatabaseError {
            throw Self.error(code: error.extendedResultCode.rawValue)
        } catch {
            throw JunctionError(.storeUnavailable, "the store failed", cause: error)
        }
    }
}
