import Values

/// Looks for the shortest history that breaks the same rule: parts of the incidents are left out, ever smaller ones, as
/// long as the rule is still broken ("delta debugging").
struct Shrinking {
    private(set) var scenario: Scenario
    private(set) var runs = 0
    private let rule: Violation.Rule
    private let runsMost: Int

    init(_ scenario: Scenario, breaking rule: Violation.Rule, runsMost: Int) {
        self.scenario = scenario
        self.runsMost = runsMost
        self.rule = rule
    }

    /// Stops when so few incidents are left, if not before.
    mutating func shrink(to enough: Int) {
        var pieces = 2
        while runs < runsMost, scenario.incidents.count > enough {
            if leaveOut(one: pieces) {
                pieces = max(2, pieces - 1)
            } else if pieces >= scenario.incidents.count {
                break
            } else {
                pieces = min(scenario.incidents.count, pieces * 2)
            }
        }
        simplify()
    }

    private mutating func leaveOut(one pieces: Int) -> Bool {
        let count = scenario.incidents.count
        for piece in 0..<pieces {
            let range = count * piece / pieces..<count * (piece + 1) / pieces
            var smaller = scenario
            smaller.incidents.removeSubrange(range)
            if stillBreaks(smaller) {
                scenario = smaller
                return true
            }
        }
        return false
    }

    /// One event instead of several, one node that stays instead of one that does not come back.
    private mutating func simplify() {
        for place in scenario.incidents.indices {
            guard case .publish(let node, let key, let count) = scenario.incidents[place].kind, count > 1 else {
                continue
            }
            var smaller = scenario
            smaller.incidents[place].kind = .publish(node: node, key: key, count: 1)
            if stillBreaks(smaller) { scenario = smaller }
        }
        var smaller = scenario
        smaller.neverBack = nil
        if scenario.neverBack != nil, stillBreaks(smaller) { scenario = smaller }
    }

    private mutating func stillBreaks(_ scenario: Scenario) -> Bool {
        runs += 1
        return SimulatedWorld(scenario).run()?.rule == rule
    }
}

/// What is printed of a failure.
struct SimulationReport: CustomStringConvertible {
    var description: String
    /// With the incidents that are enough.
    var scenario: Scenario
    var incidents: Int { scenario.incidents.count }

    /// Nil when every rule held. It is shrunk until no incident can be left out or, with `enough`, until there are so few.
    init?(_ scenario: Scenario, enough: Int = 1, runsMost: Int = 600) {
        guard let violation = SimulatedWorld(scenario).run() else { return nil }
        var shrinking = Shrinking(scenario, breaking: violation.rule, runsMost: runsMost)
        shrinking.shrink(to: enough)
        let world = SimulatedWorld(shrinking.scenario, isTold: true)
        let last = world.run() ?? violation
        self.scenario = shrinking.scenario
        description = """
            seed \(scenario.seed)\(scenario.bug.map { " (\($0.rawValue))" } ?? ""): \(last)
            Again, with everything that happens: JUNCTION_SIMULATION_SEED=\(scenario.seed) swift test --filter SimulationTests
            \(shrinking.scenario.nodes) nodes, \(shrinking.scenario.incidents.count) of \(scenario.incidents.count) incidents are enough (\(shrinking.runs) runs):
            \(shrinking.scenario.incidents.map { "  \($0)" }.joined(separator: "\n"))
            What happened then:
            \(world.history.suffix(80).map { "  \($0)" }.joined(separator: "\n"))
            """
    }
}
