package import Contract
package import Events
package import Logging
package import Values

/// All projections of the server: runs them and answers what is asked of them.
package final class ProjectionKeeper: Sendable {
    /// How a projection stands.
    package struct Status: Sendable {
        package var projection: Projection
        package var point: String
        package var progress: ProjectionProgress
        /// The newest place in the log.
        package var newest: Int64
        /// Whether this node folds it.
        package var isHere: Bool
    }

    /// How often the store is asked how far another node is.
    private static let waitStep = Duration.milliseconds(20)

    private let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let logger: Logger
    private let views: ViewDirectory<ProjectionRunner>

    package init(
        log: EventLog, engine: DeliveryEngine, time: TimeSource, compilers: [String: SubscriptionFilter.Compiler],
        logger: Logger
    ) {
        self.log = log
        self.engine = engine
        self.time = time
        self.compilers = compilers
        self.logger = logger
        views = ViewDirectory(log: log, engine: engine, time: time, logger: logger)
    }

    /// Adds a projection; may be called before and during `run`. Throws `alreadyExists`, `filterInvalid` or
    /// `flow.pointUnusable`.
    package func install(_ projection: Projection, of point: String) throws {
        try views.install(
            ProjectionRunner(
                projection, point: point, log: log, engine: engine, time: time, compilers: compilers, logger: logger))
    }

    /// Keeps all of them up to date until the task is cancelled.
    package func run() async { await views.run() }

    // MARK: Reading

    /// By id.
    package var all: [String] { views.all }

    /// Throws `notFound`.
    package func status(_ id: String) async throws -> Status {
        let runner = try views.runner(id)
        return try await status(runner, try await progress(runner))
    }

    private func status(_ runner: ProjectionRunner, _ progress: ProjectionProgress) async throws -> Status {
        Status(
            projection: runner.projection, point: runner.point, progress: progress,
            newest: try await newest(), isHere: runner.progress != nil)
    }

    private func progress(_ runner: ProjectionRunner) async throws -> ProjectionProgress {
        if let progress = runner.progress { return progress }
        return try await ProjectionProgress.kept(runner.id, in: log)?.progress
            ?? ProjectionProgress(ProjectionRecipe(runner.projection))
    }

    /// The state of one key; nil when it has none. Throws `notFound`, and what `wait` throws.
    package func state(_ id: String, key: String, atLeast: Int64?, waiting: Duration) async throws -> ProjectionState? {
        try await read(id, atLeast: atLeast, waiting: waiting) { [log] kind in
            try await log.document(kind: kind, id: key).map { try ProjectionState($0) }
        }
    }

    /// States in the order of their keys. Throws `notFound`, and what `wait` throws.
    package func states(
        _ id: String, after key: String?, limit: Int, atLeast: Int64?, waiting: Duration
    ) async throws -> [ProjectionState] {
        try await read(id, atLeast: atLeast, waiting: waiting) { [log] kind in
            try await log.documents(kind: kind, after: key, limit: limit).map { try ProjectionState($0) }
        }
    }

    /// Reads again when another generation has taken the place of the one that was read: its states may have been going.
    private func read<Answer>(
        _ id: String, atLeast: Int64?, waiting: Duration, _ body: (_ kind: String) async throws -> Answer
    ) async throws -> Answer {
        let runner = try views.runner(id)
        var number = try await wait(runner, for: atLeast, waiting).live.number
        while true {
            let answer = try await body(ProjectionState.kind(id, number))
            let now = try await progress(runner).live.number
            guard now != number else { return answer }
            number = now
        }
    }

    /// Returns when everything up to a place in the log is in the states. Throws `positionAhead` at once for a place that the log
    /// has not come to, `projectionStopped` when that cannot be, and `projectionBehind` when it is not in time.
    private func wait(
        _ runner: ProjectionRunner, for position: Int64?, _ span: Duration
    ) async throws -> ProjectionProgress {
        let end = time.now() + span
        var isChecked = false
        while true {
            let progress = try await progress(runner)
            guard let position, progress.live.position < position else { return progress }
            if let failure = progress.live.failure {
                throw JunctionError(
                    .projectionStopped,
                    "the projection has stopped before \(position), at the event '\(failure.eventID)'")
            }
            if !isChecked { try await check(position) }
            isChecked = true
            guard time.now() < end else {
                throw JunctionError(
                    .projectionBehind,
                    "the projection stands at \(progress.live.position), not yet at \(position)")
            }
            try await time.sleep(Self.waitStep)
        }
    }

    private func check(_ position: Int64) async throws {
        let newest = try await newest()
        guard position > newest else { return }
        throw JunctionError(.positionAhead, "the log ends at \(newest): nothing stands at \(position)")
    }

    private func newest() async throws -> Int64 { max(log.newestKnown, try await log.newestSequence()) }

    // MARK: Changing

    /// Builds the states anew from the beginning of the log; the old ones serve until then. Throws `notFound`.
    package func rebuild(_ id: String) async throws -> Status {
        let recipe = ProjectionRecipe(try views.runner(id).projection)
        let changed = try await views.change(id) { $0.rebuild(recipe) }
        return try await status(changed.runner, changed.progress)
    }

    /// Has a projection that stopped at an event try it again. Throws `notFound`.
    package func resume(_ id: String) async throws -> Status {
        let changed = try await views.change(id) { $0.resume() }
        return try await status(changed.runner, changed.progress)
    }
}
