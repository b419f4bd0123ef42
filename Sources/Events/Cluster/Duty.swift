import Synchronization
package import Values

/// Work beside the deliveries that one of the nodes that share a store does at a time, such as running a schedule; always ours
/// where a store is not shared.
///
/// It is done in pieces, between `begin` and `end`: no piece is begun once the lease has run out or is to be handed over, and
/// it is handed over only between two pieces.
package final class Duty: Sendable {
    private struct State {
        var lease: HeldLease?
        var isLeaving = false
        var isUnderWay = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What the leases of duties begin with; no destination's name does.
    static let prefix = "duty:"

    let work: String
    private let time: TimeSource
    private let isAlone: Bool
    private let state = Mutex(State())

    package init(_ name: String, time: TimeSource, isAlone: Bool) {
        work = Self.prefix + name
        self.time = time
        self.isAlone = isAlone
    }

    /// Whether a piece may be begun now.
    package var isOurs: Bool { isAlone || state.withLock { isOurs($0) } }

    private func isOurs(_ state: State) -> Bool { !state.isLeaving && state.lease?.holds(at: time.steady()) == true }

    /// False when another node has the work; then `end` must not be called.
    package func begin() -> Bool {
        guard !isAlone else { return true }
        return state.withLock { state in
            guard isOurs(state) else { return false }
            state.isUnderWay = true
            return true
        }
    }

    package func end() {
        let waiters = state.withLock { state in
            state.isUnderWay = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func start(_ lease: HeldLease) {
        state.withLock { state in
            state.lease = lease
            state.isLeaving = false
        }
    }

    /// Begins nothing more; returns when what is under way has ended.
    func runDry() async {
        await withCheckedContinuation { continuation in
            let isDry = state.withLock { state in
                state.isLeaving = true
                if state.isUnderWay { state.waiters.append(continuation) }
                return !state.isUnderWay
            }
            if isDry { continuation.resume() }
        }
        state.withLock { $0.lease = nil }
    }

    func stop() { state.withLock { $0.lease = nil } }
}
