import Contract
import Events
import Formats
import Values

/// One node's work on one stream while nobody else works on it: reads the log, moves the windows, and commits results and
/// progress together. What another node has committed in between makes a commit fail with `versionConflict`.
struct StreamSession: ViewSession {
    /// A snapshot is due after so many events or so long, when anything has changed.
    private static let snapshotEvents = 20_000
    private static let snapshotEvery = Duration.seconds(60)
    private static let ticksMost = 100
    /// Snapshots are cut into documents of this size; one that is larger altogether stops the stream.
    private static let partBytes = 512 << 10
    private static let snapshotBytes = 32 << 20
    /// How long the place kept in the store may lag while there are no results.
    private static let unsavedFor = Duration.seconds(5)

    /// Results in one commit; a page is left at the event that brings about more.
    static let resultsMost = 5000

    let processor: StreamProcessor
    let log: EventLog
    let time: TimeSource
    let bury: @Sendable ([ViewFailure]) async throws -> Void
    /// Where a result goes beside subscriptions: to points that listen.
    let listeners: @Sendable (Event) -> [String]

    private(set) var progress: StreamProgress
    /// As it stands in the store.
    private var kept: StreamProgress
    private(set) var machine: StreamMachine
    private(set) var position: Int64
    private var record: ViewRecord<StreamProgress>
    private var eventsSinceSnapshot = 0
    private var snapshotAt: Instant
    /// When the stream last had an event.
    private var busyAt: Instant

    private var id: String { processor.definition.id }

    init(
        _ processor: StreamProcessor, log: EventLog, time: TimeSource,
        listeners: @escaping @Sendable (Event) -> [String],
        bury: @escaping @Sendable ([ViewFailure]) async throws -> Void
    ) async throws {
        self.listeners = listeners
        self.processor = processor
        self.log = log
        self.time = time
        self.bury = bury
        let now = time.now()
        (snapshotAt, busyAt) = (now, now)
        let id = processor.definition.id
        let found = try await StreamProgress.kept(id, in: log)
        let kept = found?.progress
        record = ViewRecord(id, version: found?.version ?? 0, log: log, time: time)
        if let kept, kept.fingerprint == processor.fingerprint {
            progress = kept
            self.kept = kept
            machine = try await Self.machine(kept, processor, log)
            position = kept.position
            pass(at: position, &machine)
            _ = machine.drain()
            progress.absentSince = nil
            if progress != kept { try await save([], []) }
            return
        }
        // Anew: where it stood, or where its definition says.
        var start: Int64 = 0
        if let kept {
            start = kept.told
        } else if processor.definition.start == .now {
            start = try await log.newestSequence()
        }
        progress = StreamProgress(fingerprint: processor.fingerprint, position: start)
        progress.pause = kept?.pause
        self.kept = progress
        machine = processor.machine()
        position = start
        let old = kept.map { kept in (0..<kept.parts).map { (kept.snapshot, $0) } } ?? []
        try await save([], old.map { .remove(kind: StreamProgress.kind(id, $0.0), id: Self.part($0.1)) })
    }

    private static func machine(
        _ progress: StreamProgress, _ processor: StreamProcessor, _ log: EventLog
    ) async throws -> StreamMachine {
        guard progress.parts > 0 else { return processor.machine() }
        let kind = StreamProgress.kind(processor.definition.id, progress.snapshot)
        var bytes: [UInt8] = []
        for number in 0..<progress.parts {
            guard let document = try await log.document(kind: kind, id: part(number)) else {
                throw JunctionError(.storeIncompatible, "a part of the windows of a stream is not there")
            }
            bytes += document.content
        }
        return try processor.machine(JSONFormat().decode(bytes))
    }

    /// Sorts as the number does.
    private static func part(_ number: Int) -> String { "part-\(1000 + number)" }

    var isStopped: Bool { progress.failure != nil || progress.pause != nil }

    /// When a window closes by the clock, or something is to be kept in the store.
    var nextDue: Instant? {
        guard !isStopped else { return nil }
        let definition = processor.definition
        let end = machine.nextEnd.map {
            max(busyAt + definition.idle, $0 + max(definition.idle, definition.lateness))
        }
        let save = position > progress.told ? record.savedAt + Self.unsavedFor : nil
        let snapshot = eventsSinceSnapshot > 0 ? snapshotAt + Self.snapshotEvery : nil
        return [end, save, snapshot].compactMap(\.self).min()
    }

    // MARK: Events

    /// Does a page; returns whether nothing is left until more is appended or time passes.
    mutating func step() async throws -> Bool {
        guard !isStopped else { return true }
        let page = try await ViewPage(of: log, after: position)
        // What has been told is only made again, up to the next time that passed without events.
        let isRepeat = position < progress.told
        let nextTick = progress.ticks.first { $0.position > position }?.position
        let bound = isRepeat ? min(progress.told, nextTick ?? .max) : nextTick ?? .max
        let through = isRepeat && page.isLast ? bound : min(page.through, bound)
        guard through > position else { return try await passTime(isAtEnd: page.isLast) }
        try await take(page.events.prefix { $0.sequence <= bound }, through: through, isRepeat: isRepeat)
        return false
    }

    private mutating func take(_ page: ArraySlice<StoredEvent>, through: Int64, isRepeat: Bool) async throws {
        var moved = machine
        var outcome = StreamOutcome(processor)
        var sequences: [String: Int64] = [:]
        var through = through
        for stored in page {
            do {
                for item in try processor.items(stored) {
                    moved.take(item, recordedAt: stored.recordedAt)
                    sequences[item.id] = stored.sequence
                    eventsSinceSnapshot += 1
                }
            } catch { outcome.fail(stored.event.id, StreamMachine.message(error), sequence: stored.sequence) }
            outcome.add(moved.drain(), sequences)
            if outcome.events.count >= Self.resultsMost {
                through = stored.sequence
                break
            }
        }
        pass(at: through, &moved)
        outcome.add(moved.drain(), sequences)
        if !sequences.isEmpty { busyAt = time.now() }
        if isRepeat {
            machine = moved
            position = through
            return
        }
        try await tell(outcome, moved, through: through)
    }

    /// Time that passed without events, when everything up to that place had come.
    private func pass(at position: Int64, _ machine: inout StreamMachine) {
        for tick in progress.ticks where tick.position == position { machine.advance(to: tick.watermark) }
    }

    /// Results and how far they go, in one commit. When one of them failed and that stops the stream, nothing has happened
    /// but that it is known.
    private mutating func tell(
        _ outcome: StreamOutcome, _ moved: StreamMachine, through: Int64, hasTick: Bool = false
    ) async throws {
        if let failure = outcome.failures.first, processor.definition.onError == .stop {
            progress.failure = StreamProgress.Failure(eventID: failure.eventID, message: failure.message)
            return try await save([], [])
        }
        let buried = try await placed(outcome.failures)
        if !buried.isEmpty { try await bury(buried) }
        machine = moved
        position = through
        progress.emitted += outcome.events.count
        progress.late += outcome.late
        progress.failed += outcome.failures.count
        let isDue = position > progress.told && time.now() - record.savedAt >= Self.unsavedFor
        guard !outcome.isEmpty || hasTick || isDue || isSnapshotDue else { return }
        progress.told = through
        var changes: [DocumentChange] = []
        if isSnapshotDue {
            do { changes = try snapshot() } catch {
                progress.failure = StreamProgress.Failure(eventID: "", message: StreamMachine.message(error))
            }
        }
        try await save(outcome.events, changes)
    }

    /// Failures with the places of their events: of those of earlier pages the log knows them.
    private func placed(_ failures: [ViewFailure]) async throws -> [ViewFailure] {
        var placed: [ViewFailure] = []
        for var failure in failures {
            if failure.sequence == 0 {
                failure.sequence = try await log.event(id: failure.eventID)?.stored.sequence ?? 0
            }
            if failure.sequence > 0 { placed.append(failure) }
        }
        return placed
    }

    // MARK: Time

    /// When the log has no more, and nothing has come for a while, windows close by the clock. Returns whether nothing did.
    private mutating func passTime(isAtEnd: Bool) async throws -> Bool {
        let now = time.now()
        let idle = processor.definition.idle
        let watermark = now - max(idle, processor.definition.lateness)
        guard isAtEnd else { return false }
        guard now - busyAt >= idle, let end = machine.nextEnd, end <= watermark,
            machine.watermark.map({ $0 < watermark }) ?? true
        else {
            try await tell(StreamOutcome(processor), machine, through: position)
            return true
        }
        var moved = machine
        moved.advance(to: watermark)
        var outcome = StreamOutcome(processor)
        outcome.add(moved.drain(), [:])
        if processor.definition.onError != .stop || outcome.failures.isEmpty {
            progress.ticks.append(StreamProgress.Tick(position: position, watermark: watermark))
        }
        try await tell(outcome, moved, through: position, hasTick: true)
        return false
    }

    // MARK: Keeping

    mutating func lookForChanges() async throws { try await record.look() }

    private var isSnapshotDue: Bool {
        if progress.ticks.count >= Self.ticksMost || eventsSinceSnapshot >= Self.snapshotEvents { return true }
        return eventsSinceSnapshot > 0 && time.now() - snapshotAt >= Self.snapshotEvery
    }

    /// The windows as documents, instead of those of the last time. Throws `formatLimit` when they are too large.
    private mutating func snapshot() throws -> [DocumentChange] {
        let bytes = try JSONFormat().encode(machine.value)
        guard bytes.count <= Self.snapshotBytes else {
            throw JunctionError(
                .formatLimit, "the windows of '\(id)' hold more than \(Self.snapshotBytes) bytes",
                remedy: "Use shorter windows, a fold in place of collecting, or a smaller 'held'.")
        }
        var changes = (0..<progress.parts).map { part in
            DocumentChange.remove(kind: StreamProgress.kind(id, progress.snapshot), id: Self.part(part))
        }
        progress.snapshot += 1
        progress.parts = 0
        for start in stride(from: 0, to: bytes.count, by: Self.partBytes) {
            let content = Array(bytes[start..<min(bytes.count, start + Self.partBytes)])
            changes.append(
                .put(kind: StreamProgress.kind(id, progress.snapshot), id: Self.part(progress.parts), content: content))
            progress.parts += 1
        }
        progress.position = position
        progress.ticks = []
        eventsSinceSnapshot = 0
        snapshotAt = time.now()
        return changes
    }

    /// Results and how far they go. Those that are more than a commit has room for go ahead of it, with the progress as it was:
    /// made again after a crash, they have the same ids, and are not appended twice.
    private mutating func save(_ events: [Event], _ changes: [DocumentChange]) async throws {
        var rest = events[...]
        while rest.count > Self.resultsMost {
            try await record.commit(kept, events: appends(rest.prefix(Self.resultsMost)))
            rest = rest.dropFirst(Self.resultsMost)
        }
        try await record.commit(progress, events: appends(rest), documents: changes)
        kept = progress
    }

    private func appends(_ events: ArraySlice<Event>) -> [Append] {
        events.map { Append($0, deliverTo: listeners($0)) }
    }
}

/// What a page of events came to.
struct StreamOutcome {
    private(set) var events: [Event] = []
    private(set) var failures: [ViewFailure] = []
    private(set) var late = 0
    private let processor: StreamProcessor

    init(_ processor: StreamProcessor) { self.processor = processor }

    var isEmpty: Bool { events.isEmpty && failures.isEmpty && late == 0 }

    mutating func fail(_ id: String, _ message: String, sequence: Int64) {
        failures.append(ViewFailure(sequence: sequence, eventID: id, message: message))
    }

    /// - Parameter sequences: places of events in the log, where they are known.
    mutating func add(
        _ drained: (results: [StreamResult], refusals: [StreamRefusal]), _ sequences: [String: Int64]
    ) {
        for refusal in drained.refusals {
            switch refusal.reason {
            case .failed(let message): fail(refusal.id, message, sequence: sequences[refusal.id] ?? 0)
            case .late(let watermark):
                late += 1
                guard processor.definition.late == .event else { continue }
                attempt(refusal.id, sequences) { [processor] in try processor.lateEvent(refusal, watermark: watermark) }
            }
        }
        for result in drained.results {
            attempt(result.causes.last ?? "", sequences) { [processor] in try processor.event(result) }
        }
    }

    private mutating func attempt(_ cause: String, _ sequences: [String: Int64], _ event: () throws -> Event?) {
        do { if let event = try event() { events.append(event) } } catch {
            fail(cause, StreamMachine.message(error), sequence: sequences[cause] ?? 0)
        }
    }
}
