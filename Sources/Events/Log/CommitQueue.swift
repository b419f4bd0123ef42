import Dispatch
import Foundation
import Synchronization
import Values

/// Group commit: what many callers want written is written by one thread in one transaction, and each is told only
/// after it is on disk. While a commit is under way the next batch gathers.
final class CommitQueue: CommitQueueing {
    struct Entry: Sendable {
        var operation: StoreOperation
        var bytes: Int
        /// Somebody waits for it; otherwise it may linger for `lazyDelay` to share the commit of one that is waited for.
        var isUrgent: Bool
        /// Called on the writer thread, after the commit.
        var done: @Sendable (Result<StoreResult, JunctionError>) -> Void
    }

    private struct State {
        var batches: CommitBatches
        var isWriterParked = false
        /// The parked writer is woken when this many are waited for.
        var wakeAt = 1
    }

    /// How long the writer waits for callers it has just let go to come back, when there were several.
    private static let gatherDelay = DispatchTimeInterval.microseconds(200)
    private static let lazyDelay = DispatchTimeInterval.milliseconds(2)

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)

    /// All are called on the writer thread: `turn` when there is something to commit, before the batch is taken; `commit` with
    /// each batch, and must call every entry's `done`; `idle` between batches; `end` once, after the last.
    init(
        countLimit: Int, byteLimit: Int, turn: @escaping @Sendable () -> Void,
        commit: @escaping @Sendable ([Entry]) -> Void,
        idle: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void
    ) {
        state = Mutex(State(batches: CommitBatches(countLimit: countLimit, byteLimit: byteLimit)))
        let thread = Thread { [self] in
            run(turn: turn, commit: commit, idle: idle)
            end()
            finished.signal()
        }
        thread.name = "junction-log"
        thread.start()
    }

    func submit(_ entry: Entry) -> JunctionError? {
        let (refusal, mustWake) = state.withLock { state -> (JunctionError?, Bool) in
            if let refusal = state.batches.submit(entry) { return (refusal, false) }
            guard state.isWriterParked else { return (nil, false) }
            guard state.batches.urgentCount >= state.wakeAt || state.batches.count == 1 else { return (nil, false) }
            state.isWriterParked = false
            return (nil, true)
        }
        if mustWake { wake.signal() }
        return refusal
    }

    /// Writes what is waiting, then stops. Returns when the thread is done.
    func close() async {
        let isFirst = state.withLock { state in
            defer { state.batches.close() }
            return !state.batches.isClosed
        }
        guard isFirst else { return }
        wake.signal()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().async { [self] in
                finished.wait()
                continuation.resume()
            }
        }
    }

    private func run(turn: () -> Void, commit: ([Entry]) -> Void, idle: () -> Void) {
        var lastUrgent = 0
        while true {
            gather(expecting: lastUrgent)
            turn()
            guard let batch = take() else { return }
            lastUrgent = batch.reduce(0) { $1.isUrgent ? $0 + 1 : $0 }
            if !batch.isEmpty { commit(batch) }
            idle()
        }
    }

    /// Returns when there is a batch worth a commit, or the queue is closed.
    private func gather(expecting lastUrgent: Int) {
        enum Wait { case none, forever, until(DispatchTimeInterval) }
        var hasLingered = false
        while true {
            let wait = state.withLock { state -> Wait in
                let next = state.batches.next(expecting: lastUrgent, hasLingered: hasLingered)
                hasLingered = hasLingered || state.batches.count > 0
                return switch next {
                case .commit: .none
                case .gather(let urgent): park(&state, wakeAt: urgent, .until(Self.gatherDelay))
                case .linger: park(&state, wakeAt: 1, .until(Self.lazyDelay))
                case .wait: park(&state, wakeAt: 1, .forever)
                }
            }
            switch wait {
            case .none: return
            case .forever: wake.wait()
            case .until(let delay): if wake.wait(timeout: .now() + delay) == .timedOut { unpark() }
            }
        }
        func park(_ state: inout State, wakeAt: Int, _ wait: Wait) -> Wait {
            state.isWriterParked = true
            state.wakeAt = wakeAt
            return wait
        }
    }

    private func unpark() { state.withLock { $0.isWriterParked = false } }

    private func take() -> [Entry]? {
        state.withLock { state in
            state.isWriterParked = false
            return state.batches.take()
        }
    }
}
