import TestKit
import Values

@testable import Events

/// One process: the log's queue and committer, the keeper of its leases, and a runner for each destination it serves.
/// Everything that decides is the product's; this performs it in simulated time, as `CommitQueue`, `LeaseKeeper` and
/// `DeliveryEngine` do with threads and tasks.
final class SimulatedNode {
    private enum Letter: Sendable {
        case committed([CommittedEvent], unbrokenFrom: Int64)
        case answered(Int, Result<StoreResult, JunctionError>)
    }

    let index: Int
    /// Unique for every process.
    let name: String
    let life = Life()
    let world: SimulatedWorld
    /// A commit that was told as failed may have happened.
    var isInDoubt = false
    private(set) var runners: [String: SimulatedRunner] = [:]
    private(set) lazy var queue = SimulatedQueue(self)

    private var batches = CommitBatches(countLimit: 1000, byteLimit: 1 << 20)
    private var isWriting = false
    private let prepared = PreparedStore()
    private let committer: Committer
    private let letters = Mailbox<Letter>()
    private var waiting: [Int: (Result<StoreResult, JunctionError>) -> Void] = [:]
    private var lastTicket = 0

    private var keeper: LeaseMachine?
    private var held: [String: HeldLease] = [:]

    init(index: Int, name: String, world: SimulatedWorld) {
        self.index = index
        self.name = name
        self.world = world
        committer = Committer(
            store: prepared, isShared: world.isShared, time: world.agenda.clock.source, signal: LogSignal())
        committer.setHandover { [letters] in letters.put(.committed($0, unbrokenFrom: $1)) }
    }

    var now: Instant { world.now }
    var isWell: Bool { !life.isOver && !life.isFrozen(at: now) }

    func start() {
        world.note("\(name) starts")
        guard world.isShared else {
            for destination in Scenario.destinations { startRunner(destination, nil) }
            return
        }
        var machine = LeaseMachine(node: name)
        for destination in Scenario.destinations { machine.serve(destination) }
        keeper = machine
        world.agenda.after(world.span(0, 300), for: life) { self.hear(.missed(old: false)) }
        keepLeases()
    }

    // MARK: The log

    /// `done` is called in this node's life, when the log has answered.
    func write(
        _ operation: StoreOperation, isUrgent: Bool = true,
        _ done: @escaping (Result<StoreResult, JunctionError>) -> Void
    ) {
        lastTicket += 1
        let ticket = lastTicket
        let entry = CommitQueue.Entry(operation: operation, bytes: 256, isUrgent: isUrgent) { [letters] in
            letters.put(.answered(ticket, $0))
        }
        if let refusal = batches.submit(entry) { return done(.failure(refusal)) }
        waiting[ticket] = done
        writeSoon()
    }

    private func writeSoon() {
        guard !isWriting, batches.count > 0 else { return }
        isWriting = true
        world.agenda.after(world.span(0, 2), for: life) { [self] in
            let batch = batches.take() ?? []
            world.store.commit(from: self, batch.map(\.operation)) { [self] in written(batch, $0) }
        }
    }

    private func written(_ batch: [CommitQueue.Entry], _ result: Result<[StoreResult], JunctionError>) {
        if case .failure(let error) = result { world.note("\(name) cannot commit: \(error.code.name)") }
        prepared.answer.put(result)
        committer.commit(batch)
        isWriting = false
        for letter in letters.take() {
            switch letter {
            case .committed(let events, let unbrokenFrom):
                committed(world.bug == .handsOverBackwards ? events.reversed() : events, unbrokenFrom)
            case .answered(let ticket, let result): waiting.removeValue(forKey: ticket)?(result)
            }
        }
        if case .success = result, isInDoubt, world.isShared {
            isInDoubt = false
            hear(.missed(old: false))
        }
        writeSoon()
    }

    private func committed(_ events: [CommittedEvent], _ unbrokenFrom: Int64) {
        for destination in runners.keys.sorted() {
            let stored = events.filter { $0.deliverTo.contains(destination) }.map(\.stored)
            if !stored.isEmpty { runners[destination]?.committed(stored, unbrokenFrom: unbrokenFrom) }
        }
    }

    func hear(_ news: PendingNews) {
        switch news {
        case .grown, .changed: break
        case .appended(let destination, let through, let count):
            runners[destination]?.heard(count) { $0.fellBehind(through: through, now: $1, &$2) }
        case .broughtBack(let destination, let first, let count):
            runners[destination]?.heard(count) { $0.rewind(to: first, now: $1, &$2) }
        case .missed(let old): for destination in runners.keys.sorted() { runners[destination]?.missedSome(old: old) }
        }
    }

    // MARK: Leases

    func holds(_ work: String) -> Bool { isWell && held[work]?.holds(at: now) ?? !world.isShared }

    private func keepLeases() {
        perform { $0.tick(now: self.now) }
        let wake = min(keeper?.wakeAt ?? now + .milliseconds(500), now + .milliseconds(500))
        world.agenda.at(max(wake, now + .milliseconds(1)), for: life) { self.keepLeases() }
    }

    private func perform(_ decide: (inout LeaseMachine) -> [LeaseMachine.Action]) {
        guard var machine = keeper else { return }
        let actions = decide(&machine)
        keeper = machine
        for action in actions {
            switch action {
            case .start(let work, let token, let until):
                world.note("\(name) serves '\(work)' under lease \(token)")
                let lease = HeldLease(token: token, until: until)
                held[work] = lease
                startRunner(work, lease)
            case .extend(let work, let until): held[work]?.extend(until: until)
            case .stop(let work):
                held[work] = nil
                cutOff(work)
            case .ask(let request): ask(request)
            case .runDry(let work): runDry(work)
            }
        }
    }

    private func ask(_ request: WorkLeaseRequest) {
        world.store.renew(from: self, request) { [self] answer in
            perform { machine in
                guard let answer else {
                    machine.failed(now: self.now)
                    return []
                }
                return machine.answered(answer, now: self.now)
            }
            perform { $0.tick(now: self.now) }
        }
    }

    private func runDry(_ work: String) {
        let lease = held[work]
        runners[work]?.drain { [self] in
            guard held[work] === lease else { return }
            cutOff(work)
            held[work] = nil
            perform { machine in
                machine.ranDry(work)
                return machine.tick(now: self.now)
            }
        }
    }

    /// The store refused what was written under the lease.
    func refused(_ work: String) { perform { $0.refused(work) } }

    // MARK: Runners

    private func startRunner(_ destination: String, _ lease: HeldLease?) {
        runners[destination]?.stop()
        let runner = SimulatedRunner(destination, self, lease)
        runners[destination] = runner
        runner.begin()
    }

    private func cutOff(_ destination: String) {
        guard let runner = runners.removeValue(forKey: destination) else { return }
        world.note("\(name) no longer serves '\(destination)'")
        runner.stop()
    }
}
