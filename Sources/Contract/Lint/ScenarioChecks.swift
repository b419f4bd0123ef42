import Values

/// Scenarios must be about the point they stand in.
enum ScenarioChecks {
    static func systems(_ subject: LintSubject) -> [Problem] {
        each(subject) { scenario, path in
            let named =
                scenario.given.names.map { ("\(path).given.\($0)", $0, subject.calledSystems) }
                + scenario.then.deliver.names.map {
                    ("\(path).then.deliver.\($0)", $0, subject.point.deliveries.map(\.system))
                }
            return named.compactMap { place, system, known in
                if known.contains(system) { return nil }
                return subject.problem(
                    .undeclaredSystem, "the point has nothing to do with a system '\(system)'",
                    remedy: NearestWord.advice(for: system, among: known), at: place)
            }
        }
    }

    static func stimuli(_ subject: LintSubject) -> [Problem] {
        guard let trigger = subject.point.trigger else { return [] }
        return each(subject) { scenario, path in
            if scenario.when.key == trigger.stimulus { return [] }
            return [
                subject.problem(
                    .impossibleScenario, "'\(scenario.when.key)' is nothing that this point's trigger takes",
                    remedy: "Write '\(trigger.stimulus): <sample>'.", at: "\(path).when.\(scenario.when.key)")
            ]
        }
    }

    static func acknowledgements(_ subject: LintSubject) -> [Problem] {
        guard let trigger = subject.point.trigger else { return [] }
        return each(subject) { scenario, path in
            guard let expected = scenario.then.acknowledge, let advice = trigger.refusal(of: expected) else {
                return []
            }
            return [
                subject.problem(
                    .impossibleScenario, "nobody would be answered '\(expected)' here", remedy: advice,
                    at: "\(path).then.acknowledge")
            ]
        }
    }

    static func negatives(_ subject: LintSubject) -> [Problem] {
        let scenarios = subject.point.scenarios
        let isNegative = scenarios.contains { scenario in
            !scenario.given.isEmpty || scenario.then.finding != nil || scenario.then.deadLetter != nil
                || scenario.then.acknowledge?.isRefusal == true
        }
        if scenarios.isEmpty || isNegative { return [] }
        return [
            subject.problem(
                .noNegativeScenario, "no scenario tells what happens when something goes wrong",
                remedy: "Add one with a fault under 'given', or a message that is refused.", at: "expectedBehavior")
        ]
    }

    private static func each(_ subject: LintSubject, _ check: (Scenario, String) -> [Problem]) -> [Problem] {
        subject.point.scenarios.enumerated().flatMap { check($1, "expectedBehavior[\($0)]") }
    }
}

extension Trigger {
    /// The key of `when` that sets it off.
    fileprivate var stimulus: String {
        switch self {
        case .mllp, .http, .rabbitmq: "receive"
        case .schedule: "sync"
        case .event: "publish"
        }
    }

    /// What to write instead of an answer that it never gives; nil when it may give it.
    fileprivate func refusal(of acknowledgement: Expectation.Acknowledgement) -> String? {
        switch (self, acknowledgement) {
        case (.mllp, .http), (.mllp, .queue): "Over MLLP the answer is AA, AE or AR."
        case (.rabbitmq, .http), (.rabbitmq, .hl7): "A queue is told ack or nack."
        case (.http, .hl7), (.event, .hl7), (.http, .queue), (.event, .queue):
            "Over HTTP the answer is a status such as 202 or 422."
        case (.schedule, _): "A schedule answers nobody; leave 'acknowledge' out."
        default: nil
        }
    }
}

extension Expectation.Acknowledgement {
    fileprivate var isRefusal: Bool {
        switch self {
        case .hl7(let code): code != "AA"
        case .queue(let code): code != "ack"
        case .http(let status): status >= 400
        }
    }
}
