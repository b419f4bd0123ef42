import Contract
import Formats
import TestKit
import Values

@testable import Flows

/// Sagas of any form, from one seed: every kind of step, and parallel steps in each other.
struct RandomSaga {
    private(set) var plan: SagaPlan
    /// By id of the step: what takes it back.
    private(set) var compensations: [String: String] = [:]
    /// Names of the events that are waited for.
    private(set) var events: [String] = []
    /// By id of a parallel step that joins all: the steps in its branches.
    private(set) var joined: [String: [String]] = [:]
    /// As it is written.
    private(set) var definition: Value = [:]

    private let isPlain: Bool
    private let key: String
    private var number = 0
    private var undoing: [Value] = []

    /// - Parameters:
    ///   - isPlain: without parallel steps.
    ///   - key: of its events.
    init(_ random: inout SeededRandom, isPlain: Bool = false, key: String = "id") throws {
        plan = try SagaText.plan()
        self.isPlain = isPlain
        self.key = key
        let steps = course(depth: 0, &random)
        definition = [
            "id": "s",
            "startOn": ["filters": [["exact": ["type": "a"]]], "key": .string(key), "state": "{ \"n\": 1 }"],
            "within": "10h", "steps": .array(steps.steps), "compensations": .array(undoing),
        ]
        plan = try SagaPlan(Saga(json: JSONFormat().encode(definition), source: "random"), dialects: [:])
    }

    private mutating func course(depth: Int, _ random: inout SeededRandom) -> (steps: [Value], ids: [String]) {
        let count = Int.random(in: 1...(depth == 0 ? 5 : 3), using: &random)
        var ids: [String] = []
        for _ in 0..<count {
            number += 1
            ids.append("s\(number)")
        }
        var inside: [String] = []
        let steps = ids.enumerated().map { index, id in
            let (step, inner) = step(id, Array(ids[(index + 1)...]) + ["end"], depth: depth, &random)
            inside += inner
            return step
        }
        return (steps, ids + inside)
    }

    private mutating func step(
        _ id: String, _ targets: [String], depth: Int, _ random: inout SeededRandom
    ) -> (Value, [String]) {
        var step: Object = ["id": .string(id)]
        var inside: [String] = []
        switch Int.random(in: 0..<(depth < SagaParallel.depthMost && !isPlain ? 12 : 9), using: &random) {
        case 0..<2:
            step["publish"] = ["type": .string("did.\(id)")]
            compensate(id, &step, &random)
        case 2..<5:
            step["send"] = ["system": "x", "operation": "o"]
            compensate(id, &step, &random)
        case 5:
            step["set"] = "{ \"n\": state.n + 1 }"
            compensate(id, &step, &random)
        case 6..<8: step["wait"] = wait(id, targets, &random)
        case 8:
            if random.chance(0.3) {
                step["fail"] = "given up"
                step["when"] = "state.n > 2"
            } else {
                let target = Value.string(targets.randomElement(using: &random) ?? "end")
                step["choose"] = [["when": "state.n = 2", "goto": target]]
            }
        default:
            let isAll = random.chance(0.6)
            let branches = (0..<Int.random(in: 2...3, using: &random)).map { number -> Value in
                let course = course(depth: depth + 1, &random)
                inside += course.ids
                return ["id": .string("b\(number)"), "steps": .array(course.steps)]
            }
            if isAll { joined[id] = inside }
            step["parallel"] = [
                "join": isAll ? "all" : "first", "others": random.chance(0.5) ? "stop" : "await",
                "branches": .array(branches),
            ]
        }
        return (.object(step), inside)
    }

    private mutating func wait(_ id: String, _ targets: [String], _ random: inout SeededRandom) -> Value {
        let names = (0..<Int.random(in: 1...2, using: &random)).map { "e\(id)\($0)" }
        events += names
        let alternatives = names.map { name -> Value in
            ["name": .string(name), "filters": [["exact": ["type": .string(name)]]], "key": .string(key)]
        }
        var wait: Object = [
            (random.chance(0.5) ? "any" : "all"): .array(alternatives),
            "timeout": .string("\(Int.random(in: 1...90, using: &random))m"),
        ]
        if random.chance(0.6) { wait["onTimeout"] = .string(targets.randomElement(using: &random) ?? "end") }
        return .object(wait)
    }

    private mutating func compensate(_ id: String, _ step: inout Object, _ random: inout SeededRandom) {
        guard random.chance(0.7) else { return }
        let name = "undo-\(id)"
        step["compensate"] = .string(name)
        compensations[id] = name
        let action: Value =
            random.chance(0.5)
            ? ["id": .string(name), "publish": ["type": .string(name)]]
            : ["id": .string(name), "send": ["system": "x", "operation": "undo"]]
        undoing.append(action)
    }
}
