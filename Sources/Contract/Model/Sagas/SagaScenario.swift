import Values

/// One example of how a saga goes, and a test of it.
package struct SagaScenario: Sendable, Equatable {
    /// Something that happens, at a time counted from the beginning.
    package struct Happening: Sendable, Equatable {
        package var at: Duration
        package var type: String
        package var source: String?
        /// A sample with the event's payload.
        package var payload: String?
    }

    /// How a system or a point takes what a step sends.
    package enum Answer: Sendable, Equatable {
        /// With a sample that it answers.
        case done(String?)
        case refused(String)
        /// Never answers.
        case silent
    }

    package enum Status: String, Sendable, CaseIterable { case running, compensating, completed, compensated, failed }

    package struct Outcome: Sendable, Equatable {
        package var status: Status
        /// Ids of the steps that acted, in order, compensations included; nil when it does not matter.
        package var steps: [String]?
        /// Types of the events published, in order.
        package var publish: [String]?
        /// A sample with the state at the end.
        package var state: String?
        /// Words that the reason must contain.
        package var reason: String?
    }

    package var name: String
    package var given: [Happening]
    package var answers: NamedValues<Answer>
    /// When it is looked at; nil: when nothing can happen any more.
    package var at: Duration?
    package var then: Outcome

    static let spec = Spec<SagaScenario>.object(
        "sagaScenario", "One example of how a saga goes, and a test of it.",
        Key("scenario", .text(.sentence), "What happens, in words of the business."),
        Key("given", .list(of: Happening.spec, atLeast: 1), "What happens, the first of it the beginning."),
        Key(
            "answers", .map(.identifier, to: Answer.spec), default: NamedValues(), written: "{}",
            "By step, how what it sends is taken. Without a word, it is done."),
        Key(optional: "at", .span, "When to look, from the beginning. Left out: when nothing can happen any more."),
        Key("then", Outcome.spec, "What must have come of it."), make: SagaScenario.init)
}

extension SagaScenario.Happening {
    static let spec = Spec<Self>.object(
        "sagaHappening", "An event that is published.",
        Key("at", .span, default: .zero, written: "0s", "When, from the beginning."),
        Key("type", .text(.eventType), "The type of the event."),
        Key(optional: "source", .text(.sentence), "Who says so."),
        Key(optional: "payload", .text(.sample), "A sample: what the event says. {} if left out."),
        make: Self.init)
}

extension SagaScenario.Answer {
    static let spec = Spec<Self>.variants([
        Variant(
            "done",
            .object(
                "sagaAnswerDone", "It is taken.", Key("done", .text(.sample), "A sample: what is answered."),
                make: { .done($0) })),
        Variant(
            "refused",
            .object(
                "sagaAnswerRefused", "It is refused for good.", Key("refused", .text(.sentence), "Why."),
                make: { .refused($0) })),
        Variant(
            "silent",
            .object(
                "sagaAnswerSilent", "Nothing is heard of it.",
                Key("silent", .boolean, "Nothing is heard of it, if on."),
                make: { _ in .silent })),
    ])
}

extension SagaScenario.Outcome {
    static let spec = Spec<Self>.object(
        "sagaOutcome", "What must have come of it. What is not named is not asserted.",
        Key(
            "status",
            .choice([
                "running": (.running, "It goes on."),
                "compensating": (.compensating, "What was done is being taken back."),
                "completed": (.completed, "It came to its end."),
                "compensated": (.compensated, "It failed, and all was taken back."),
                "failed": (.failed, "It failed, and nothing was to be taken back, or not all could be."),
            ]), "How the instance stands."),
        Key(
            optional: "steps", .list(of: .text(.identifier)),
            "The steps that acted, in order, those that took others back included."),
        Key(optional: "publish", .list(of: .text(.eventType)), "The types of the events published, in order."),
        Key(optional: "state", .text(.sample), "A sample: what the instance remembers at the end."),
        Key(optional: "reason", .text(.sentence), "Words that the reason of its failure must contain."),
        make: Self.init)
}
