import Synchronization
package import Values

/// A clock that stands still until it is moved by hand; sleepers wake in the order of their times.
package final class ManualClock: Sendable {
    private struct Sleeper {
        var id: Int
        var until: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        /// How far it has been set back in all.
        var setBack = Duration.zero
        var sleepers: [Sleeper] = []
        var nextID = 0
        /// Sleeps cancelled before they began.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    package init(at now: Instant = Instant(seconds: 1_790_000_000)) { state = Mutex(State(now: now)) }

    package var now: Instant { state.withLock { $0.now } }
    package var sleeperCount: Int { state.withLock { $0.sleepers.count } }
    /// When the next sleeper is due.
    package var nextWake: Instant? { state.withLock { $0.sleepers.map(\.until).min() } }

    package var source: TimeSource {
        TimeSource(
            now: { self.now }, steady: { self.state.withLock { $0.now + $0.setBack } },
            sleep: { span in try await self.sleep(until: { $0 + span }) },
            sleepUntil: { end in try await self.sleep(until: { _ in end }) })
    }

    /// Sets it back, as an operator or a time server does: who sleeps sleeps on for as long as was left.
    package func setBack(by span: Duration) {
        state.withLock { state in
            state.now = state.now - span
            state.setBack += span
            for place in state.sleepers.indices { state.sleepers[place].until = state.sleepers[place].until - span }
        }
    }

    /// Moves on by a span; everyone due by then wakes.
    package func advance(by span: Duration) { advance(to: now + span) }

    package func advance(to time: Instant) {
        let due = state.withLock { state -> [Sleeper] in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.until <= state.now }.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
            state.sleepers.removeAll { $0.until <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// - Parameter end: by the time at which the sleep begins.
    private func sleep(until end: @Sendable (_ now: Instant) -> Instant) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(id) != nil || Task.isCancelled { return .failure(CancellationError()) }
                    let end = end(state.now)
                    guard end > state.now else { return .success(()) }
                    state.sleepers.append(Sleeper(id: id, until: end, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
