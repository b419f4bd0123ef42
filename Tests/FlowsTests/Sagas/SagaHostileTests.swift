import Contract
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// Definitions that somebody has got wrong, or means ill with: each is either refused with its place, or runs to its end.
struct SagaHostileTests {
    private static let poison: [Value] = [
        .null, true, -1, 0, "", "((", "end", "start", "s1", "goto", [], [:], ["x": "y"], [["x": 1]], "1e999h", "P0D",
        "-5m",
        "9999999999d", "$error('no')", "state.n.n.n", "payload", "\u{0}", "ключ",
        .string(String(repeating: "x", count: 5000)),
    ]

    /// The value with one place in it changed, taken away, or put in twice.
    private static func spoiled(_ value: Value, _ random: inout SeededRandom) -> Value {
        switch value {
        case .object(var object) where !object.isEmpty && random.chance(0.9):
            guard let member = object.map({ $0 }).randomElement(using: &random) else { return value }
            switch Int.random(in: 0..<10, using: &random) {
            case 0: object[member.key] = nil
            case 1: object["zzz"] = member.value
            default: object[member.key] = spoiled(member.value, &random)
            }
            return .object(object)
        case .array(var array) where !array.isEmpty && random.chance(0.9):
            let place = Int.random(in: array.indices, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: array.remove(at: place)
            case 1, 2: array.append(array[place])
            case 3: array.reverse()
            default: array[place] = spoiled(array[place], &random)
            }
            return .array(array)
        default: return poison.randomElement(using: &random) ?? .null
        }
    }

    @Test(arguments: 0..<8)
    func aSpoiledDefinitionIsRefusedWithItsPlaceOrRuns(_ part: Int) throws {
        var random = SeededRandom(seed: UInt64(31_000 + part))
        var refused = 0
        var run = 0
        for _ in 0..<40 {
            var definition = try RandomSaga(&random).definition
            for _ in 0..<Int.random(in: 1...2, using: &random) { definition = Self.spoiled(definition, &random) }
            do {
                let saga = try Saga(json: JSONFormat().encode(definition), source: "hostile")
                let plan = try SagaPlan(saga, dialects: [:])
                try Self.run(plan, &random)
                run += 1
            } catch let error as JunctionError {
                refused += 1
                let place = try #require(error.place, "\(error.message)")
                #expect(place.path?.isEmpty == false || place.line != nil, "\(error.message)")
                #expect([.reject].contains(error.code.class) && !error.message.isEmpty, "\(error)")
            }
        }
        #expect(refused > 10 && run > 0, "\(refused) refused, \(run) run")
    }

    /// With every event it knows of, every answer, and all the time there is.
    private static func run(_ plan: SagaPlan, _ random: inout SeededRandom) throws {
        var now = Instant(seconds: 1_790_000_000)
        var decision = SagaMachine.begin(
            plan, version: 1, key: "k", by: SagaText.event("start"), origin: 1, at: now)
        var instance = decision.instance
        var unanswered = decision.outgoing
        func decide(_ input: SagaMachine.Input) throws {
            guard let next = try SagaMachine.decide(plan, instance, input, at: now) else { return }
            decision = next
            instance = try SagaInstance(value: next.instance.value)
            unanswered += next.outgoing
        }
        for name in plan.alternatives.keys.sorted() where random.chance(0.5) {
            try decide(.event(SagaText.event("e-\(name)"), alternatives: [name]))
        }
        for _ in 0..<1000 where !instance.status.isOver {
            if let outgoing = unanswered.popLast() {
                try decide(.answer(to: outgoing.id, random.chance(0.7) ? .done("ok") : .failed(reason: "no")))
            } else {
                now = max(now, instance.due ?? now)
                try decide(.tick)
            }
        }
        #expect(instance.status.isOver, "\(instance.history.suffix(5))")
    }

    @Test(arguments: [
        ("id: order", "id: 'or der'", "hostile:1:5"), ("within: 1d", "within: soon", "hostile"),
        ("timeout: 1h", "timeout: -1h", "hostile"), ("steps:", "stages:", "hostile"),
        ("goto: ship", "goto: [ship]", "hostile"), ("any: [{ name: approved", "none: [{ name: approved", "hostile"),
    ])
    func whatIsNoSagaIsSaidWithLineAndColumn(_ old: String, _ new: String, _ place: String) throws {
        let text = SagaText.order.replacing(old, with: new)
        #expect(text != SagaText.order)
        let error = try #require(throws: JunctionError.self) { try Saga(json: Array(text.utf8), source: "hostile") }
        let found = try #require(error.place)
        #expect(found.description.hasPrefix(place) && found.line != nil && found.column != nil, "\(found)")
    }
}
