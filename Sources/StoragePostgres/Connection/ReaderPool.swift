import Synchronization
import Values

/// Connections for reading: as many as read at once, some of them kept for the next.
final class ReaderPool: Sendable {
    private let settings: PostgresEventStore.Settings
    private let idle = Mutex<[PostgresConnection]>([])

    init(_ settings: PostgresEventStore.Settings) { self.settings = settings }

    /// Reads; once more on a new connection when the old one turns out to be lost.
    func read<Answer>(_ body: (PostgresConnection) throws -> Answer) throws -> Answer {
        if let connection = idle.withLock({ $0.popLast() }) {
            do {
                return try use(connection, body)
            } catch let failure as PostgresFailure where failure.isLoss {
                // The others idle were made no later than this one.
                idle.withLock { $0 = [] }
            }
        }
        return try use(try Session.open(settings, isReading: true), body)
    }

    private func use<Answer>(
        _ connection: PostgresConnection, _ body: (PostgresConnection) throws -> Answer
    ) throws -> Answer {
        let answer = try body(connection)
        idle.withLock { if $0.count < settings.idleReaders { $0.append(connection) } }
        return answer
    }

    func close() { idle.withLock { $0 = [] } }
}
