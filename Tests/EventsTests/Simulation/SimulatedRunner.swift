import Resilience
import TestKit
import Values

@testable import Events

/// Performs what a runner's state decides, in simulated time, as `DestinationRunner` does with tasks.
final class SimulatedRunner {
    private let destination: String
    private let node: SimulatedNode
    private let lease: HeldLease?
    private var state: DestinationRunner.State
    private var whenIdle: [() -> Void] = []
    /// What consumers could take, where they do.
    private var offered: Set<Int64> = []
    /// Its attempts have been cancelled; nothing new is begun.
    private var isCutOff = false

    init(_ destination: String, _ node: SimulatedNode, _ lease: HeldLease?) {
        self.destination = destination
        self.node = node
        self.lease = lease
        let scenario = node.world.scenario
        var settings =
            destination == "queue"
            ? DestinationSettings.pullQueue(attempts: 50, isOrdered: true, leases: scenario.concurrency)
            : DestinationSettings()
        if destination != "queue" {
            settings.concurrency = scenario.concurrency
            settings.windowCount = scenario.windowCount
            settings.retry = RetryPolicy(
                backoff: Backoff(first: .seconds(1), longest: .seconds(8)), attempts: scenario.attempts,
                age: .seconds(100_000))
            settings.breaker.firstPause = .seconds(1)
            settings.breaker.longestPause = .seconds(5)
        }
        settings.windowCountPerKey = scenario.windowCountPerKey
        let machine = DeliveryMachine(
            destination: destination, settings: settings,
            random: SeededRandom.unitSource(seed: node.world.random.next()))
        state = DestinationRunner.State(machine: machine)
    }

    private var now: Instant { node.now }
    private var world: SimulatedWorld { node.world }

    func begin() {
        guard !isCutOff else { return }
        world.store.read(from: node, { [destination] in try $0.backlog(destination: destination) }) { [self] backlog in
            if let backlog { return update { $0.began(backlog, now: self.now, &$1) } }
            later(DeliveryMachine.loadRetry) { self.begin() }
        }
    }

    func committed(_ stored: [StoredEvent], unbrokenFrom: Int64) {
        update { $0.committed(stored, unbrokenFrom: unbrokenFrom, now: self.now, &$1) }
    }

    func heard(_ count: Int, _ change: (inout DeliveryMachine, Instant, inout DeliveryMachine.Actions) -> Void) {
        update { $0.heard(count, now: self.now, &$1, change) }
    }

    func broughtBack(_ sequences: [Int64]) {
        guard let first = sequences.min() else { return }
        heard(sequences.count) { $0.rewind(to: first, now: $1, &$2) }
    }

    func missedSome(old: Bool) { update { $0.missedSome(old: old, now: self.now, &$1) } }

    /// Sends nothing more; `done` when nothing is under way, or after the grace period.
    func drain(_ done: @escaping () -> Void) {
        state.isStopping = true
        state.machine.pause()
        var isDone = false
        let once = {
            if !isDone { done() }
            isDone = true
        }
        world.agenda.after(.seconds(10), for: node.life, once)
        if state.isIdle { return once() }
        whenIdle.append(once)
    }

    func stop() {
        state.isStopping = true
        state.machine.pause()
        isCutOff = true
        for sequence in offered.sorted() { node.queue.withdraw(sequence) }
    }

    // MARK: - Performing

    private func update(_ body: (inout DestinationRunner.State, inout DeliveryMachine.Actions) -> Void) {
        var actions = DeliveryMachine.Actions()
        body(&state, &actions)
        state.recording += actions.records.count
        if let wake = state.newWake() {
            world.agenda.at(wake, for: node.life) { [self] in
                if !isCutOff { update { $0.woke(now: self.now, &$1) } }
            }
        }
        if state.isIdle {
            let waiters = whenIdle
            whenIdle = []
            for waiter in waiters { waiter() }
        }
        for send in actions.sends { perform(send) }
        for load in actions.loads { perform(load) }
        if !actions.records.isEmpty { record(actions.records) }
    }

    private func later(_ span: Duration, _ body: @escaping () -> Void) {
        world.agenda.after(span, for: node.life) { if !self.isCutOff { body() } }
    }

    private func perform(_ send: DeliveryMachine.Send) {
        // A task begins when a thread has time for it.
        world.agenda.after(world.span(0, 1), for: node.life) { [self] in
            let isHeld = lease?.holds(at: now) ?? true
            guard isHeld || world.bug == .sendsWithoutLease else {
                return update { state, _ in state.machine.abandoned(send) }
            }
            if let lease { world.ledger.acts(node.name, on: destination, token: lease.token) }
            // It may be frozen here, after the look at its lease.
            world.agenda.after(world.span(0, 1), for: node.life) { self.deliver(send) }
        }
    }

    private func deliver(_ send: DeliveryMachine.Send) {
        let attempt = DeliveryAttempt(
            destination: destination, stored: send.stored, number: send.attempt, fence: lease?.token)
        world.note("\(node.name) sends \(send.stored.sequence) to \(destination), attempt \(send.attempt)")
        let ended = { [self] (outcome: DeliveryOutcome) in
            update { $0.completed(send, outcome, isCutOff: self.isCutOff, now: self.now, &$1) }
        }
        if destination == "queue" {
            if isCutOff { return ended(.retry(reason: "the server is stopping")) }
            offered.insert(send.stored.sequence)
            return node.queue.offer(attempt) { [self] outcome in
                offered.remove(send.stored.sequence)
                ended(outcome)
            }
        }
        world.receivers[destination]?.receive(send.stored, from: node, answer: ended)
    }

    private func perform(_ load: DeliveryMachine.Load) {
        world.store.read(from: node, { try $0.pending(load.request) }) { [self] page in
            update { $0.machine.loaded(load, page, now: self.now, &$1) }
        }
    }

    private func record(_ transitions: [DeliveryTransition]) {
        var fenced = transitions
        if let lease { for place in fenced.indices { fenced[place].fence = lease.token } }
        node.write(.transition(fenced), isUrgent: false) { [self] result in
            switch result {
            case .success: update { $0.recorded(transitions, now: self.now, &$1) }
            case .failure(let error) where error.code == .leaseLost:
                update { state, _ in state.recording -= transitions.count }
                node.refused(destination)
            case .failure: world.agenda.after(DeliveryMachine.loadRetry, for: node.life) { self.record(transitions) }
            }
        }
    }
}
