import Dispatch
import Metrics
import Synchronization
import Values

/// Performs batches on the writer thread: one transaction, then the delivery engine is told, then each caller.
final class Committer: Sendable {
    /// Called on the writer thread with what a commit added, in sequence order, and the sequence from which on nobody else
    /// has added anything. Must be quick.
    typealias Handover = @Sendable (_ events: [CommittedEvent], _ unbrokenFrom: Int64) -> Void

    private let store: any CommitStore
    /// Whether others may commit in between.
    private let isShared: Bool
    private let time: TimeSource
    private let signal: LogSignal
    private let handover = Mutex<Handover?>(nil)
    private let run = Mutex(UnbrokenRun())
    private let appended = Counter(label: "junction_events_appended_total")
    private let duplicates = Counter(label: "junction_events_duplicate_total")
    private let commits = Counter(label: "junction_commits_total")
    private let failures = Counter(label: "junction_commit_failures_total")
    private let commitTime = Metrics.Timer(label: "junction_commit_seconds")

    init(store: any CommitStore, isShared: Bool, time: TimeSource, signal: LogSignal) {
        self.store = store
        self.isShared = isShared
        self.time = time
        self.signal = signal
    }

    func setHandover(_ body: @escaping Handover) { handover.withLock { $0 = body } }

    func commit(_ batch: [CommitQueue.Entry]) {
        let start = DispatchTime.now()
        do {
            CrashPoint.beforeCommit.reach(batch.map(\.operation))
            let results = try store.commit(batch.map(\.operation), at: time.now())
            CrashPoint.afterCommit.reach(batch.map(\.operation))
            commits.increment()
            commitTime.recordNanoseconds(Int64(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds))
            tell(batch, results)
        } catch let error as JunctionError {
            fail(batch, error)
        } catch {
            fail(batch, JunctionError(.storeUnavailable, "the store failed", cause: error))
        }
    }

    /// A fault of the disk hits everyone alike. Any other fault is one operation's: the others must not suffer from it.
    private func fail(_ batch: [CommitQueue.Entry], _ error: JunctionError) {
        failures.increment()
        guard batch.count > 1, error.code.class != .retryLater else {
            for entry in batch { entry.done(.failure(error)) }
            return
        }
        for entry in batch { commit([entry]) }
    }

    private func tell(_ batch: [CommitQueue.Entry], _ results: [StoreResult]) {
        precondition(batch.count == results.count, "a store answers every operation")
        var committed = CommittedBatch()
        // By index here and below: an iterator copies each element, with a reference count for every text of an event.
        for index in batch.indices { committed.add(batch[index].operation, results[index]) }
        let unbrokenFrom = run.withLock { $0.note(committed.sequences, isShared: isShared) }
        if !committed.events.isEmpty, let handover = handover.withLock({ $0 }) {
            handover(committed.events, unbrokenFrom)
        }
        CrashPoint.afterHandover.reach()
        if let sequences = committed.sequences { signal.show(sequences.upperBound) }
        appended.increment(by: committed.new)
        if committed.repeated > 0 { duplicates.increment(by: committed.repeated) }
        for index in batch.indices {
            if case .refused(let error) = results[index] {
                batch[index].done(.failure(error))
            } else {
                batch[index].done(.success(results[index]))
            }
        }
        CrashPoint.afterAnswers.reach()
    }

    func awaitTurn() { store.awaitTurn() }

    func maintain() {
        // A failure here loses nothing, and the next commit meets the same disk and reports it.
        try? store.maintain()
    }

    func end() { try? store.close() }
}

/// Since when all events of the log have been our own. With a gap, others have committed in between.
private struct UnbrokenRun: Sendable {
    private var first: Int64 = 0
    private var last: Int64?

    /// The new sequences of a batch, which have no gap among themselves. Returns where the run began.
    mutating func note(_ sequences: ClosedRange<Int64>?, isShared: Bool) -> Int64 {
        guard isShared, let sequences else { return first }
        if last.map({ $0 + 1 != sequences.lowerBound }) ?? true { first = sequences.lowerBound }
        last = sequences.upperBound
        return first
    }
}

/// An event just committed that destinations are waiting for.
struct CommittedEvent: Sendable {
    var stored: StoredEvent
    var deliverTo: [String]
}

/// What a committed batch has added to the log.
struct CommittedBatch: Sendable {
    /// Those that destinations are waiting for.
    private(set) var events: [CommittedEvent] = []
    private(set) var new = 0
    private(set) var repeated = 0
    private(set) var sequences: ClosedRange<Int64>?

    mutating func add(_ operation: StoreOperation, _ result: StoreResult) {
        switch (operation, result) {
        case (.append(let appends, _), .appended(let places)):
            for index in appends.indices { add(appends[index], places[index]) }
        case (.together(let operations), .together(let results)):
            for (operation, result) in zip(operations, results) { add(operation, result) }
        default: break
        }
    }

    private mutating func add(_ append: Append, _ place: Appended) {
        guard !place.duplicate else {
            repeated += 1
            return
        }
        new += 1
        sequences = min(sequences?.lowerBound ?? place.sequence, place.sequence)...place.sequence
        if append.deliverTo.isEmpty { return }
        events.append(CommittedEvent(stored: StoredEvent(append.event, at: place), deliverTo: append.deliverTo))
    }
}

extension StoredEvent {
    init(_ event: Event, at place: Appended) {
        self.init(
            sequence: place.sequence, streamSequence: place.streamSequence, recordedAt: place.recordedAt, event: event)
    }
}
