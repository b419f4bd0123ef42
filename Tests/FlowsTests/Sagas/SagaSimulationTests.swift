import TestKit
import Testing
import Values

@testable import Flows

/// Instances in a world where events come in any order and twice, answers are late or lost, and the process dies between any
/// two steps that are kept: whatever happens, each comes to its end, and has done each thing once.
struct SagaSimulationTests {
    private struct World {
        let plan: SagaPlan
        var random: SeededRandom
        var now = Instant(seconds: 1_790_000_000)
        /// What is on disk.
        var kept: SagaInstance
        var sent: [SagaOutgoing]
        /// What is still to happen; what a crash interrupts happens again.
        var coming: [SagaMachine.Input] = []
        var crashes = 0
        var answered: Set<String> = []

        init(seed: UInt64) throws {
            plan = try SagaText.plan()
            random = SeededRandom(seed: seed)
            let total = Int64.random(in: 0...200, using: &random)
            let decision = SagaMachine.begin(
                plan, version: 1, key: "k", by: SagaText.event("start", ["id": "k", "total": .integer(total)]),
                origin: 1,
                at: now)
            (kept, sent) = (decision.instance, decision.outgoing)
            for name in ["paid", "declined", "approved", "picked", "packed"] where random.chance(0.7) {
                for _ in 0...(random.chance(0.3) ? 1 : 0) {
                    coming.append(.event(SagaText.event("e-\(name)"), alternatives: [name]))
                }
            }
            coming.shuffle(using: &random)
        }

        mutating func run() throws {
            for _ in 0..<400 {
                if kept.status.isOver, coming.isEmpty { return }
                hear()
                guard !coming.isEmpty, random.chance(0.7) else {
                    let span = Int64.random(in: 0...1800, using: &random)
                    now = now + .seconds(random.chance(0.1) ? span * 30 : span)
                    try meet(.tick)
                    continue
                }
                let index = Int.random(in: 0..<coming.count, using: &random)
                if try meet(coming[index]) { coming.remove(at: index) }
            }
        }

        /// Answers to what was sent: often done, at times refused or lost, and at times twice.
        private mutating func hear() {
            for outgoing in sent where !answered.contains(outgoing.id) {
                guard case .request = outgoing.kind else { continue }
                answered.insert(outgoing.id)
                if random.chance(0.1) { continue }
                let answer = random.chance(0.85) ? SagaMachine.Answer.done(["status": 200]) : .failed(reason: "refused")
                for _ in 0...(random.chance(0.2) ? 1 : 0) { coming.append(.answer(to: outgoing.id, answer)) }
            }
        }

        /// False when the process died before anything of it was kept: it happens again.
        @discardableResult
        private mutating func meet(_ input: SagaMachine.Input) throws -> Bool {
            let decision = try SagaMachine.decide(plan, kept, input, at: now)
            if random.chance(0.2) {
                crashes += 1
                return false
            }
            guard let decision else { return true }
            kept = try SagaInstance(value: decision.instance.value)
            sent += decision.outgoing
            // It died after that, and before it had told anybody: it happens again.
            return !random.chance(0.1)
        }

        func check() {
            let seed = "\(kept.history.map { "\($0.what) \($0.step ?? "")" })"
            #expect(kept.status.isOver, "\(seed)")
            #expect(Set(sent.map(\.id)).count == sent.count, "every id once: \(seed)")
            let steps = sent.map(\.step)
            #expect(Set(steps).count == steps.count, "every step once: \(seed)")
            let pairs = ["reserve": "release", "charge": "refund", "ship": "recall"]
            let failed = kept.history.filter { $0.what == .failed && $0.step == "charge" }
            // A charge whose answer never came is not known to be done.
            let isDone = { (step: String) in
                steps.contains(step)
                    && (step != "charge"
                        || failed.isEmpty && kept.history.contains { $0.what == .answered && $0.step == step })
            }
            let back = ["ship", "charge", "reserve"].filter(isDone).compactMap { pairs[$0] }
            let undone = steps.filter { pairs.values.contains($0) }
            switch kept.status {
            case .completed: #expect(undone.isEmpty, "\(seed)")
            case .compensated: #expect(undone == back, "all, in reverse: \(seed)")
            default:
                #expect(kept.status == .failed && !kept.stuck.isEmpty, "\(seed)")
                #expect(Array(back.prefix(undone.count)) == undone, "in reverse: \(seed)")
            }
        }
    }

    @Test(arguments: 1...8)
    func everyInstanceEndsAndHasDoneEachThingOnce(_ part: Int) throws {
        var ends: [SagaInstance.Status: Int] = [:]
        var crashes = 0
        for seed in 0..<150 {
            var world = try World(seed: UInt64(part * 1000 + seed))
            try world.run()
            world.check()
            ends[world.kept.status, default: 0] += 1
            crashes += world.crashes
        }
        #expect(ends[.completed, default: 0] > 3 && ends[.compensated, default: 0] > 3, "both ways are gone: \(ends)")
        #expect(crashes > 100)
    }
}
