import TestKit
import Values

@testable import Events

/// Nodes, their store, receivers, consumers and clients, in simulated time and on one thread.
// The simulation has one thread.
final class SimulatedWorld: @unchecked Sendable {
    static let subscriptionID = "events"
    static let subscription = Subscription.destinationPrefix + subscriptionID

    let scenario: Scenario
    let agenda: Agenda
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
    /// Every process that there has been: its tasks may end long after it.
    private var processes: [SimulatedNode] = []
    private var published = 0
    private var replays = 0
    private var holds = 0
    /// Looked at now and then: whether nothing is left to do.
    private var isAtRest = false
    private var unservedSince: [String: Instant] = [:]
    private var backlogWatch = BacklogWatch()
    /// When the last fault of nodes or of the store is over; those of receivers are what the bounds of a backlog are for.
    private var lastFault: Instant
    private(set) var isFaulty = true

    /// How soon work that nobody does is taken over, when nothing else happens.
    static let takeoverMost = Duration.seconds(8)
    /// How long everything may take to come to rest once the faults are over.
    static let settlingMost = Duration.seconds(900)

    init(_ scenario: Scenario, isTold: Bool = false) {
        self.scenario = scenario
        self.isTold = isTold
        random = SeededRandom(seed: scenario.seed ^ 0xC0FFEE)
        agenda = Agenda(seed: ~scenario.seed)
        ledger = SimulationLedger(agenda: agenda)
        begun = agenda.now
        lastChange = begun
        lastFault = begun
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
        SimulatedJobs.run(on: agenda) {
            live()
            for node in nodes { node.life.end() }
            agenda.drain()
        }
        return ledger.violation
    }

    private func live() {
        for name in ["hook", "slow", "events"] { receivers[name] = SimulatedReceiver(name, self) }
        store.put(SubscriptionKeeper.documentKind, Self.subscriptionID, scenario.subscription.value)
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
        if agenda.isStuck { ledger.broke(.neverEnds, "tasks bring about one another, and no time passes") }
        if ledger.violation == nil, !isAtRest {
            ledger.broke(.neverEnds, "waiting: \(store.waiting), \(store.documents(ReplayKeeper.documentKind))")
        }
        if ledger.violation == nil { ledger.checkEnd(store.view) }
    }

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
                nodes[index].life.end()
            } else if nodes[index].life.isOver {
                restart(index)
            }
        }
        settle()
    }

    /// What was stopped by hand, or for want of room, goes on; until nothing is left to do.
    private func settle() {
        let replays = store.documents(ReplayKeeper.documentKind).compactMap { try? ReplayJob(value: $0) }
        let subscription = subscription
        let isStopped = subscription?.pause != nil || subscription?.isDetached ?? false
        if let node = nodes.filter(\.isWell).randomElement(using: &random) {
            let hand = SimulatedOperator(world: self, node: node)
            if isStopped { hand.resumeSubscription() }
            if replays.contains(where: { $0.state == .paused }) { hand.resumeReplay() }
        }
        isAtRest =
            now > lastChange + .seconds(12) && store.waiting.isEmpty && !isStopped && subscription?.backfill == nil
            && replays.allSatisfy(\.isOver)
        agenda.after(.seconds(2)) { self.settle() }
    }

    private func newNode(_ index: Int) -> SimulatedNode {
        let node = SimulatedNode(index: index, name: "node \(index) (\(processes.count + 1))", world: self)
        processes.append(node)
        return node
    }

    private func restart(_ index: Int) {
        guard nodes[index].life.isOver, isFaulty || index != scenario.neverBack else { return }
        lastChange = max(lastChange, now)
        lastFault = max(lastFault, now)
        nodes[index] = newNode(index)
        nodes[index].start()
    }

    func crash(_ index: Int, for span: Duration) {
        guard !nodes[index].life.isOver else { return }
        note("\(nodes[index].name) crashes")
        nodes[index].life.end()
        ledger.disturbances += 1
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
        case .publishExpecting(let node, let key): return publish(node, key, 1, isExpecting: true)
        case .retryDeadLetters(let node, let destination): return hand(node).retryDeadLetters(of: destination)
        case .pauseSubscription(let node): return hand(node).pauseSubscription()
        case .resumeSubscription(let node): return hand(node).resumeSubscription()
        case .replay(let node, let type, let source, let perSecond):
            replays += 1
            return hand(node).replay("r\(replays)", type: type, source: source, perSecond: perSecond)
        case .pauseReplay(let node): return hand(node).pauseReplay()
        case .resumeReplay(let node): return hand(node).resumeReplay()
        case .prune(let node): return hand(node).prune()
        case .hold(let node, let key):
            holds += 1
            return hand(node).hold("h\(holds)", key: "k\(key)")
        case .releaseHold(let node): return hand(node).release("h\(holds)")
        case .snapshot(let node, let stream): return hand(node).snapshot(of: "s\(stream)")
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
        ledger.disturbances += 1
        lastChange = max(lastChange, now + end)
        if !incident.kind.isOfReceivers { lastFault = max(lastFault, now + end) }
    }

    private func hand(_ node: Int) -> SimulatedOperator { SimulatedOperator(world: self, node: nodes[node]) }

    private func publish(_ node: Int, _ key: Int?, _ count: Int, isExpecting: Bool = false) {
        let appends = (0..<count).map { _ in
            published += 1
            let event = Event.sample(
                "e\(published)", stream: "s\(published % 3)", type: published % 4 == 0 ? "b" : "a",
                source: published % 2 == 0 ? "x" : "y", key: key.map { "k\($0)" })
            return Append(event, deliverTo: Scenario.destinations)
        }
        SimulatedClient(self, appends, node: node, isExpecting: isExpecting).publish()
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
        agenda.after(span(0, 400), for: node.life) { node.hear(.missed) }
    }

    /// The other nodes hear what a commit has made pending, those whose connection is up.
    func tell(of committed: some Sequence<(StoreOperation, StoreResult)>, from writer: SimulatedNode) {
        guard isShared, bug != .losesNews else { return }
        for (operation, result) in committed {
            switch (operation, result) {
            case (.append(let appends, _), .appended(let places)): tell(of: appends, places, from: writer)
            case (.retryDeadLetters, .deadLetters(let references)):
                for (destination, group) in Dictionary(grouping: references, by: \.destination).sorted(by: {
                    $0.key < $1.key
                }) {
                    tell(of: group.map(\.sequence), destination, from: writer)
                }
            case (.addDeliveries(let destination, _), .added(let sequences)):
                tell(of: sequences, destination, from: writer)
            case (.putDocument(let kind, let id, _, _), .document(let document)):
                tell(.changed(kind: kind, id: id, version: document.version), from: writer) {
                    $0.follows(documents: kind)
                }
            case (.together(let operations), .together(let results)): tell(of: zip(operations, results), from: writer)
            default: break
            }
        }
    }

    private func tell(of appends: [Append], _ places: [Appended], from writer: SimulatedNode) {
        var byDestination: [String: [Int64]] = [:]
        for (append, place) in zip(appends, places) where !place.duplicate {
            for destination in append.deliverTo { byDestination[destination, default: []].append(place.sequence) }
        }
        for (destination, sequences) in byDestination.sorted(by: { $0.key < $1.key }) {
            guard let last = sequences.last else { continue }
            tell(.appended(destination: destination, through: last, count: sequences.count), from: writer)
        }
    }

    private func tell(of broughtBack: [Int64], _ destination: String, from writer: SimulatedNode) {
        guard let first = broughtBack.min() else { return }
        tell(.broughtBack(destination: destination, first: first, count: broughtBack.count), from: writer)
    }

    private func tell(
        _ news: PendingNews, from writer: SimulatedNode, where isMeant: (SimulatedNode) -> Bool = { _ in true }
    ) {
        for node in nodes where node !== writer && !deaf.contains(node.index) && isMeant(node) {
            agenda.after(span(0, 3), for: node.life) { node.hear(news) }
        }
    }

    // MARK: - What an observer sees

    /// Work that nobody does is taken over in time.
    private func watch() {
        agenda.after(.milliseconds(500)) { self.watch() }
        watchBacklog()
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

    private func watchBacklog() {
        let waiting = store.waiting(for: Self.subscription)
        let isQuiet = store.isCalm && now > lastFault && !nodes.contains(where: isCutFromStore)
        let server = nodes.first { $0.holds(Self.subscription) }?.name
        let isPutBy = waiting > scenario.bounds.count && isQuiet && subscription?.backfill == nil
        let since = backlogWatch.look(
            waiting: waiting, bounds: scenario.bounds, server: isPutBy ? server : nil, now: now)
        guard let since else { return }
        ledger.broke(
            .backlogUnbounded, "\(waiting) wait, \(scenario.bounds.count) may, since \((since - begun).formatted)")
    }

    var subscription: Subscription? {
        store.documents(SubscriptionKeeper.documentKind).first.flatMap { try? Subscription(value: $0) }
    }
}
