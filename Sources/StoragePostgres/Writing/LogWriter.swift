import Dispatch
import Events
import Resilience
import Values

/// Writes batches: one transaction each, on one connection, which is made anew when it is lost.
///
/// When the connection breaks in the middle of a commit, nobody has told us whether it happened. Each batch writes its
/// number into our row of `writer`; on the next connection the old session is ended first, then the number there says
/// what became of the batch.
struct LogWriter: Sendable {
    /// Called when a commit that was told as failed may have happened all the same.
    var whenInDoubt: @Sendable () -> Void = {}
    /// Told when a commit finds the server gone, and when it has it again.
    private let told: @Sendable (PostgresEventStore.Standing) -> Void
    private var lostSince: DispatchTime?
    /// Kinds of documents whose changes other nodes are told of.
    var announcedKinds: Set<String> = []
    private let settings: PostgresEventStore.Settings
    private var connection: PostgresConnection?
    /// Our row in `writer`.
    let name: String
    private var batch: Int64 = 0
    private var isInDoubt = false
    /// The head as it was locked before the batch was taken, in a transaction that is open.
    private var turn: LogHead?
    /// Where our last batch left the log; others have written when it is elsewhere at the next one.
    private var lastSequence: Int64?
    private var isContended = false
    /// The session of `connection` or, without one, the session that was lost.
    private var session: WriterSession

    init(
        _ connection: PostgresConnection, _ settings: PostgresEventStore.Settings,
        told: @escaping @Sendable (PostgresEventStore.Standing) -> Void = { _ in }
    ) throws {
        self.settings = settings
        self.told = told
        self.connection = connection
        session = try WriterSession(connection)
        // A session is told from all others of a server by its process and its start, and so is a writer by its first one.
        name = session.name
        _ = try connection.run(WriterSession.forgetOthers)
    }

    mutating func close() { connection = nil }

    /// One transaction; when it throws, nothing of it is there.
    ///
    /// A server that goes away is waited for, as long as `Settings.patience` since it went: once that is over, a batch is tried
    /// once, so that callers are not kept for something that is not there. Only when it has not come back by then, and
    /// went away in the middle of the commit, a batch may be there although this throws; its events are then duplicates
    /// when they come again.
    mutating func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        var patience = Patience(settings.patience, since: lostSince ?? .now())
        while true {
            do {
                let connection = try connected()
                let results = try attempt(operations, at: now, connection)
                noteServed()
                return results
            } catch let failure as PostgresFailure where failure.isLoss || failure.isCollision {
                if failure.isLoss { noteLost(failure) }
                guard patience.wait() else { throw failure }
            } catch let unknown as UnknownOutcome {
                noteLost(unknown.failure)
                isInDoubt = true
                if try isThere(&patience) { return unknown.results }
            }
        }
    }

    private mutating func noteLost(_ failure: PostgresFailure) {
        connection = nil
        guard lostSince == nil else { return }
        lostSince = .now()
        told(.away(reason: failure.error.message))
    }

    private mutating func noteServed() {
        guard let since = lostSince else { return }
        lostSince = nil
        let nanoseconds = DispatchTime.now().uptimeNanoseconds - since.uptimeNanoseconds
        told(.back(after: .nanoseconds(Int64(clamping: nanoseconds))))
    }

    /// Locks the head of the log before the batch is taken, when other nodes have written since our last batch: what comes in
    /// while we wait for them goes with it, in place of waiting for the one after. Alone, a batch is spared the round trip.
    mutating func awaitTurn() {
        guard isContended, turn == nil, let connection else { return }
        do {
            let answers = try connection.run([PostgresQuery("BEGIN"), LogHead.locking])
            turn = LogHead(answers.last)
        } catch { drop(connection) }
    }

    /// Where no batch has come of it.
    mutating func giveTurnBack() {
        guard turn != nil, let connection else { return }
        drop(connection)
    }

    /// Ends what is open on a connection, or gives up one that is lost: the next commit finds out.
    private mutating func drop(_ connection: PostgresConnection) {
        turn = nil
        if !connection.isLost { try? connection.execute("ROLLBACK") }
        if connection.isLost { self.connection = nil }
    }

    /// The commit was sent, and no answer came.
    private struct UnknownOutcome: Error, Sendable {
        var results: [StoreResult]
        var failure: PostgresFailure
    }

    private mutating func connected() throws -> PostgresConnection {
        if let connection { return connection }
        let new = try Session.open(settings)
        // It may still hold the head of the log, or be about to commit.
        try WriterSession.end(session, new)
        session = try WriterSession(new)
        connection = new
        if isInDoubt { whenInDoubt() }
        isInDoubt = false
        return new
    }

    /// Whether the batch without an answer was committed. When that cannot be found out in time, it may be there, and nothing
    /// else may be written here for long: what it made pending is looked for at once.
    private mutating func isThere(_ patience: inout Patience) throws -> Bool {
        do { return try resolved(&patience) } catch {
            whenInDoubt()
            throw error
        }
    }

    /// Asks until there is an answer.
    private mutating func resolved(_ patience: inout Patience) throws -> Bool {
        while true {
            do {
                let connection = try connected()
                return try WriterSession.lastBatch(of: name, connection) == batch
            } catch let failure as PostgresFailure where failure.isLoss {
                connection = nil
                guard patience.wait() else { throw failure }
            }
        }
    }

    private mutating func attempt(
        _ operations: [StoreOperation], at now: Instant, _ connection: PostgresConnection
    ) throws -> [StoreResult] {
        batch += 1
        var transaction = BatchTransaction(connection, of: name, announcing: announcedKinds, at: now, holding: turn)
        turn = nil
        do {
            let results = try transaction.write(operations)
            transaction.prepareCommit(batch)
            CrashPoint.inTransaction.reach(operations)
            do {
                try transaction.commit()
            } catch let failure as PostgresFailure where connection.isLost || failure.isLoss {
                throw UnknownOutcome(results: results, failure: failure)
            }
            if let found = transaction.found, let left = transaction.head {
                isContended = lastSequence.map { $0 != found.sequence } ?? false
                lastSequence = left.sequence
            }
            return results
        } catch {
            if !connection.isLost, !(error is UnknownOutcome) { try? connection.execute("ROLLBACK") }
            throw error
        }
    }
}

/// How long a commit still waits for the server.
struct Patience {
    private static let backoff = Backoff(first: .milliseconds(10), longest: .milliseconds(500))
    private var failures = 0
    private let end: DispatchTime

    init(_ span: Duration, since start: DispatchTime = .now()) {
        end = start + .microseconds(Int(span.wholeMicroseconds))
    }

    /// Blocks the thread, which is one that waits for the disk anyway, a little longer each time. False at once when the
    /// time is over.
    mutating func wait() -> Bool {
        guard DispatchTime.now() < end else { return false }
        failures += 1
        ThreadPause.wait(Self.backoff.bound(after: failures))
        return true
    }
}
