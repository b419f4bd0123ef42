import TestKit
import Testing
import Values

@testable import Flows

/// An instance and what it has sent, moved by hand.
struct SagaCourse {
    let plan: SagaPlan
    var instance: SagaInstance
    var sent: [SagaOutgoing]
    var now = Instant(seconds: 1_790_000_000)

    init(
        total: Int64 = 50, _ text: String = SagaText.order,
        early: [(event: SagaMachine.Event, alternatives: Set<String>)] = []
    ) throws {
        plan = try SagaText.plan(text)
        let decision = SagaMachine.begin(
            plan, version: 1, key: "o1", by: SagaText.event("start", ["id": "o1", "total": .integer(total)]),
            origin: 7, early: early, at: now)
        instance = decision.instance
        sent = decision.outgoing
    }

    var steps: [String] { sent.map(\.step) }
    var status: SagaInstance.Status { instance.status }
    /// Ids of the steps and compensations whose answer is waited for.
    var awaited: [String] { sent.filter { instance.awaits($0.id) }.map(\.step) }
    var what: [SagaRecord.What] { instance.history.map(\.what) }

    @discardableResult
    mutating func give(_ input: SagaMachine.Input) throws -> Bool {
        guard let decision = try SagaMachine.decide(plan, instance, input, at: now) else { return false }
        instance = try SagaInstance(value: decision.instance.value)
        #expect(instance == decision.instance, "what is kept is what was decided")
        sent += decision.outgoing
        return true
    }

    @discardableResult
    mutating func event(_ name: String) throws -> Bool {
        try give(.event(SagaText.event("e-\(name)"), alternatives: [name]))
    }

    /// - Parameter step: whose; the only one that is waited for, if not named.
    mutating func answer(_ answer: SagaMachine.Answer = .done(["status": 200]), to step: String? = nil) throws {
        let open = sent.filter { instance.awaits($0.id) && (step == nil || $0.step == step) }
        #expect(open.count == 1, "\(open.map(\.step)) are waited for")
        try give(.answer(to: try #require(open.first).id, answer))
    }

    mutating func pass(_ span: Duration) throws {
        now = now + span
        try give(.tick)
    }

    mutating func order(_ command: SagaMachine.Command) throws { try give(.command(command, by: "k")) }
}
