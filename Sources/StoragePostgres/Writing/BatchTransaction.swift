import Events
import Values

/// One batch on its way: what is to be written is held back and sent along with whatever must be asked next, so that
/// most batches cost two round trips, and one that asks nothing costs one.
struct BatchTransaction {
    private let connection: PostgresConnection
    private let writer: String
    private let now: Instant
    private var waiting: [PostgresQuery]
    private(set) var head: LogHead?
    /// As it was when we locked it.
    private(set) var found: LogHead?

    private var notice = PendingNotice()

    /// Kinds of documents whose changes other nodes are told of.
    private let announced: Set<String>

    /// - Parameter held: The head, when the transaction has begun and locked it already.
    init(
        _ connection: PostgresConnection, of writer: String, announcing kinds: Set<String>, at now: Instant,
        holding held: LogHead? = nil
    ) {
        announced = kinds
        waiting = held == nil ? [PostgresQuery("BEGIN")] : []
        self.connection = connection
        self.writer = writer
        self.now = now
        if let held { take(held) }
    }

    mutating func write(_ operations: [StoreOperation]) throws -> [StoreResult] {
        var results: [StoreResult] = []
        results.reserveCapacity(operations.count)
        var rest = operations[...]
        while let first = rest.first {
            if let change = ServerChange(first) {
                results.append(try run(change))
                rest.removeFirst()
                continue
            }
            let planned = Array(rest.prefix { ServerChange($0) == nil })
            results += try plan(planned)
            rest.removeFirst(planned.count)
        }
        return results
    }

    mutating func prepareCommit(_ batch: Int64) {
        if !notice.isEmpty { waiting.append(notice.query(from: writer)) }
        waiting += [WriterSession.mark(batch, of: writer), PostgresQuery("COMMIT")]
    }

    mutating func commit() throws { _ = try ask([]) }

    private mutating func plan(_ operations: [StoreOperation]) throws -> [StoreResult] {
        let lookup = BatchLookup(operations)
        var known = BatchKnowledge()
        if !lookup.isEmpty {
            let locking = lookup.needsHead ? lockHead() : []
            let answers = try ask(locking + lookup.queries)
            if !locking.isEmpty { readHead(answers) }
            known = lookup.known(answers.dropFirst(locking.count))
        }
        var plan = BatchPlan(head: head ?? LogHead(sequence: 0, recordedAt: now), known: known)
        var results: [StoreResult] = []
        for operation in operations { results.append(try plan.write(operation)) }
        if head != nil { head = plan.head }
        waiting += plan.rows.queries(head: plan.head)
        if !plan.rows.events.isEmpty { notice.newest = plan.head.sequence }
        for (append, place) in plan.rows.events {
            for name in append.deliverTo { notice.add(name, appended: place.sequence) }
        }
        for (name, document) in plan.rows.documents where announced.contains(name.kind) {
            notice.add(name, version: document?.version ?? 0)
        }
        return results
    }

    private mutating func run(_ change: ServerChange) throws -> StoreResult {
        let locking = lockHead()
        let answers = try ask(locking + [try change.query()])
        if !locking.isEmpty { readHead(answers) }
        guard let answer = answers.last, let head else { throw PostgresFailure.lost("the server gave no answer") }
        let (result, queries) = change.outcome(answer, at: head.recordedAt)
        waiting += queries
        if case .retry = change, case .deadLetters(let references) = result {
            for reference in references { notice.add(reference.destination, broughtBack: reference.sequence) }
        }
        if case .add(let name, _) = change, case .added(let sequences) = result {
            for sequence in sequences { notice.add(name, broughtBack: sequence) }
        }
        return result
    }

    /// Nothing when it is locked already.
    private func lockHead() -> [PostgresQuery] {
        head == nil ? [LogHead.locking] : []
    }

    private mutating func readHead(_ answers: [PostgresResult]) {
        if let locked = LogHead(answers.first) { take(locked) }
    }

    /// Time of the log never runs backwards, whatever the clocks of the nodes do.
    private mutating func take(_ locked: LogHead) {
        found = locked
        head = LogHead(sequence: locked.sequence, recordedAt: max(now, locked.recordedAt))
    }

    /// Sends what waits and these; returns the answers to these.
    private mutating func ask(_ queries: [PostgresQuery]) throws -> [PostgresResult] {
        defer { waiting = [] }
        return Array(try connection.run(waiting + queries).dropFirst(waiting.count))
    }
}

extension LogHead {
    static let locking = PostgresQuery("SELECT sequence, recorded_at FROM head FOR UPDATE")

    /// What `locking` answers.
    init?(_ row: PostgresResult?) {
        guard let row, row.rowCount == 1 else { return nil }
        self.init(sequence: row.integer(0, 0), recordedAt: row.instant(0, 1))
    }
}
