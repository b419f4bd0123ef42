package import Contract
package import Events
import Formats
package import Logging
import Metrics
import Synchronization
package import Values

/// Moves one stream, on whichever node holds its lease.
final class StreamRunner: Sendable {
    struct Shown: Sendable {
        var progress: StreamProgress
        var position: Int64
        var watermark: Instant?
        var held: Int
    }

    let processor: StreamProcessor
    let point: String
    let loop: ViewLoop
    private let log: EventLog
    private let time: TimeSource
    private let listeners: @Sendable (Event) -> [String]
    private let logger: Logger
    /// Nil while another node works.
    private let state = Mutex<Shown?>(nil)
    private let lag: Gauge
    private let held: Gauge
    private let emitted: Counter
    private let late: Counter
    private let failed: Counter

    init(
        _ processor: StreamProcessor, point: String, log: EventLog, engine: DeliveryEngine, time: TimeSource,
        listeners: @escaping @Sendable (Event) -> [String], logger: Logger
    ) {
        self.processor = processor
        self.point = point
        self.log = log
        self.time = time
        self.listeners = listeners
        self.logger = logger
        let id = processor.definition.id
        loop = ViewLoop("stream:\(id)", log: log, engine: engine, time: time, logger: logger)
        let dimensions = [("stream", id)]
        lag = Gauge(label: "junction_stream_lag_events", dimensions: dimensions)
        held = Gauge(label: "junction_stream_held", dimensions: dimensions)
        emitted = Counter(label: "junction_stream_results_total", dimensions: dimensions)
        late = Counter(label: "junction_stream_late_total", dimensions: dimensions)
        failed = Counter(label: "junction_stream_failures_total", dimensions: dimensions)
    }

    /// As it is in memory here; nil while another node works.
    var shown: Shown? { state.withLock { $0 } }

    func run() async {
        await loop.run {
            try await StreamSession(
                self.processor, log: self.log, time: self.time, listeners: self.listeners,
                bury: { try await self.loop.bury($0) })
        } show: { session in
            self.show(
                session.map {
                    Shown(
                        progress: $0.progress, position: $0.position, watermark: $0.machine.watermark,
                        held: $0.machine.held)
                })
        }
    }

    private func show(_ now: Shown?) {
        let before = state.withLock { state in
            defer { state = now }
            return state
        }
        guard let now else { return }
        lag.record(max(0, log.newestKnown - now.position))
        held.record(now.held)
        if let before {
            emitted.increment(by: max(0, now.progress.emitted - before.progress.emitted))
            late.increment(by: max(0, now.progress.late - before.progress.late))
            failed.increment(by: max(0, now.progress.failed - before.progress.failed))
        }
        guard let failure = now.progress.failure, failure != before?.progress.failure else { return }
        failed.increment()
        logger.error(
            "stream stopped at an event",
            metadata: [
                "stream": "\(processor.definition.id)", "event": "\(failure.eventID)", "why": "\(failure.message)",
            ])
    }
}

/// All streams of the server: runs them and answers what is asked of them.
package final class StreamKeeper: Sendable {
    /// How a stream stands.
    package struct Status: Sendable {
        package var definition: EventStream
        package var point: String
        package var progress: StreamProgress
        package var position: Int64
        /// Nil while another node works, and before the first event.
        package var watermark: Instant?
        /// Events and windows held; nil while another node works.
        package var held: Int?
        /// The newest place in the log.
        package var newest: Int64
    }

    /// More in one workspace are refused: each reads the log for itself.
    package static let most = 200
    private static let changeTries = 10

    private let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let listeners: @Sendable (Event) -> [String]
    private let logger: Logger
    private let runners = Mutex<[String: StreamRunner]>([:])
    private let additions: AsyncStream<StreamRunner>
    private let addition: AsyncStream<StreamRunner>.Continuation

    /// - Parameter listeners: where an event goes beside subscriptions.
    package init(
        log: EventLog, engine: DeliveryEngine, time: TimeSource, compilers: [String: SubscriptionFilter.Compiler],
        listeners: @escaping @Sendable (Event) -> [String], logger: Logger
    ) {
        self.log = log
        self.engine = engine
        self.time = time
        self.compilers = compilers
        self.listeners = listeners
        self.logger = logger
        // Bounded by the number of streams.
        (additions, addition) = AsyncStream.makeStream(of: StreamRunner.self)
    }

    /// Adds a stream; may be called before and during `run`. Throws `alreadyExists`, `filterInvalid` or
    /// `flow.pointUnusable`.
    package func install(_ stream: EventStream, of point: String) throws {
        let runner = StreamRunner(
            try StreamProcessor(stream, compilers: compilers), point: point, log: log, engine: engine, time: time,
            listeners: listeners, logger: logger)
        try runners.withLock { runners in
            if let other = runners[stream.id] {
                throw JunctionError(.alreadyExists, "'\(other.point)' has a stream '\(stream.id)' already")
            }
            guard runners.count < Self.most else {
                throw JunctionError(.pointUnusable, "there are \(Self.most) streams already")
            }
            runners[stream.id] = runner
        }
        try engine.add(runner.loop.destination, target: runner.loop)
        addition.yield(runner)
    }

    /// Moves all of them until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await runner in additions { group.addTask { await runner.run() } }
        }
    }

    /// By id.
    package var all: [String] { runners.withLock { $0.keys.sorted() } }

    private func runner(_ id: String) throws -> StreamRunner {
        guard let runner = runners.withLock({ $0[id] }) else {
            throw JunctionError(.notFound, "there is no stream '\(id)'")
        }
        return runner
    }

    /// Throws `notFound`.
    package func status(_ id: String) async throws -> Status {
        let runner = try runner(id)
        let document = runner.shown == nil ? try await log.document(kind: StreamSession.progressKind, id: id) : nil
        let kept = try document.map(StreamSession.progress)
        return try await status(runner, kept)
    }

    private func status(_ runner: StreamRunner, _ kept: StreamProgress?) async throws -> Status {
        let shown = runner.shown
        let progress =
            kept ?? shown?.progress ?? StreamProgress(fingerprint: runner.processor.fingerprint, position: 0)
        return Status(
            definition: runner.processor.definition, point: runner.point, progress: progress,
            position: shown?.position ?? progress.told, watermark: shown?.watermark, held: shown?.held,
            newest: max(log.newestKnown, try await log.newestSequence()))
    }

    /// Takes nothing more until `resume`; what comes meanwhile waits in the log. Throws `notFound`.
    package func pause(_ id: String, because reason: String) async throws -> Status {
        try await change(id) { $0.pause = reason }
    }

    /// Goes on after a pause, and after an event at which it stopped. Throws `notFound`.
    package func resume(_ id: String) async throws -> Status {
        try await change(id) {
            $0.pause = nil
            $0.failure = nil
        }
    }

    /// Changes what is kept; the node that works notices, since its next commit is refused.
    private func change(_ id: String, _ body: (inout StreamProgress) -> Void) async throws -> Status {
        let runner = try runner(id)
        for _ in 0..<Self.changeTries {
            let document = try await log.document(kind: StreamSession.progressKind, id: id)
            guard let document else {
                throw JunctionError(
                    .versionConflict, "the stream '\(id)' has not begun yet", remedy: "Ask again in a moment.")
            }
            var progress = try StreamSession.progress(document)
            body(&progress)
            do {
                try await log.putDocument(
                    kind: StreamSession.progressKind, id: id, content: JSONFormat().encode(progress.value),
                    expectedVersion: document.version)
                runner.loop.reload()
                return try await status(runner, progress)
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the stream '\(id)' is moving on too fast to be changed")
    }
}
