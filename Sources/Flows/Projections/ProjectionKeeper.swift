package import Contract
package import Events
import Formats
package import Logging
import Synchronization
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

    /// More in one workspace are refused: each reads the log for itself.
    package static let most = 200
    /// How often the store is asked how far another node is.
    private static let waitStep = Duration.milliseconds(20)
    private static let changeTries = 10

    private let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let logger: Logger
    private let runners = Mutex<[String: ProjectionRunner]>([:])
    private let additions: AsyncStream<ProjectionRunner>
    private let addition: AsyncStream<ProjectionRunner>.Continuation

    package init(
        log: EventLog, engine: DeliveryEngine, time: TimeSource, compilers: [String: SubscriptionFilter.Compiler],
        logger: Logger
    ) {
        self.log = log
        self.engine = engine
        self.time = time
        self.compilers = compilers
        self.logger = logger
        // Bounded by the number of projections.
        (additions, addition) = AsyncStream.makeStream(of: ProjectionRunner.self)
    }

    /// Adds a projection; may be called before and during `run`. Throws `alreadyExists`, `filterInvalid` or
    /// `flow.pointUnusable`.
    package func install(_ projection: Projection, of point: String) throws {
        let runner = try ProjectionRunner(
            projection, point: point, log: log, engine: engine, time: time, compilers: compilers, logger: logger)
        try runners.withLock { runners in
            if let other = runners[projection.id] {
                throw JunctionError(
                    .alreadyExists, "'\(other.point)' has a projection '\(projection.id)' already")
            }
            guard runners.count < Self.most else {
                throw JunctionError(.pointUnusable, "there are \(Self.most) projections already")
            }
            runners[projection.id] = runner
        }
        try engine.add(runner.loop.destination, target: runner.loop)
        addition.yield(runner)
    }

    /// Keeps all of them up to date until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await runner in additions { group.addTask { await runner.run() } }
        }
    }

    // MARK: Reading

    /// By id.
    package var all: [String] { runners.withLock { $0.keys.sorted() } }

    private func runner(_ id: String) throws -> ProjectionRunner {
        guard let runner = runners.withLock({ $0[id] }) else {
            throw JunctionError(.notFound, "there is no projection '\(id)'")
        }
        return runner
    }

    /// Throws `notFound`.
    package func status(_ id: String) async throws -> Status {
        let runner = try runner(id)
        let newest = max(log.newestKnown, try await log.newestSequence())
        return Status(
            projection: runner.projection, point: runner.point, progress: try await progress(runner), newest: newest,
            isHere: runner.progress != nil)
    }

    private func progress(_ runner: ProjectionRunner) async throws -> ProjectionProgress {
        if let progress = runner.progress { return progress }
        let document = try await log.document(kind: ProjectionSession.progressKind, id: runner.projection.id)
        return try document.map(ProjectionSession.progress)
            ?? ProjectionProgress(ProjectionRecipe(runner.projection))
    }

    /// The state of one key; nil when it has none. Throws `notFound`, and what `wait` throws.
    package func state(_ id: String, key: String, atLeast: Int64?, waiting: Duration) async throws -> ProjectionState? {
        let runner = try runner(id)
        var progress = try await wait(runner, for: atLeast, waiting)
        while true {
            let kind = ProjectionState.kind(id, progress.live.number)
            if let document = try await log.document(kind: kind, id: key) { return try ProjectionState(document) }
            // Another generation may have taken its place meanwhile.
            let now = try await self.progress(runner)
            guard now.live.number != progress.live.number else { return nil }
            progress = now
        }
    }

    /// States in the order of their keys. Throws `notFound`, and what `wait` throws.
    package func states(
        _ id: String, after key: String?, limit: Int, atLeast: Int64?, waiting: Duration
    ) async throws -> [ProjectionState] {
        let progress = try await wait(runner(id), for: atLeast, waiting)
        let kind = ProjectionState.kind(id, progress.live.number)
        return try await log.documents(kind: kind, after: key, limit: limit).map { try ProjectionState($0) }
    }

    /// Returns when everything up to a place in the log is in the states. Throws `projectionBehind` when it is not in time,
    /// or cannot be because the projection has stopped.
    private func wait(
        _ runner: ProjectionRunner, for position: Int64?, _ span: Duration
    ) async throws -> ProjectionProgress {
        let end = time.now() + span
        while true {
            let progress = try await progress(runner)
            guard let position, progress.live.position < position else { return progress }
            guard progress.live.failure == nil, time.now() < end else {
                throw JunctionError(
                    .projectionBehind,
                    "the projection stands at \(progress.live.position), not yet at \(position)")
            }
            try await time.sleep(Self.waitStep)
        }
    }

    // MARK: Changing

    /// Builds the states anew from the beginning of the log; the old ones serve until then. Throws `notFound`.
    package func rebuild(_ id: String) async throws -> Status {
        let recipe = ProjectionRecipe(try runner(id).projection)
        return try await change(id) { $0.rebuild(recipe) }
    }

    /// Has a projection that stopped at an event try it again. Throws `notFound`.
    package func resume(_ id: String) async throws -> Status { try await change(id) { $0.resume() } }

    /// Changes what is kept; the node that folds notices, since its next commit is refused.
    private func change(_ id: String, _ body: (inout ProjectionProgress) -> Void) async throws -> Status {
        let runner = try runner(id)
        for _ in 0..<Self.changeTries {
            let document = try await log.document(kind: ProjectionSession.progressKind, id: id)
            var progress =
                try document.map(ProjectionSession.progress) ?? ProjectionProgress(ProjectionRecipe(runner.projection))
            body(&progress)
            do {
                try await log.putDocument(
                    kind: ProjectionSession.progressKind, id: id, content: JSONFormat().encode(progress.value),
                    expectedVersion: document?.version ?? 0)
                runner.loop.reload()
                return Status(
                    projection: runner.projection, point: runner.point, progress: progress,
                    newest: max(log.newestKnown, try await log.newestSequence()), isHere: runner.progress != nil)
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the projection '\(id)' is moving on too fast to be changed")
    }
}
