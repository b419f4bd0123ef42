import Synchronization
import Values

/// Rings at the earliest of the times that it was set to, and when it is asked to. Rings that nobody has heard yet are one.
final class SagaAlarm: Sendable {
    private struct State {
        var due: Instant?
        var sleeper: Task<Void, Never>?
    }

    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let time: TimeSource
    private let state = Mutex(State())

    /// It rings at least so often once it is set, should the clock be put forward.
    private static let sleepMost = Duration.seconds(60)

    init(time: TimeSource) {
        self.time = time
        (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { bell.yield() }

    /// Rings then, if not before.
    func set(_ due: Instant) {
        state.withLock { state in
            if let set = state.due, set <= due { return }
            state.sleeper?.cancel()
            state.due = due
            state.sleeper = Task { [weak self, time] in
                let end = min(due, time.now() + Self.sleepMost)
                if (try? await time.sleep(until: end)) == nil { return }
                self?.ringWhenDue()
            }
        }
    }

    private func ringWhenDue() {
        state.withLock { $0.due = nil }
        bell.yield()
    }

    func stop() {
        state.withLock { state in
            state.sleeper?.cancel()
            state.sleeper = nil
        }
    }
}
