import Metrics
import Synchronization
package import Values

/// The durable log: what enters Junction is appended here before it is acknowledged.
///
/// ```swift
/// let places = try await log.append([Append(event, deliverTo: ["fhir-server"])])
/// // On disk. Only now acknowledge.
/// ```
/// Concurrent appends share a transaction (`CommitQueue`), so that many callers cost few disk flushes.
package final class EventLog: Sendable {
    package struct Settings: Sendable, Hashable {
        /// Most appends waiting for the disk; beyond it `append` throws `appendQueueFull`.
        package var queueCount = 10_000
        /// Most bytes waiting for the disk; likewise.
        package var queueBytes = 64 << 20
        /// How many reads run at once, and how many may wait; beyond it reads throw `storeUnavailable`.
        package var readers = 4
        package var readQueue = 4096

        package init() {}
    }

    let committer: Committer
    /// Tells who waits for new events.
    let signal = LogSignal()
    let router = Mutex<(any EventRouting)?>(nil)
    let pressure = BackPressure()
    let queue: any CommitQueueing
    private let reads: any ReadQueueing
    /// For what may not wait for slow reads.
    let leaseReads: any ReadQueueing
    private let store: any EventStore

    /// Takes the store over: nobody else may write to it, and `close` closes it.
    package convenience init(store: any EventStore, settings: Settings = Settings(), time: TimeSource) {
        self.init(store: store, time: time, threads: LogThreads(settings))
    }

    init(store: any EventStore, time: TimeSource, threads: LogThreads) {
        self.store = store
        committer = Committer(store: store, isShared: store is any SharedStore, time: time, signal: signal)
        queue = threads.commits(committer)
        reads = threads.reads
        leaseReads = threads.leases
    }

    /// Appends all events in one transaction; they are on disk when it returns.
    ///
    /// Idempotent by event id: an event whose id the log has already is not added again, and its answer says
    /// `duplicate` with the first one's places. Throws, and then nothing was added: `versionConflict`, `eventOverLimit`,
    /// `appendQueueFull`, `backlogFull`, `storeFull`, `storeUnavailable`, `logClosed`.
    @discardableResult
    package func append(_ events: [Append]) async throws -> [Appended] {
        guard !events.isEmpty else { return [] }
        return try await routing(events) { append, bytes in
            guard case .appended(let places) = try await write(append, bytes: bytes) else { throw Self.mismatch }
            return places
        }
    }

    /// Appends events and changes documents in one transaction: all of it is on disk when it returns, or, when it throws,
    /// nothing of it. Throws what `append` throws, and `versionConflict` when a document is not at the version expected.
    @discardableResult
    package func commit(_ events: [Append], documents: [DocumentChange]) async throws -> [Appended] {
        try await routing(events) { append, bytes in
            let operations = try documents.map { try $0.operation() }
            let size = documents.reduce(bytes) { $0 + $1.size }
            let answer = try await write(.together([append] + operations), bytes: size)
            guard case .together(let results) = answer, case .appended(let places)? = results.first else {
                throw Self.mismatch
            }
            return places
        }
    }

    /// How often an event is routed anew before its sender is told to come again; each time, what is routed has changed.
    private static let routingTries = 100

    /// Has `write` write the events with the destinations that the router adds, and how many bytes that is. What other nodes
    /// have changed meanwhile is heard of from the store, which refuses what was routed by what held before.
    private func routing(
        _ events: [Append], _ write: (_ append: StoreOperation, _ bytes: Int) async throws -> [Appended]
    ) async throws -> [Appended] {
        // Before subscriptions are added: a subscriber that takes nothing holds no sender up.
        try pressure.check(events)
        guard let router = router.withLock({ $0 }), !events.isEmpty else {
            return try await write(.append(events), EventLimits.check(events))
        }
        for _ in 0..<Self.routingTries {
            let version = router.version
            let generation = router.generation
            let routed = events.routed(by: router)
            do {
                let places = try await write(.append(routed, routedAt: version), EventLimits.check(routed))
                if router.generation != generation { await router.missed(events, places) }
                return places
            } catch let error as JunctionError where error.code == .routingChanged {
                try await router.refresh(after: version)
            }
        }
        throw JunctionError(.routingChanged, "subscriptions are being changed without an end")
    }

    /// Has every event appended from now on delivered also where the router says.
    package func route(by router: any EventRouting) { self.router.withLock { $0 = router } }

    /// Appends one event; see `append(_:)`.
    @discardableResult
    package func append(
        _ event: Event, deliverTo: [String] = [], expectedVersion: Int64? = nil
    ) async throws -> Appended {
        try await append([Append(event, deliverTo: deliverTo, expectedVersion: expectedVersion)])[0]
    }

    /// Writes what is waiting, then closes the store. Later appends throw `logClosed`.
    package func close() async { await queue.close() }

    func write(_ operation: StoreOperation, bytes: Int = 256) async throws -> StoreResult {
        try await withCheckedThrowingContinuation { continuation in
            let entry = CommitQueue.Entry(operation: operation, bytes: bytes, isUrgent: true) {
                continuation.resume(with: $0)
            }
            if let refusal = queue.submit(entry) { continuation.resume(throwing: refusal) }
        }
    }

    /// Records outcomes of the delivery engine, some time soon; `done` is told on the writer thread.
    func record(
        _ transitions: [DeliveryTransition], done: @escaping @Sendable (Result<StoreResult, JunctionError>) -> Void
    ) {
        let bytes = transitions.count * 128
        let entry = CommitQueue.Entry(operation: .transition(transitions), bytes: bytes, isUrgent: false, done: done)
        if let refusal = queue.submit(entry) { done(.failure(refusal)) }
    }

    /// The store, where it is one that nodes share.
    var shared: (any SharedStore)? { store as? any SharedStore }

    func read<Answer: Sendable>(_ body: @escaping @Sendable (any EventStore) throws -> Answer) async throws -> Answer {
        try await reads.run { [store] in try body(store) }
    }

    static var mismatch: JunctionError { JunctionError(.internalFault, "the store answered another question") }
}
