package import Contract
package import Events
package import Logging
package import Values

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

    private let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let listeners: @Sendable (Event) -> [String]
    private let logger: Logger
    private let views: ViewDirectory<StreamRunner>

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
        views = ViewDirectory(log: log, engine: engine, time: time, logger: logger)
    }

    /// Adds a stream; may be called before and during `run`. Throws `alreadyExists`, `filterInvalid` or
    /// `flow.pointUnusable`.
    package func install(_ stream: EventStream, of point: String) throws {
        try views.install(
            StreamRunner(
                try StreamProcessor(stream, compilers: compilers), point: point, log: log, engine: engine, time: time,
                listeners: listeners, logger: logger))
    }

    /// Moves all of them until the task is cancelled.
    package func run() async { await views.run() }

    /// By id.
    package var all: [String] { views.all }

    /// Throws `notFound`.
    package func status(_ id: String) async throws -> Status {
        let runner = try views.runner(id)
        let kept = runner.shown == nil ? try await StreamProgress.kept(id, in: log)?.progress : nil
        return try await status(runner, kept)
    }

    private func status(_ runner: StreamRunner, _ kept: StreamProgress?) async throws -> Status {
        let shown = runner.shown
        let progress =
            kept ?? shown?.progress ?? StreamProgress(fingerprint: runner.processor.fingerprint, position: 0)
        return Status(
            definition: runner.processor.definition, point: runner.point, progress: progress,
            position: max(shown?.position ?? 0, progress.told), watermark: shown?.watermark, held: shown?.held,
            newest: max(log.newestKnown, try await log.newestSequence()))
    }

    /// Takes nothing more until `resume`; what comes meanwhile waits in the log. Throws `notFound`.
    package func pause(_ id: String, because reason: String) async throws -> Status {
        let changed = try await views.change(id) { $0.pause = reason }
        return try await status(changed.runner, changed.progress)
    }

    /// Goes on after a pause, and after an event at which it stopped. Throws `notFound`.
    package func resume(_ id: String) async throws -> Status {
        let changed = try await views.change(id) {
            $0.pause = nil
            $0.failure = nil
        }
        return try await status(changed.runner, changed.progress)
    }
}
