import Contract
import Events
import Flows
import Formats
import Values

/// Goes through the scenarios that a saga tells of itself.
struct SagaCheck {
    let workspace: Workspace
    let saga: Contract.Saga

    func run(_ scenario: SagaScenario) throws -> [String] {
        let plan = try SagaPlan(saga, dialects: SubscriptionTargets.compilers)
        var answers: [String: SagaRehearsal.Answer] = [:]
        for (step, answer) in scenario.answers { answers[step] = try self.answer(answer) }
        var rehearsal = SagaRehearsal(plan, answers: answers)
        let happenings = try scenario.given.enumerated().map { index, happening in
            SagaRehearsal.Happening(at: happening.at, event: try event(happening, index + 1))
        }
        try rehearsal.run(happenings, until: scenario.at)
        return try failures(scenario.then, rehearsal)
    }

    private func answer(_ answer: SagaScenario.Answer) throws -> SagaRehearsal.Answer {
        switch answer {
        case .done(let sample): .done(["status": 200, "body": try sample.map { try json($0) } ?? .null])
        case .refused(let reason): .refused(reason)
        case .silent: .silent
        }
    }

    private func event(_ happening: SagaScenario.Happening, _ number: Int) throws -> Event {
        Event(
            id: "event-\(number)", stream: "test", type: happening.type, source: happening.source ?? "junction/test",
            time: .epoch + happening.at, contentType: "application/json",
            payload: try happening.payload.map { try workspace.sample($0) } ?? Array("{}".utf8))
    }

    private func json(_ sample: String) throws -> Value { try JSONFormat().decode(workspace.sample(sample)) }

    private func failures(_ then: SagaScenario.Outcome, _ rehearsal: SagaRehearsal) throws -> [String] {
        guard let instance = rehearsal.instance else { return ["no event began an instance"] }
        var failures: [String] = []
        func compare(_ what: String, _ found: String, _ wanted: String?) {
            if let wanted, found != wanted { failures.append("\(what): \(found), expected \(wanted)") }
        }
        let reason = instance.reason.map { " (\($0))" } ?? ""
        if instance.status.rawValue != then.status.rawValue {
            failures.append("status: \(instance.status.rawValue)\(reason), expected \(then.status.rawValue)")
        }
        compare("steps", rehearsal.steps.joined(separator: ", "), then.steps?.joined(separator: ", "))
        compare(
            "published", rehearsal.published.map(\.type).joined(separator: ", "), then.publish?.joined(separator: ", "))
        if let state = then.state,
            let difference = ValueDifference.first(expected: try json(state), found: instance.state)
        {
            failures.append("the state differs at \(difference)")
        }
        if let wanted = then.reason, instance.reason?.contains(wanted) != true {
            failures.append("reason: \(instance.reason ?? "none"), expected '\(wanted)' in it")
        }
        return failures
    }
}
