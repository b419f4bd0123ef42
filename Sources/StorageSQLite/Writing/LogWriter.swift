import Events
import GRDB
import Values

/// Writes batches. Keeps what the next event needs to know (the newest sequence, where each stream stands, the numbers of
/// names) so that an append asks the file nothing.
struct LogWriter: Sendable {
    struct Stream {
        var id: Int64
        var version: Int64
    }

    /// Streams and names remembered at most; beyond it the memory is emptied and begins anew.
    private static let streamsMost = 50_000
    private static let namesMost = 20_000
    private static let begin = "BEGIN IMMEDIATE"
    private static let commit = "COMMIT"

    /// Nil until read from the file, and again after a failed batch.
    var last: (sequence: Int64, recordedAt: Instant)?
    var streams: [ExactText: Stream] = [:]
    var names: [ExactText: Int64] = [:]
    var destinations: [ExactText: Int64] = [:]
    /// Of `RoutingDocument`; nil until read, and again when it may have changed.
    var routing: Int64?

    /// One transaction; when it throws, nothing of it is in the file.
    mutating func commit(
        _ operations: [StoreOperation], at now: Instant, _ database: Database
    ) throws -> [StoreResult] {
        do {
            try SQLStatement(database, Self.begin).run()
            var batch = try begin(at: now, database)
            var results: [StoreResult] = []
            results.reserveCapacity(operations.count)
            for operation in operations { results.append(try write(operation, &batch)) }
            CrashPoint.inTransaction.reach(operations)
            try SQLStatement(database, Self.commit).run()
            return results
        } catch {
            // What is remembered may include what has just been undone.
            forget()
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }

    mutating func forget() {
        last = nil
        streams = [:]
        names = [:]
        destinations = [:]
        routing = nil
    }

    private mutating func begin(at now: Instant, _ database: Database) throws -> Batch {
        if last == nil { last = try Self.readLast(database) }
        if streams.count >= Self.streamsMost { streams = [:] }
        if names.count >= Self.namesMost { names = [:] }
        // Time of the log never runs backwards, whatever the clock does: history searches by it.
        return try Batch(database: database, now: max(now, last?.recordedAt ?? now))
    }

    private mutating func write(_ operation: StoreOperation, _ batch: inout Batch) throws -> StoreResult {
        switch operation {
        case .append(let appends, let routing):
            let stands = try routing.map { _ in try routingVersion(batch) }
            if let stands, routing != stands { return .refused(RoutingDocument.changed(at: stands)) }
            return try append(appends, batch)
        case .transition(let transitions): return try apply(transitions, batch)
        case .putDocument(let kind, let id, let content, let expected):
            return try putDocument(kind, id, content, expected, batch)
        case .removeDocument(let kind, let id, let expected): return try removeDocument(kind, id, expected, batch)
        case .retryDeadLetters(let query, let limit): return try retryDeadLetters(query, limit: limit, batch)
        case .discardDeadLetters(let query, let limit): return try discardDeadLetters(query, limit: limit, batch)
        case .prune(let sequences, let document): return try prune(sequences, while: document, batch)
        case .addDeliveries(let destination, let sequences): return try add(sequences, to: destination, batch)
        case .dropDeliveries(let destination, let limit): return try drop(destination, limit: limit, batch)
        case .together(let operations): return try together(operations, &batch)
        }
    }

    /// All or none: what came before a refusal is taken back.
    private mutating func together(_ operations: [StoreOperation], _ batch: inout Batch) throws -> StoreResult {
        let before = last
        try batch.database.execute(sql: "SAVEPOINT together")
        var results: [StoreResult] = []
        for operation in operations {
            let result = try write(operation, &batch)
            if case .refused = result {
                try batch.database.execute(sql: "ROLLBACK TO together; RELEASE together")
                forget()
                last = before
                return result
            }
            results.append(result)
        }
        try batch.database.execute(sql: "RELEASE together")
        return .together(results)
    }

    static func readLast(_ database: Database) throws -> (sequence: Int64, recordedAt: Instant) {
        let newest = try SQLStatement(
            database, "SELECT sequence, recordedAt FROM event ORDER BY sequence DESC LIMIT 1"
        ).first { (sequence: $0.integer(0), recordedAt: $0.instant(1)) }
        let floor = try SQLStatement(database, "SELECT value FROM counter WHERE name = 'sequence'")
            .first { $0.integer(0) }
        let pruned = try SQLStatement(database, "SELECT value FROM counter WHERE name = 'recordedAt'")
            .first { $0.instant(0) }
        return (
            max(newest?.sequence ?? 0, floor ?? 0), max(newest?.recordedAt ?? .epoch, pruned ?? .epoch)
        )
    }

    /// A transaction under way.
    struct Batch {
        let database: Database
        let now: Instant
        // Looked up once a batch: their text is long, and finding a statement means hashing it.
        let insertEvent: SQLStatement
        let insertPending: SQLStatement

        init(database: Database, now: Instant) throws {
            self.database = database
            self.now = now
            insertEvent = try SQLStatement(database, LogWriter.insertEvent)
            insertPending = try SQLStatement(database, LogWriter.insertPending)
        }

        func statement(_ sql: String) throws -> SQLStatement { try SQLStatement(database, sql) }
    }
}
