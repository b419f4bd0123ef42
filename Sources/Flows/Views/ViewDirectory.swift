import Events
import Formats
import Logging
import Synchronization
import Values

/// Keeps one view up to date, on whichever node serves its destination.
protocol ViewRunner: AnyObject, Sendable {
    associatedtype Progress: ViewProgress

    var id: String { get }
    /// The integration point that declares it.
    var point: String { get }
    var loop: ViewLoop { get }
    /// As it stands when nothing is kept of it yet; nil where that cannot be changed.
    var beginning: Progress? { get }
    /// Until the task is cancelled.
    func run() async
}

/// All views of one kind that the server has, by their ids.
final class ViewDirectory<Runner: ViewRunner>: Sendable {
    typealias Progress = Runner.Progress

    /// More in one workspace are refused: each reads the log for itself.
    static var most: Int { 200 }
    private static var changeTries: Int { 10 }

    let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let logger: Logger
    private let runners = Mutex<[String: Runner]>([:])
    private let additions: AsyncStream<Runner>
    private let addition: AsyncStream<Runner>.Continuation

    init(log: EventLog, engine: DeliveryEngine, time: TimeSource, logger: Logger) {
        self.log = log
        self.engine = engine
        self.time = time
        self.logger = logger
        // Bounded by the number of views.
        (additions, addition) = AsyncStream.makeStream(of: Runner.self)
    }

    /// May be called before and during `run`. Throws `alreadyExists` or `flow.pointUnusable`.
    func install(_ runner: Runner) throws {
        try runners.withLock { runners in
            if let other = runners[runner.id] {
                throw JunctionError(.alreadyExists, "'\(other.point)' has a \(Progress.kind) '\(runner.id)' already")
            }
            guard runners.count < Self.most else {
                throw JunctionError(.pointUnusable, "there are \(Self.most) \(Progress.kind)s already")
            }
            runners[runner.id] = runner
        }
        try engine.add(runner.loop.destination, target: runner.loop)
        addition.yield(runner)
    }

    /// Keeps all of them up to date until the task is cancelled.
    func run() async {
        let sweeper = ViewSweeper<Progress>(log: log, time: time, logger: logger)
        await withDiscardingTaskGroup { group in
            group.addTask { await sweeper.run { Set(self.all) } }
            for await runner in additions { group.addTask { await runner.run() } }
        }
    }

    /// By id.
    var all: [String] { runners.withLock { $0.keys.sorted() } }

    /// Throws `notFound`.
    func runner(_ id: String) throws -> Runner {
        guard let runner = runners.withLock({ $0[id] }) else {
            throw JunctionError(.notFound, "there is no \(Progress.kind) '\(id)'")
        }
        return runner
    }

    /// Changes what is kept; the node that works notices, since its next commit is refused. Throws `notFound` and
    /// `versionConflict`.
    func change(_ id: String, _ body: (inout Progress) -> Void) async throws -> (runner: Runner, progress: Progress) {
        let runner = try runner(id)
        for _ in 0..<Self.changeTries {
            let kept = try await Progress.kept(id, in: log)
            guard var progress = kept?.progress ?? runner.beginning else {
                throw JunctionError(
                    .versionConflict, "the \(Progress.kind) '\(id)' has not begun yet", remedy: "Ask again in a moment."
                )
            }
            body(&progress)
            var record = ViewRecord<Progress>(id, version: kept?.version ?? 0, log: log, time: time)
            do { try await record.commit(progress) } catch let error as JunctionError
                where error.code == .versionConflict
            { continue }
            runner.loop.reload()
            return (runner, progress)
        }
        throw JunctionError(
            .versionConflict, "the \(Progress.kind) '\(id)' is moving on too fast to be changed")
    }
}
