import Synchronization
import Values

/// Performs what `LeaseMachine` decides: asks the store, waits, and has work started and stopped. By the steady clock: a lease lasts
/// as long as it lasts, whatever the time of day is set to.
final class LeaseKeeper: Sendable {
    /// How the keeper has work done; called in the order of the machine's actions.
    struct Work: Sendable {
        var start: @Sendable (_ work: String, _ lease: HeldLease) -> Void
        /// Returns when nothing of it is under way any more.
        var runDry: @Sendable (_ work: String) async -> Void
        var stop: @Sendable (_ work: String) -> Void
    }

    private struct State {
        var machine: LeaseMachine
        var leases: [String: HeldLease] = [:]
        /// Who holds what, as last told.
        var holders: [String: String] = [:]
    }

    private let store: any SharedStore
    private let time: TimeSource
    private let work: Work
    private let state: Mutex<State>
    private let asking: any ReadQueueing
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    /// `asking`: a queue of its own, since what waits for slow reads would lose its leases.
    init(
        store: any SharedStore, asking: any ReadQueueing, node: String, settings: LeaseMachine.Settings,
        time: TimeSource, work: Work
    ) {
        self.store = store
        self.asking = asking
        self.time = time
        self.work = work
        state = Mutex(State(machine: LeaseMachine(node: node, settings: settings)))
        // One is as good as many: it says that something has changed.
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func serve(_ work: String) {
        state.withLock { $0.machine.serve(work) }
        wake.yield()
    }

    /// Nil when it is this node, or nobody.
    func otherHolder(of work: String) -> String? {
        state.withLock { state in
            guard let holder = state.holders[work], holder != state.machine.node else { return nil }
            return holder
        }
    }

    func holds(_ work: String) -> Bool { state.withLock { $0.machine.holds(work, at: time.steady()) } }

    /// The store refused what was written under the lease of that token.
    func refused(_ work: String, token: Int64) { perform { $0.refused(work, token: token) } }

    func retire(_ work: String) { perform { $0.retire(work) } }

    /// Keeps the leases until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                for await _ in wakes { perform { $0.tick(now: self.time.steady()) } }
            }
            while !Task.isCancelled {
                perform { $0.tick(now: self.time.steady()) }
                let span = state.withLock { $0.machine.wakeAt }.map { $0 - time.steady() } ?? .milliseconds(500)
                // Never for longer than a moment: an answer may bring the next time nearer.
                try? await time.sleep(min(max(span, .milliseconds(1)), .milliseconds(500)))
            }
            wake.finish()
        }
    }

    /// Nothing more is started.
    func stop() { state.withLock { $0.machine.stop() } }

    /// Gives up everything; others find it free at once. Called when nothing is under way any more.
    func release() async {
        let request = state.withLock { state in
            state.leases = [:]
            return state.machine.farewell()
        }
        _ = try? await asking.run { [store] in try store.renewLeases(request) }
    }

    private func perform(_ decide: (inout LeaseMachine) -> [LeaseMachine.Action]) {
        // Under the lock, so that starts and stops of one work come in the order in which they were decided.
        let later = state.withLock { state -> [LeaseMachine.Action] in
            let actions = decide(&state.machine)
            return actions.filter { !doNow($0, &state.leases) }
        }
        for action in later {
            switch action {
            case .ask(let request): Task { await self.ask(request) }
            case .runDry(let name):
                Task {
                    await self.work.runDry(name)
                    self.state.withLock { state in
                        state.leases[name] = nil
                        state.machine.ranDry(name)
                    }
                    self.wake.yield()
                }
            default: break
            }
        }
    }

    /// False for what takes its time.
    private func doNow(_ action: LeaseMachine.Action, _ leases: inout [String: HeldLease]) -> Bool {
        switch action {
        case .start(let name, let token, let until):
            let lease = HeldLease(token: token, until: until)
            leases[name] = lease
            work.start(name, lease)
        case .extend(let name, let until): leases[name]?.extend(until: until)
        case .stop(let name):
            leases[name] = nil
            work.stop(name)
        case .ask, .runDry: return false
        }
        return true
    }

    private func ask(_ request: WorkLeaseRequest) async {
        let answer = try? await asking.run { [store] in try store.renewLeases(request) }
        let now = time.steady()
        if let answer { state.withLock { $0.holders = answer.leases.mapValues(\.node) } }
        perform { machine in
            guard let answer else {
                machine.failed(now: now)
                return []
            }
            return machine.answered(answer, now: now)
        }
        wake.yield()
    }
}
