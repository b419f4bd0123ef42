package import Values

/// Decides which work a node does among the nodes that share a store. Knows no clock and no store: each input carries the
/// time, and what is to be done comes back.
///
/// - Every piece of work belongs to one of the nodes alive that serve it, the same one for all who ask (the highest hash of
///   node and work), so that it is spread and little moves when a node comes or goes.
/// - A node does work only while its lease holds by its own clock, counted from before it asked.
/// - Work whose place has changed is let run dry, then given up; the other node takes it when it is free.
package struct LeaseMachine: Sendable {
    package struct Settings: Sendable, Hashable {
        /// How long a lease holds; a node that dies is noticed after that.
        package var duration = Duration.seconds(5)
        /// How often leases are renewed, and so how soon one that has run out is noticed. What is left of `duration` is how long
        /// a node, or the store, may be held up without losing anything.
        package var renewal = Duration.seconds(1)
        /// How soon the store is asked again when it could not answer, or when work is waited for.
        package var retry = Duration.milliseconds(500)

        package init() {}
    }

    package enum Action: Sendable, Hashable {
        case ask(WorkLeaseRequest)
        /// Do this work from now on, naming the token.
        case start(String, token: Int64, until: Instant)
        /// The lease holds for longer.
        case extend(String, until: Instant)
        /// Begin nothing more of it, and say `ranDry` when the rest has ended.
        case runDry(String)
        /// It is no longer ours: drop it, write nothing.
        case stop(String)
    }

    private struct Held: Sendable {
        var token: Int64
        var until: Instant
        var isLeaving = false
    }

    package let node: String
    private let settings: Settings
    private var served: Set<String> = []
    private var held: [String: Held] = [:]
    private var released: Set<String> = []
    /// As last told; nil before the first answer.
    private var nodes: [String: Set<String>]?
    /// Set while an answer is awaited.
    private var askedAt: Instant?
    private var askNotBefore = Instant.epoch
    private var isStopping = false

    package init(node: String, settings: Settings = Settings()) {
        precondition(settings.renewal < settings.duration, "a lease is renewed before it runs out")
        self.node = node
        self.settings = settings
    }

    /// When `tick` is to be called at the latest; nil while an answer is awaited and nothing is held.
    package var wakeAt: Instant? {
        let earliestEnd = held.values.map(\.until).min()
        guard askedAt == nil else { return earliestEnd }
        return min(earliestEnd ?? askNotBefore, askNotBefore)
    }

    package func holds(_ work: String, at now: Instant) -> Bool { held[work].map { now < $0.until } ?? false }
}

// MARK: - Inputs

extension LeaseMachine {
    package mutating func serve(_ work: String) {
        served.insert(work)
        askNotBefore = .epoch
    }

    /// The work is no longer served here; what was held of it is given up once it has run dry.
    package mutating func retire(_ work: String) -> [Action] {
        served.remove(work)
        return leave(work)
    }

    /// Nothing more is taken.
    package mutating func stop() { isStopping = true }

    /// Gives up everything; to be asked last, when nothing is under way any more.
    package mutating func farewell() -> WorkLeaseRequest {
        isStopping = true
        released.formUnion(held.keys)
        held = [:]
        return request()
    }

    /// Time has passed.
    package mutating func tick(now: Instant) -> [Action] {
        var actions: [Action] = []
        for (work, lease) in held.sorted(by: { $0.key < $1.key }) where now >= lease.until {
            held[work] = nil
            actions.append(.stop(work))
        }
        if askedAt == nil, now >= askNotBefore { actions.append(ask(now)) }
        return actions
    }

    /// What was to run dry has.
    package mutating func ranDry(_ work: String) {
        guard held.removeValue(forKey: work) != nil else { return }
        released.insert(work)
        askNotBefore = .epoch
    }

    /// The store refused a write under the lease of that token: another has had the work since. When it has come back to us
    /// meanwhile, the lease that is held now stands.
    package mutating func refused(_ work: String, token: Int64) -> [Action] {
        guard held[work]?.token == token else { return [] }
        held[work] = nil
        return [.stop(work)]
    }

    /// The store could not answer.
    package mutating func failed(now: Instant) {
        askedAt = nil
        askNotBefore = now + settings.retry
    }

    package mutating func answered(_ answer: WorkLeaseAnswer, now: Instant) -> [Action] {
        guard let asked = askedAt else { return [] }
        askedAt = nil
        let isFirst = nodes == nil
        nodes = answer.nodes
        released.subtract(released.filter { answer.leases[$0]?.node != node })
        var actions: [Action] = []
        // From before it was asked: the store counts from later, and so holds it for longer.
        let until = asked + settings.duration
        for work in served.union(held.keys).sorted() { actions += settle(work, answer.leases[work], until, now) }
        let waited = isStopping ? [] : served.filter { held[$0] == nil && home(of: $0) == node }
        // Nobody has it: its holder has just been found to be gone.
        let isFree = waited.contains { answer.leases[$0] == nil }
        askNotBefore =
            isFirst || isFree || !released.isEmpty
            ? .epoch : now + (waited.isEmpty ? settings.renewal : settings.retry)
        return actions
    }
}

// MARK: - Decisions

extension LeaseMachine {
    private mutating func settle(
        _ work: String, _ lease: WorkLeaseAnswer.Lease?, _ until: Instant, _ now: Instant
    ) -> [Action] {
        guard let lease, lease.node == node, !released.contains(work) else {
            return held.removeValue(forKey: work) == nil ? [] : [.stop(work)]
        }
        guard let known = held[work] else {
            // Left from before, or asked for in the meantime and not wanted any more: it runs out by itself.
            guard served.contains(work), !isStopping, now < until, home(of: work) == node else { return [] }
            held[work] = Held(token: lease.token, until: until)
            return [.start(work, token: lease.token, until: until)]
        }
        // An answer that comes too late does not bring back what ran out: something may have been dropped already.
        guard known.token == lease.token, now < known.until else {
            held[work] = nil
            return [.stop(work)]
        }
        held[work]?.until = until
        let stays = home(of: work) == node && served.contains(work) && !isStopping
        return [.extend(work, until: until)] + (stays ? [] : leave(work))
    }

    private mutating func leave(_ work: String) -> [Action] {
        guard let lease = held[work], !lease.isLeaving else { return [] }
        held[work]?.isLeaving = true
        return [.runDry(work)]
    }

    private mutating func ask(_ now: Instant) -> Action {
        askedAt = now
        return .ask(request())
    }

    private func request() -> WorkLeaseRequest {
        let free = served.filter { held[$0] == nil && home(of: $0) == node && !released.contains($0) }
        return WorkLeaseRequest(
            node: node, serves: isStopping ? [] : served.sorted(),
            wanted: (isStopping ? [] : free).union(held.keys).sorted(), released: released.sorted(),
            duration: settings.duration)
    }

    /// The node that the work belongs to; nil before anything is known of the others.
    private func home(of work: String) -> String? {
        guard let nodes else { return nil }
        var best: (node: String, weight: UInt64)?
        for (node, serves) in nodes where serves.contains(work) {
            let weight = Self.weight(node, work)
            if let best, (best.weight, best.node) > (weight, node) { continue }
            best = (node, weight)
        }
        return best?.node
    }

    /// FNV-1a over both names, mixed, so that one more letter changes everything.
    private static func weight(_ node: String, _ work: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in [Array(node.utf8), [0], Array(work.utf8)].joined() {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }
}
