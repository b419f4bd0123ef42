import Resilience
import TestKit
import Values

@testable import Events

/// One destination's machine and a store, driven by a seed: appends, outcomes, loads and records happen in any order,
/// commits fail, and the process crashes. What must hold is checked as it goes; the same seed does the same again.
struct DeliverySimulation {
    struct Violation: Error, CustomStringConvertible {
        var seed: UInt64
        var what: String
        var description: String { "seed \(seed): \(what)" }
    }

    private struct PendingLoad {
        var load: DeliveryMachine.Load
        /// The answer, where the store read at once; it may be old when it arrives.
        var page: PendingPage?
    }

    let seed: UInt64
    var random: SeededRandom
    var settings = DestinationSettings()
    let store = InMemoryEventStore()
    var machine: DeliveryMachine
    var now = Instant(seconds: 1_790_000_000)
    var flying: [DeliveryMachine.Send] = []
    private var loads: [PendingLoad] = []
    var records: [DeliveryTransition] = []
    var appended = 0
    /// Keys whose events fail for now.
    var failing: Set<String> = []
    var isDown = false
    var firstDeliveries: [String: [Int64]] = [:]
    var delivered: Set<Int64> = []
    var attempts: [Int64: Int] = [:]
    var crashes = 0
    var retriedByHand = false

    init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        settings.concurrency = Int.random(in: 1...6, using: &random)
        settings.windowCount = Int.random(in: 1...24, using: &random)
        settings.windowCountPerKey = Int.random(in: 1...6, using: &random)
        settings.windowBytes = random.chance(0.3) ? 60 : 1 << 20
        settings.isOrderedPerKey = random.chance(0.9)
        settings.retry = RetryPolicy(
            backoff: Backoff(first: .seconds(1), longest: .seconds(8)), attempts: Int.random(in: 1...6, using: &random),
            age: .seconds(100_000))
        settings.breaker.minimumCalls = Int.random(in: 2...10, using: &random)
        settings.breaker.probes = Int.random(in: 1...2, using: &random)
        self.random = random
        machine = Self.newMachine(settings, seed)
    }

    private static func newMachine(_ settings: DestinationSettings, _ seed: UInt64) -> DeliveryMachine {
        DeliveryMachine(
            destination: "d", settings: settings, random: SeededRandom.unitSource(seed: seed))
    }

    /// Runs a number of random steps, then lets everything succeed and checks that nothing is left.
    mutating func run(steps: Int) throws {
        try act { $0.resume(now: $1, &$2) }
        for _ in 0..<steps { try step() }
        try settle()
    }

    private mutating func step() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: try append()
        case 30..<55: try completeOne()
        case 55..<70: try answerLoad()
        case 70..<85: try commitRecords()
        case 85..<93: try passTime(.milliseconds(Int64.random(in: 1...4000, using: &random)))
        case 93: try changeWeather()
        case 94: try crash()
        case 95: try retryByHand()
        case 96: machine.pause()
        default: if machine.isPaused { try act { $0.resume(now: $1, &$2) } }
        }
    }

    // MARK: - Steps

    private mutating func append() throws {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            appended += 1
            // One hot key, some ordinary ones, and events without a key.
            let key: String? =
                random.chance(0.4) ? "hot" : random.chance(0.15) ? nil : "k\(Int.random(in: 0..<8, using: &random))"
            let payload = [UInt8](repeating: 0, count: Int.random(in: 0...30, using: &random))
            let append = Append(.sample("e\(appended)", key: key, payload: payload), deliverTo: ["d"])
            guard case .appended(let places) = try store.commit([.append([append])], at: now)[0] else { return }
            let stored = StoredEvent(append.event, at: places[0])
            try act { $0.committed(stored, now: $1, &$2) }
        }
    }

    private mutating func completeOne() throws {
        guard !flying.isEmpty else { return }
        let send = flying.remove(at: Int.random(in: 0..<flying.count, using: &random))
        try complete(send, outcome(for: send))
    }

    private mutating func outcome(for send: DeliveryMachine.Send) -> DeliveryOutcome {
        if isDown || failing.contains(send.stored.event.key ?? "") {
            return .retry(reason: "HTTP 503", after: random.chance(0.2) ? .seconds(3) : nil)
        }
        if random.chance(0.05) {
            return .postponed(reason: "too fast", after: .milliseconds(Int64.random(in: 0...2000, using: &random)))
        }
        if random.chance(0.03) { return .rejected(reason: "HTTP 422") }
        // A filter decides the same each time it is asked.
        if send.stored.sequence % 20 == 7 { return .skipped(reason: "filtered") }
        return random.chance(0.1) ? .retry(reason: "reset") : .delivered()
    }

    private mutating func complete(_ send: DeliveryMachine.Send, _ outcome: DeliveryOutcome) throws {
        let sequence = send.stored.sequence
        if case .delivered = outcome, delivered.insert(sequence).inserted, let key = send.stored.event.key {
            firstDeliveries[key, default: []].append(sequence)
        }
        // Nothing was sent, so it is the same attempt again.
        if case .postponed = outcome { attempts[sequence, default: 1] -= 1 }
        try act { $0.completed(send, outcome, now: $1, &$2) }
    }

    private mutating func answerLoad() throws {
        guard !loads.isEmpty else { return }
        let pending = loads.remove(at: Int.random(in: 0..<loads.count, using: &random))
        if random.chance(0.05) { return try act { $0.loaded(pending.load, nil, now: $1, &$2) } }
        let page = try pending.page ?? store.pending(pending.load.request)
        try act { $0.loaded(pending.load, page, now: $1, &$2) }
    }

    private mutating func commitRecords() throws {
        guard !records.isEmpty, !random.chance(0.1) else { return }
        let count = Int.random(in: 1...records.count, using: &random)
        let batch = Array(records.prefix(count))
        records.removeFirst(count)
        _ = try store.commit([.transition(batch)], at: now)
        let ended = batch.filter(\.change.isEnd).map(\.sequence)
        try act { $0.recorded(ended, now: $1, &$2) }
    }

    private mutating func passTime(_ span: Duration) throws {
        now = now + span
        if let wake = machine.wakeAt, wake <= now { try act { $0.tick(now: $1, &$2) } }
    }

    private mutating func changeWeather() throws {
        isDown = !isDown && random.chance(0.3)
        failing = random.chance(0.5) ? ["hot"] : random.chance(0.5) ? ["k1", "k2", "k3"] : []
    }

    /// Everything in memory is gone; what the store has is not.
    private mutating func crash() throws {
        crashes += 1
        flying = []
        loads = []
        records = []
        machine = Self.newMachine(settings, seed &+ UInt64(crashes))
        try act { $0.resume(now: $1, &$2) }
    }

    private mutating func retryByHand() throws {
        let answer = try store.commit([.retryDeadLetters(DeadLetterQuery(), limit: 5)], at: now)[0]
        guard case .deadLetters(let references) = answer, let first = references.map(\.sequence).min() else { return }
        retriedByHand = true
        for reference in references { attempts[reference.sequence] = 0 }
        try act { $0.rewind(to: first, now: $1, &$2) }
    }

    // MARK: - Rules

    private mutating func act(
        _ body: (inout DeliveryMachine, Instant, inout DeliveryMachine.Actions) -> Void
    ) throws {
        var actions = DeliveryMachine.Actions()
        body(&machine, now, &actions)
        for send in actions.sends { try begin(send) }
        records += actions.records
        for load in actions.loads {
            let page = random.chance(0.5) ? try store.pending(load.request) : nil
            loads.append(PendingLoad(load: load, page: page))
        }
        try check(machine.heldCount <= settings.windowCount, "the window holds \(machine.heldCount)")
        try check(machine.inFlight == flying.count, "in flight \(machine.inFlight), not \(flying.count)")
    }

    private mutating func begin(_ send: DeliveryMachine.Send) throws {
        let event = send.stored.event
        try check(!machine.isPaused, "sent while paused")
        try check(now >= machine.restsUntil, "sent while at rest")
        try check(flying.count < settings.concurrency, "too many in flight")
        if settings.isOrderedPerKey, let key = event.key {
            try check(!flying.contains { $0.stored.event.key == key }, "two of key \(key) in flight")
        }
        try check(!flying.contains { $0.stored.sequence == send.stored.sequence }, "one event twice in flight")
        let count = attempts[send.stored.sequence, default: 0] + 1
        attempts[send.stored.sequence] = count
        // A crash may lose the count of what was in flight or not recorded.
        try check(count <= settings.retry.attempts + crashes || retriedByHand, "attempt \(count) of \(event.id)")
        flying.append(send)
    }

    private mutating func settle() throws {
        isDown = false
        failing = []
        if machine.isPaused { try act { $0.resume(now: $1, &$2) } }
        var rounds = 0
        while try store.backlog(destination: "d").count > 0 || !records.isEmpty || !flying.isEmpty || !loads.isEmpty
            || machine.heldCount > 0
        {
            rounds += 1
            try check(rounds < 200 + appended * 20, "stuck: \(try describe())")
            if !flying.isEmpty {
                let send = flying.removeFirst()
                try complete(send, send.stored.sequence % 20 == 7 ? .skipped(reason: "filtered") : .delivered())
            }
            try answerLoad()
            try commitRecords()
            if flying.isEmpty, loads.isEmpty, records.isEmpty, let wake = machine.wakeAt {
                now = max(now, wake)
                try act { $0.tick(now: $1, &$2) }
            }
        }
        try checkEnd()
    }

    private func describe() throws -> String {
        let machine = machine
        let lanes = machine.slots.values.map { "\($0): \(machine.lanes[$0])" }.joined(separator: "\n")
        return """
            backlog \(try store.backlog(destination: "d").count) in flight \(flying.map(\.stored.sequence)) loads \(loads.map(\.load))
            cursor \(machine.cursor) highest \(machine.highestCommitted) caught up \(machine.isCaughtUp) loading \
            \(machine.isLoading) key loads \(machine.keyLoads) held \(machine.heldCount) \(machine.heldBytes) reserved \
            \(machine.reserved) blocked \(machine.blocked) window \(settings.windowCount) \(settings.windowBytes) ready \
            \(machine.ready.count) reloads \(machine.reloads.count) breaker \(machine.breaker.state) \(machine.breaker)
            \(lanes)
            """
    }

    private func checkEnd() throws {
        let dead = try store.deadLetters(DeadLetterQuery()).letters.map(\.stored.sequence)
        for sequence in 1...max(1, Int64(appended)) where appended > 0 {
            let steps = try store.lineage(id: "e\(sequence)")?.steps.map(\.kind) ?? []
            let isAccountedFor =
                delivered.contains(sequence) || dead.contains(sequence) || steps.contains(.skipped)
            try check(isAccountedFor, "event \(sequence) is lost: \(steps)")
        }
        try check(machine.heldCount == 0 && machine.heldBytes == 0, "held \(machine.heldCount), \(machine.heldBytes)")
        try check(machine.unrecorded.isEmpty && machine.inFlight == 0, "unrecorded \(machine.unrecorded)")
        guard settings.isOrderedPerKey, !retriedByHand else { return }
        for (key, sequences) in firstDeliveries {
            try check(sequences == sequences.sorted(), "out of order for \(key): \(sequences)")
        }
    }

    private func check(_ condition: Bool, _ what: @autoclosure () throws -> String) throws {
        if !condition { throw Violation(seed: seed, what: try what()) }
    }
}

extension DeliveryMachine.Load {
    var request: PendingRequest {
        switch self {
        case .next(let request, _): request
        case .lane(_, let request, _): request
        }
    }
}
