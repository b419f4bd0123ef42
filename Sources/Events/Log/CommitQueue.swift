import Dispatch
import Foundation
import Synchronization
import Values

/// Group commit: what many callers want written is written by one thread in one transaction, and each is told only
/// after it is on disk. While a commit is under way the next batch gathers.
final class CommitQueue: Sendable {
    struct Entry: Sendable {
        var operation: StoreOperation
        var bytes: Int
        /// Somebody waits for it; otherwise it may linger for `lazyDelay` to share the commit of one that is waited for.
        var isUrgent: Bool
        /// Called on the writer thread, after the commit.
        var done: @Sendable (Result<StoreResult, JunctionError>) -> Void
    }

    private struct State {
        var entries: [Entry] = []
        var bytes = 0
        var urgentCount = 0
        var isClosed = false
        var isWriterParked = false
        /// The parked writer is woken when this many are waited for.
        var wakeAt = 1
    }

    /// What is committed together: at most so many operations and bytes.
    static let batchCount = 1024
    static let batchBytes = 8 << 20
    /// How long the writer waits for callers it has just let go to come back, when there were several.
    private static let gatherDelay = DispatchTimeInterval.microseconds(200)
    private static let lazyDelay = DispatchTimeInterval.milliseconds(2)

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let countLimit: Int
    private let byteLimit: Int

    /// `commit` is called with each batch on the writer thread and must call every entry's `done`; `idle` between batches;
    /// `end` once, after the last.
    init(
        countLimit: Int, byteLimit: Int, commit: @escaping @Sendable ([Entry]) -> Void,
        idle: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void
    ) {
        self.countLimit = countLimit
        self.byteLimit = byteLimit
        let thread = Thread { [self] in
            run(commit: commit, idle: idle)
            end()
            finished.signal()
        }
        thread.name = "junction-log"
        thread.start()
    }

    /// Takes an entry, or returns why not; then `done` is never called. Work that nobody waits for is the engine's own,
    /// bounded by its windows, and is not refused for want of room.
    func submit(_ entry: Entry) -> JunctionError? {
        let (refusal, mustWake) = state.withLock { state -> (JunctionError?, Bool) in
            if state.isClosed { return (JunctionError(.logClosed, "the log is closed"), false) }
            if entry.isUrgent, let refusal = self.refusal(for: entry, in: state) { return (refusal, false) }
            state.entries.append(entry)
            state.bytes += entry.bytes
            if entry.isUrgent { state.urgentCount += 1 }
            guard state.isWriterParked else { return (nil, false) }
            guard state.urgentCount >= state.wakeAt || state.entries.count == 1 else { return (nil, false) }
            state.isWriterParked = false
            return (nil, true)
        }
        if mustWake { wake.signal() }
        return refusal
    }

    private func refusal(for entry: Entry, in state: State) -> JunctionError? {
        guard state.entries.count < countLimit else {
            return JunctionError(.appendQueueFull, "\(countLimit) appends are waiting for the disk already")
        }
        // An entry larger than the whole bound is let in alone: it is within the limits of one event.
        guard state.entries.isEmpty || state.bytes + entry.bytes <= byteLimit else {
            return JunctionError(.appendQueueFull, "\(byteLimit) bytes are waiting for the disk already")
        }
        return nil
    }

    /// Writes what is waiting, then stops. Returns when the thread is done.
    func close() async {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
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

    private func run(commit: ([Entry]) -> Void, idle: () -> Void) {
        var lastUrgent = 0
        while true {
            gather(expecting: lastUrgent)
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
                if state.isClosed { return .none }
                let lingered = hasLingered
                hasLingered = hasLingered || !state.entries.isEmpty
                if state.urgentCount > 0 {
                    if lingered || state.urgentCount >= lastUrgent || state.bytes >= Self.batchBytes { return .none }
                    return park(&state, wakeAt: lastUrgent, .until(Self.gatherDelay))
                }
                if state.entries.isEmpty { return park(&state, wakeAt: 1, .forever) }
                if lingered || state.entries.count >= Self.batchCount { return .none }
                return park(&state, wakeAt: 1, .until(Self.lazyDelay))
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

    /// The next batch; nil when closed and empty.
    private func take() -> [Entry]? {
        state.withLock { state in
            state.isWriterParked = false
            guard !state.entries.isEmpty else { return state.isClosed ? nil : [] }
            var count = 0
            var bytes = 0
            while count < state.entries.count, count < Self.batchCount, count == 0 || bytes < Self.batchBytes {
                bytes += state.entries[count].bytes
                if state.entries[count].isUrgent { state.urgentCount -= 1 }
                count += 1
            }
            state.bytes -= bytes
            guard count < state.entries.count else {
                defer { state.entries = [] }
                return state.entries
            }
            defer { state.entries.removeFirst(count) }
            return Array(state.entries.prefix(count))
        }
    }
}
