import Events
import Logging
import Synchronization
import Values

/// An event that a view could not take.
package struct ViewFailure: Sendable, Hashable {
    package var sequence: Int64
    package var eventID: String
    /// Without data.
    package var message: String
}

/// What one node does for one view while nobody else does: a projection, or a stream.
protocol ViewSession: Sendable {
    /// Does a piece of what is to be done; returns whether nothing is left for now.
    mutating func step() async throws -> Bool
    /// Throws `versionConflict` when what is kept was changed by somebody else.
    mutating func lookForChanges() async throws
    /// Everything up to there in the log has been seen.
    var position: Int64 { get }
    /// Whether it waits for whoever mends it, and not for events.
    var isStopped: Bool { get }
    /// When there is something to be done although nothing comes; nil: there is nothing.
    var nextDue: Instant? { get }
}

/// Has sessions of one view follow each other: on the node that serves its destination, each until somebody else has
/// changed what it keeps, or the store fails.
final class ViewLoop: Sendable {
    private struct State {
        var isToReload = false
        /// Whether something has changed that the next pause must not wait for, and what ends the pause under way.
        var isWoken = false
        var pauseEnd: AsyncStream<Void>.Continuation?
        /// Why recent events failed, for their dead letters.
        var reasons: [Int64: String] = [:]
    }

    /// Of the view's dead letters and of its lease.
    let destination: String
    private let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let logger: Logger
    private let state = Mutex(State())

    /// How long it pauses at the most. What is appended, here or on another node, ends a pause, and so does a lease that comes
    /// or goes; only what another node was asked for, and a notification that was lost, are found by looking.
    static let pauseMost = Duration.seconds(5)
    /// How long after trouble with the store it is tried again.
    private static let troublePause = Duration.seconds(1)
    private static let reasonsMost = 1000

    init(_ destination: String, log: EventLog, engine: DeliveryEngine, time: TimeSource, logger: Logger) {
        self.destination = destination
        self.log = log
        self.engine = engine
        self.time = time
        self.logger = logger
    }

    /// Has what others have changed in the store taken up.
    func reload() {
        state.withLock { $0.isToReload = true }
        wake()
    }

    private func wake() {
        let end = state.withLock { state in
            state.isWoken = true
            return state.pauseEnd
        }
        end?.yield()
    }

    /// Until the task is cancelled.
    ///
    /// - Parameters:
    ///   - open: begins a session with what stands in the store.
    ///   - show: told of the session after each step, and of none while another node works.
    func run<Session: ViewSession>(
        open: @Sendable () async throws -> Session, show: @Sendable (inout Session?) -> Void
    ) async {
        var none: Session?
        while !Task.isCancelled {
            guard engine.serves(destination) else {
                show(&none)
                await pause()
                continue
            }
            do { try await work(open, show) } catch let error as JunctionError where error.code == .versionConflict {
                // Somebody has asked for something, or another node was quicker: on with what stands now.
            } catch {
                logger.warning("waits for the store", metadata: ["view": "\(destination)", "why": "\(error)"])
                try? await time.sleep(Self.troublePause)
            }
        }
        show(&none)
    }

    private func work<Session: ViewSession>(
        _ open: @Sendable () async throws -> Session, _ show: @Sendable (inout Session?) -> Void
    ) async throws {
        state.withLock { $0.isToReload = false }
        var session: Session? = try await open()
        show(&session)
        while !Task.isCancelled, engine.serves(destination), !state.withLock({ $0.isToReload }) {
            let isIdle = try await session?.step() ?? true
            show(&session)
            guard isIdle, let idle = session else { continue }
            await pause(after: idle.isStopped ? nil : idle.position, until: idle.nextDue)
            try await session?.lookForChanges()
        }
    }

    /// Until something is appended after that place, that time has come, or somebody wakes it.
    private func pause(after position: Int64? = nil, until due: Instant? = nil) async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isWoken = state.withLock { state in
            state.pauseEnd = end
            defer { state.isWoken = false }
            return state.isWoken
        }
        guard !isWoken else { return }
        let now = time.now()
        let last = now + Self.pauseMost
        let pauseEnd = min(due.map { max($0, now + .milliseconds(1)) } ?? last, last)
        await withDiscardingTaskGroup { group in
            group.addTask { [log] in
                guard let position else { return }
                await log.waitForEvents(after: position)
                end.yield()
            }
            group.addTask { [time] in
                try? await time.sleep(until: pauseEnd)
                end.yield()
            }
            for await _ in ends { break }
            group.cancelAll()
        }
        // Whatever woke it is looked for now.
        state.withLock { $0.isWoken = false }
    }

    /// Makes dead letters of events that failed, before the progress says that they were passed over.
    func bury(_ failures: [ViewFailure]) async throws {
        state.withLock { state in
            if state.reasons.count + failures.count > Self.reasonsMost { state.reasons = [:] }
            for failure in failures { state.reasons[failure.sequence] = failure.message }
        }
        _ = try await engine.deliver(failures.map(\.sequence), to: destination)
    }
}

/// Where events go that a view could not take: at once to the dead letters, with the reason.
extension ViewLoop: DeliveryTarget {
    func servingChanged() { wake() }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let reason = state.withLock { $0.reasons.removeValue(forKey: attempt.stored.sequence) }
        return .rejected(
            reason: reason
                ?? "it could not be taken, and can only be taken in its turn: mend what failed, and begin anew")
    }
}
