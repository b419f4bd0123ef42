package import Events
import GRDB
import Synchronization
package import Values

/// The store in one SQLite file (with its `-wal` beside it).
///
/// Write-ahead log with `synchronous=FULL`: a commit has been flushed to the disk when it returns (sqlite.org/wal.html).
/// A torn end of the log, left by a crash, is recognised by its checksums and ignored: it was never acknowledged.
package final class SQLiteEventStore: EventStore {
    package struct Settings: Sendable, Hashable {
        /// Most reads at once.
        package var readers = 4
        /// Memory for pages on the writing connection, in KiB.
        package var writerCache = 16_384
        /// Memory for pages on each reading connection, in KiB.
        package var readerCache = 2048
        /// Frames of the write-ahead log (of 4 KiB) at which it is brought back into the file in the background…
        package var checkpointFrames = 4000
        /// …and at which appends wait for that: the log's file never grows far beyond it.
        package var longestLogFrames = 32_000
        /// Frames of the write-ahead log that have their room on the disk before the first commit (`LogReserve`).
        package var reservedFrames = 0

        package init() {}
    }

    let pool: DatabasePool
    let names: NameCache
    private let writer: Mutex<LogWriter>
    private let checkpoints: CheckpointControl

    /// Opens the file, or makes it. Throws `storeUnavailable` or `storeIncompatible`.
    package init(path: String, settings: Settings = Settings()) throws(JunctionError) {
        let (pool, names) = try SQLiteFailure.translating {
            var configuration = Configuration()
            configuration.maximumReaderCount = settings.readers
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { database in
                let cache = database.configuration.readonly ? settings.readerCache : settings.writerCache
                try database.execute(sql: "PRAGMA cache_size = -\(cache); PRAGMA temp_store = MEMORY")
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                // Checkpoints are made by `CheckpointControl`, not in the middle of somebody's commit.
                try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
                try Schema.bringUp(database)
                if settings.reservedFrames > 0 {
                    try LogReserve.make(settings.reservedFrames, at: path, database)
                }
            }
            return (pool, NameCache())
        }
        self.pool = pool
        self.names = names
        writer = Mutex(LogWriter())
        checkpoints = try SQLiteFailure.translating { try CheckpointControl(path: path, settings: settings) }
    }

    package func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        try SQLiteFailure.translating {
            try pool.writeWithoutTransaction { database in
                try writer.withLock { try $0.commit(operations, at: now, database) }
            }
        }
    }

    package func maintain() throws {
        try SQLiteFailure.translating {
            try pool.writeWithoutTransaction { try checkpoints.maintain($0) }
        }
    }

    package func close() throws {
        try SQLiteFailure.translating {
            checkpoints.close()
            // With the last connection the log is brought into the file and removed, if that is not one that only reads.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        }
    }

    /// A setting of the writing connection as it stands, for checks; `name = value` sets it.
    package func writerPragma(_ text: String) throws -> String? {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(text)") }
    }

    /// Writes what is no batch; the writer forgets what it knew of the file.
    func write(_ body: (Database) throws -> Void) throws {
        try SQLiteFailure.translating {
            try pool.writeWithoutTransaction { database in
                try writer.withLock { writer in
                    writer.forget()
                    try body(database)
                }
            }
        }
    }

    func read<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
        try SQLiteFailure.translating { try pool.read(body) }
    }
}
