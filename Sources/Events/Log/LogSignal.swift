import Synchronization
import Values

/// Wakes who waits for new events. Waiting costs a continuation each; nothing is queued here.
final class LogSignal: Sendable {
    private struct State {
        var newest: Int64 = 0
        var nextID = 0
        var waiting: [Int: (after: Int64, continuation: CheckedContinuation<Void, Never>)] = [:]
        /// Waits cancelled before they began.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// Told on the writer thread after a commit.
    func show(_ newest: Int64) {
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.newest = max(state.newest, newest)
            guard !state.waiting.isEmpty else { return [] }
            let due = state.waiting.filter { $0.value.after < newest }
            for id in due.keys { state.waiting[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// The newest sequence that has been told of.
    var newest: Int64 { state.withLock { $0.newest } }

    /// Returns when there is an event after that sequence, or when the task is cancelled.
    func wait(after sequence: Int64) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.remove(id) != nil || state.newest > sequence { return true }
                    state.waiting[id] = (sequence, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            cancel(id)
        }
        _ = state.withLock { $0.cancelled.remove(id) }
    }

    private func cancel(_ id: Int) {
        let continuation = state.withLock { state in
            if let waiter = state.waiting.removeValue(forKey: id) { return Optional(waiter.continuation) }
            state.cancelled.insert(id)
            return nil
        }
        continuation?.resume()
    }
}

extension EventLog {
    /// Returns when an event has been appended after that sequence, or when the task is cancelled.
    package func waitForEvents(after sequence: Int64) async { await signal.wait(after: sequence) }

    /// How often, and after what pause, a store is asked that cannot answer: after another loss of the connection it is asked
    /// anew anyway.
    private static let newestTries = 60
    private static let newestPause = Duration.seconds(1)

    /// Asks the store how far the log has come, and tells who waits: news of it may have been missed.
    func learnNewest(_ time: TimeSource) async {
        for _ in 0..<Self.newestTries {
            do { return signal.show(try await newestSequence()) } catch { try? await time.sleep(Self.newestPause) }
        }
    }

    /// The newest sequence that this process has heard of since it started; what is up to there can be read. 0: none yet.
    package var newestKnown: Int64 { signal.newest }
}
