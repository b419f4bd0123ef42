import TestKit
import Values

@testable import Events

/// Nodes, their store, receivers, consumers and clients, in simulated time and on one thread.
final class SimulatedWorld {
    let scenario: Scenario
    let agenda = Agenda()
    let ledger: SimulationLedger
    var random: SeededRandom
    private(set) var store: SimulatedStore!
    private(set) var nodes: [SimulatedNode] = []
    private(set) var receivers: [String: SimulatedReceiver] = [:]
    private(set) var history: [String] = []
    private let isTold: Bool
    private let begun: Instant
    private var lastChange: Instant
    private var cutFromStore: [Int: Instant] = [:]
    private var cutFromReceivers: [Int: Instant] = [:]
    /// Nodes whose listener has lost its connection.
    private var deaf: Set<Int> = []
    private var starts = 0
    private var published = 0
    private var unservedSince: [String: Instant] = [:]
    private(set) var isFaulty = true

    /// How soon work that nobody does is taken over, when nothing else happens.
    static let takeoverMost = Duration.seconds(10)
    /// How long everything may take to come to rest once the faults are over.
    static let settlingMost = Duration.seconds(900)

    init(_ scenario: Scenario, isTold: Bool = false) {
        self.scenario = scenario
        self.isTold = isTold
        random = SeededRandom(seed: scenario.seed ^ 0xC0FFEE)
        ledger = SimulationLedger(agenda: agenda)
        begun = agenda.now
        lastChange = begun
        store = SimulatedStore(self)
    }

    var now: Instant { agenda.now }
    var bug: PlantedBug? { scenario.bug }
    var isShared: Bool { scenario.nodes > 1 }

    /// A random span between two numbers of milliseconds.
    func span(_ least: Int64, _ most: Int64) -> Duration {
        .microseconds(Int64.random(in: least * 1000...most * 1000, using: &random))
    }

    func note(_ what: @autoclosure () -> String) {
        if isTold { history.append("\((now - begun).formatted) \(what())") }
    }

    // MARK: - Running

    /// Nil when every rule held.
    func run() -> Violation? {
        for name in ["hook", "slow"] { receivers[name] = SimulatedReceiver(name, self) }
        for index in 0..<scenario.nodes { nodes.append(newNode(index)) }
        for node in nodes { node.start() }
        for number in 1...2 { SimulatedConsumer("consumer \(number)", self).poll() }
        for incident in scenario.incidents { agenda.at(begun + incident.at) { self.happen(incident) } }
        watch()
        let end = begun + (scenario.incidents.last?.at ?? .zero) + .seconds(1)
        while ledger.violation == nil, agenda.step(until: end) {}
        recover()
        let limit = now + Self.settlingMost
        while ledger.violation == nil, !isAtRest, agenda.step(until: limit) {}
        if ledger.violation == nil, !isAtRest {
            ledger.broke(.neverEnds, "waiting: \(Scenario.destinations.map { "\($0) \(store.waiting(for: $0))" })")
        }
        if ledger.violation == nil { ledger.checkEnd(store.view) }
        return ledger.violation
    }

    private var isAtRest: Bool { now > lastChange + .seconds(12) && store.waiting == 0 }

    /// All faults end; what is down comes back, but for the node that never does.
    private func recover() {
        note("the faults are over")
        isFaulty = false
        lastChange = max(lastChange, now)
        store.recover()
        for receiver in receivers.values { receiver.recover() }
        cutFromStore = [:]
        cutFromReceivers = [:]
        for index in nodes.indices {
            if index == scenario.neverBack {
                nodes[index].life.isOver = true
            } else if nodes[index].life.isOver {
                restart(index)
            }
        }
    }

    private func newNode(_ index: Int) -> SimulatedNode {
        starts += 1
        return SimulatedNode(index: index, name: "node \(index) (\(starts))", world: self)
    }

    private func restart(_ index: Int) {
        guard nodes[index].life.isOver, isFaulty || index != scenario.neverBack else { return }
        lastChange = max(lastChange, now)
        nodes[index] = newNode(index)
        nodes[index].start()
    }

    func crash(_ index: Int, for span: Duration) {
        guard !nodes[index].life.isOver else { return }
        note("\(nodes[index].name) crashes")
        nodes[index].life.isOver = true
        lastChange = max(lastChange, now)
        if bug == .forgetsPendingOnCrash { store.forgetOldestPending() }
        agenda.after(span) { self.restart(index) }
    }

    // MARK: - Incidents

    private func happen(_ incident: Incident) {
        note("--- \(incident.kind)")
        let end: Duration
        switch incident.kind {
        case .publish(let node, let key, let count): return publish(node, key, count)
        case .retryDeadLetters(let node, let destination): return retryDeadLetters(nodes[node], destination)
        case .replay: return
        case .crash(let node, let down):
            crash(node, for: down)
            end = down
        case .freeze(let node, let span):
            nodes[node].life.frozenUntil = max(nodes[node].life.frozenUntil, now + span)
            end = span
        case .cutFromStore(let node, let span):
            cutFromStore[node] = max(cutFromStore[node] ?? now, now + span)
            lose(listenerOf: node, for: span)
            end = span
        case .cutFromReceivers(let node, let span):
            cutFromReceivers[node] = max(cutFromReceivers[node] ?? now, now + span)
            end = span
        case .storeDown(let span):
            store.goDown(for: span)
            for node in nodes.indices { isShared ? lose(listenerOf: node, for: span) : crash(node, for: span) }
            end = span
        case .slowStore(let span, let delay):
            store.slowDown(for: span, by: delay)
            end = span + delay
        case .commitFault(let node, let fault):
            store.fail(fault, for: node)
            end = .zero
        case .receiver(let name, let mode, let span):
            receivers[name]?.behave(mode, for: span)
            end = span
        }
        lastChange = max(lastChange, now + end)
    }

    private func publish(_ node: Int, _ key: Int?, _ count: Int) {
        let appends = (0..<count).map { offset in
            published += 1
            let event = Event.sample("e\(published)", stream: "s\(published % 3)", key: key.map { "k\($0)" })
            return Append(event, deliverTo: Scenario.destinations)
        }
        SimulatedClient(self, appends, node: node).publish()
    }

    private func retryDeadLetters(_ node: SimulatedNode, _ destination: String) {
        guard node.isWell else { return }
        var query = DeadLetterQuery()
        query.destination = destination
        node.write(.retryDeadLetters(query, limit: 100)) { result in
            guard case .success(.deadLetters(let references)) = result else { return }
            node.runners[destination]?.broughtBack(references.map(\.sequence))
        }
    }

    // MARK: - The network

    func isCutFromStore(_ node: SimulatedNode) -> Bool { now < cutFromStore[node.index] ?? .epoch }
    func isCutFromReceivers(_ node: SimulatedNode) -> Bool { now < cutFromReceivers[node.index] ?? .epoch }

    private func lose(listenerOf index: Int, for span: Duration) {
        guard isShared, deaf.insert(index).inserted else { return }
        agenda.after(span) { self.reconnect(index) }
    }

    private func reconnect(_ index: Int) {
        let node = nodes[index]
        guard store.isReached(by: node) else { return agenda.after(.milliseconds(400)) { self.reconnect(index) } }
        deaf.remove(index)
        agenda.after(span(0, 400), for: node.life) { node.hear(.missed(old: true)) }
    }

    /// The other nodes hear what a commit has made pending, those whose connection is up.
    func tell(of committed: some Sequence<(StoreOperation, StoreResult)>, from writer: SimulatedNode) {
        guard isShared, bug != .losesNews else { return }
        var news: [PendingNews] = []
        for (operation, result) in committed {
            switch (operation, result) {
            case (.append, .appended(let places)):
                let new = places.filter { !$0.duplicate }
                guard let last = new.last else { continue }
                news += Scenario.destinations.map {
                    .appended(destination: $0, through: last.sequence, count: new.count)
                }
            case (.retryDeadLetters, .deadLetters(let references)):
                for (destination, group) in Dictionary(grouping: references, by: \.destination) {
                    let first = group.map(\.sequence).min() ?? 1
                    news.append(.broughtBack(destination: destination, first: first, count: group.count))
                }
            default: break
            }
        }
        for node in nodes where node !== writer && !deaf.contains(node.index) {
            for one in news { agenda.after(span(0, 3), for: node.life) { node.hear(one) } }
        }
    }

    // MARK: - What an observer sees

    /// Work that nobody does is taken over in time.
    private func watch() {
        agenda.after(.milliseconds(500)) { self.watch() }
        guard isShared, store.isCalm else { return }
        for work in Scenario.destinations {
            if nodes.contains(where: { $0.holds(work) }) {
                unservedSince[work] = nil
                continue
            }
            let since = max(unservedSince[work] ?? now, lastChange)
            unservedSince[work] = since
            if now - since > Self.takeoverMost {
                ledger.broke(.takeoverTooLate, "nobody serves '\(work)' since \((since - begun).formatted)")
            }
        }
    }
}
