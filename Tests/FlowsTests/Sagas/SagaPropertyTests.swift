import TestKit
import Testing
import Values

@testable import Flows

/// Random sagas and random histories: events in any order, answers late, lost, refused or heard twice, time that passes, and
/// orders by hand. Whatever happens, what holds for every instance holds.
struct SagaPropertyTests {
    private struct World {
        let saga: RandomSaga
        var random: SeededRandom
        var now = Instant(seconds: 1_790_000_000)
        var instance: SagaInstance
        var sent: [SagaOutgoing]
        var unanswered: [String] = []
        /// Whether somebody retried or skipped something.
        var isByHand = false
        var seed: UInt64

        init(seed: UInt64) throws {
            self.seed = seed
            random = SeededRandom(seed: seed)
            saga = try RandomSaga(&random)
            let decision = SagaMachine.begin(
                saga.plan, version: 1, key: "k", by: SagaText.event("start"), origin: 1, at: now)
            (instance, sent) = (decision.instance, decision.outgoing)
            unanswered = Self.requests(decision.outgoing)
        }

        private static func requests(_ outgoing: [SagaOutgoing]) -> [String] {
            outgoing.filter { if case .request = $0.kind { true } else { false } }.map(\.id)
        }

        /// Until it is over, or waits for nothing but time; then time passes.
        mutating func run(byHand: Bool) throws {
            var events = saga.events.filter { _ in random.chance(0.7) }.shuffled(using: &random)
            for _ in 0..<400 where !instance.status.isOver {
                if byHand, random.chance(0.1) { try order() }
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    guard let name = events.popLast() else { continue }
                    try meet(.event(SagaText.event("id-\(name)"), alternatives: [name]))
                case 1, 2:
                    guard let id = unanswered.randomElement(using: &random) else { continue }
                    unanswered.removeAll { $0 == id }
                    if random.chance(0.1) { continue }
                    let isDone = random.chance(0.8)
                    try meet(.answer(to: id, isDone ? .done(["status": 200]) : .failed(reason: "refused")))
                default:
                    now = now + .seconds(Int64.random(in: 0...2400, using: &random))
                    try meet(.tick)
                }
            }
            // Nobody says anything any more.
            for _ in 0..<50 {
                guard let due = instance.due else { break }
                now = max(now, due)
                try meet(.tick)
            }
        }

        /// Decides, keeps it as the store would, and hears the same once more: nothing comes of it.
        private mutating func meet(_ input: SagaMachine.Input) throws {
            guard let decision = try SagaMachine.decide(saga.plan, instance, input, at: now) else { return }
            instance = try SagaInstance(value: decision.instance.value)
            #expect(instance == decision.instance, "seed \(seed)")
            sent += decision.outgoing
            unanswered += Self.requests(decision.outgoing)
            if case .command = input { return }
            let again = try SagaMachine.decide(saga.plan, instance, input, at: now)
            #expect(again == nil, "seed \(seed): heard twice, \(input) does something twice")
            checkOnItsWay()
        }

        private mutating func order() throws {
            let commands: [SagaMachine.Command] = [
                .retry(reason: nil), .skip(step: nil, reason: "r"), .compensate(reason: "r"),
                .setState(["n": 5], reason: "r"),
            ]
            let command = commands[Int.random(in: 0..<commands.count, using: &random)]
            isByHand = true
            do { try meet(.command(command, by: "k")) } catch let error as JunctionError {
                #expect(error.code == .sagaRefused, "seed \(seed)")
            }
        }

        private func checkOnItsWay() {
            let courses = instance.strands.map(\.course)
            #expect(Set(courses).count == courses.count, "seed \(seed): two strands of one course")
            for strand in instance.strands {
                guard let parent = saga.plan.courses[strand.course].parent, !strand.isEnding,
                    instance.status == .running
                else { continue }
                #expect(
                    instance.strands.contains { $0.position == parent && $0.hasBranched },
                    "seed \(seed): a branch without its parallel step")
            }
            #expect(Set(sent.map(\.id)).count == sent.count, "seed \(seed): an id twice")
        }

        func check() {
            let history = "seed \(seed): \(instance.history.map { "\($0.what) \($0.step ?? "")" })"
            #expect(instance.status.isOver, "\(history)")
            #expect(instance.due == nil && instance.awaits == nil && instance.strands.allSatisfy { $0.awaits == nil })
            let steps = sent.map(\.step)
            if !isByHand { #expect(Set(steps).count == steps.count, "each step once. \(history)") }
            checkJoins(history)
            saga.checkCompensation(of: instance, isByHand: isByHand, history)
        }

        /// After a join of all, everything that its branches have sent has been heard of.
        private func checkJoins(_ history: String) {
            guard !isByHand else { return }
            for (index, entry) in instance.history.enumerated() where entry.what == .joined {
                guard let inside = saga.joined[entry.step ?? ""] else { continue }
                let before = instance.history[..<index]
                let left = Set(before.filter { $0.what == .left }.compactMap(\.step))
                for sent in before where sent.what == .sent {
                    guard let step = sent.step, inside.contains(step), !left.contains(step) else { continue }
                    #expect(before.contains { $0.what == .answered && $0.step == step }, "\(step). \(history)")
                }
            }
        }
    }

    @Test(arguments: 0..<8)
    func whateverHappensEveryInstanceEndsAsItShould(_ part: Int) throws {
        var ends: [SagaInstance.Status: Int] = [:]
        var joins = 0
        for seed in 0..<40 {
            var world = try World(seed: UInt64(part * 10_000 + seed))
            try world.run(byHand: false)
            world.check()
            ends[world.instance.status, default: 0] += 1
            joins += world.instance.history.filter { $0.what == .joined }.count
        }
        #expect(ends[.completed, default: 0] > 5 && ends[.compensated, default: 0] > 3 && joins > 5, "\(ends) \(joins)")
    }

    @Test(arguments: 0..<4)
    func andAlsoWhenPeopleMeddle(_ part: Int) throws {
        for seed in 0..<40 {
            var world = try World(seed: UInt64(1_000_000 + part * 10_000 + seed))
            try world.run(byHand: true)
            world.check()
        }
    }
}

extension RandomSaga {
    /// What was done is taken back in the reverse order of its completion; of what cannot be, it is said.
    func checkCompensation(of instance: SagaInstance, isByHand: Bool = false, _ history: String) {
        let isForward = { (entry: SagaRecord) in compensations[entry.step ?? ""] != nil }
        let completed = instance.history
            .filter { [.published, .set, .answered].contains($0.what) && isForward($0) }.compactMap(\.step)
        let back = instance.history.filter { $0.what == .takenBack || $0.what == .notTakenBack }.compactMap(\.step)
        switch instance.status {
        case .completed: #expect(back.isEmpty, "\(history)")
        case .compensated, .failed:
            if !isByHand {
                #expect(back == completed.reversed(), "\(history)")
                #expect(instance.stuck.isEmpty == (instance.status == .compensated || back.isEmpty), "\(history)")
            }
            #expect(instance.reason != nil, "\(history)")
        case .running, .compensating, .cancelled: Issue.record("\(history)")
        }
    }
}
