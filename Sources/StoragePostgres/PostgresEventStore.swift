package import Events
import Synchronization
package import Values

/// The store in a PostgreSQL database, which several nodes may share. Its tables are in a schema of their own.
///
/// A batch is one transaction and costs two round trips: one locks the head of the log and looks up what the batch needs
/// to know, one writes every table with one statement and commits. Where other nodes write too, the head is locked before the
/// batch is taken, in a round trip of its own (`LogWriter.awaitTurn`). `synchronous_commit` is never off: a commit has been
/// flushed to the server's disk when it returns.
package final class PostgresEventStore: EventStore {
    package struct Settings: Sendable, Hashable {
        /// A `postgres://` address, or libpq's keywords.
        package var address: String
        /// The schema of the tables; made when absent.
        package var schema = "junction"
        /// Connections for reading kept open while nobody reads.
        package var idleReaders = 4
        /// How long the server may take to say something, before the connection counts as lost.
        package var answerLimit = Duration.seconds(30)
        /// How long a commit waits for a server that has gone away, before it fails.
        package var patience = Duration.seconds(10)

        package init(address: String) { self.address = address }
    }

    /// How it stands with the server, as commits find it.
    package enum Standing: Sendable, Hashable {
        case away(reason: String)
        case back(after: Duration)
    }

    let readers: ReaderPool
    let writer: Mutex<LogWriter>
    let listener: Listener
    let settings: Settings

    /// Connects, and brings the tables to this version. Throws `storeUnavailable` or `storeIncompatible`.
    ///
    /// - Parameter told: Of every change of the standing, on the thread that commits.
    package init(
        _ settings: Settings, told: @escaping @Sendable (Standing) -> Void = { _ in }
    ) throws(JunctionError) {
        self.settings = settings
        readers = ReaderPool(settings)
        let first = try PostgresFailure.translating {
            let connection = try Session.open(settings)
            try Session.check(connection)
            try PostgresMigrator(Session.openPatiently(settings), schema: settings.schema).bringUp()
            return try LogWriter(connection, settings, told: told)
        }
        listener = Listener(settings, writer: first.name)
        writer = Mutex(first)
    }

    package func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        try PostgresFailure.translating { try writer.withLock { try $0.commit(operations, at: now) } }
    }

    package func awaitTurn() { writer.withLock { $0.awaitTurn() } }

    /// The server keeps its own house.
    package func maintain() throws { writer.withLock { $0.giveTurnBack() } }

    package func close() throws {
        listener.stop()
        writer.withLock { $0.close() }
        readers.close()
    }

    func read<Answer>(_ body: (PostgresConnection) throws -> Answer) throws -> Answer {
        try PostgresFailure.translating { try readers.read(body) }
    }
}
