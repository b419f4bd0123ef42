package import Values

/// One thing that a saga does.
package struct SagaStep: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case publish(SagaPublish)
        case send(SagaSend)
        case wait(SagaWait)
        /// What the instance remembers from now on.
        case set(String)
        /// Goes on at the first choice whose condition holds; at the next step when none does.
        case choose([SagaChoice])
        /// Ends the course for that reason, and takes back what was done.
        case fail(String)
        case parallel(SagaParallel)
    }

    package var id: String
    package var action: Action
    /// The step is passed over unless this holds.
    package var when: String?
    /// What takes it back.
    package var compensate: String?
}

/// An event that a saga publishes. The expressions are over the instance.
package struct SagaPublish: Sendable, Equatable {
    package var type: String
    package var payload: String?
    package var key: String?

    static let spec = Spec<SagaPublish>.object(
        "sagaPublish", "An event that is published.",
        Key("type", .text(.eventType), "The type of the event."),
        Key(optional: "payload", .text(.expression), "JSONata over the instance: what the event says. {} if left out."),
        Key(
            optional: "key", .text(.expression),
            "JSONata over the instance: events of one key stay in order. The key of the instance, if left out."),
        make: SagaPublish.init)
}

/// Something sent to an integration point or to a system.
package struct SagaSend: Sendable, Equatable {
    package enum Receiver: Sendable, Equatable {
        case point(String)
        case system(String, operation: String, parameters: NamedValues<String>)
    }

    package var receiver: Receiver
    package var body: String?
    package var retry: RetryPolicy

    static let spec = Spec<SagaSend>.variants([
        Variant(
            "point",
            .object(
                "sagaSendPoint", "Something sent through another integration point.",
                Key(
                    "point", .text(.identifier),
                    "The integration point; the step is done once it has taken the message in."),
                body, retry, make: { SagaSend(receiver: .point($0), body: $1, retry: $2) })),
        Variant(
            "system",
            .object(
                "sagaSendSystem", "A call of a system's operation.",
                Key("system", .text(.identifier), "A system of the folder systems/."),
                Key("operation", .text(.name), "One of that system's operations."),
                Key(
                    "parameters", .map(to: .text(.expression)), default: NamedValues(), written: "{}",
                    "JSONata over the instance: values for the names in the operation's path."),
                body, retry,
                make: { SagaSend(receiver: .system($0, operation: $1, parameters: $2), body: $3, retry: $4) })),
    ])

    private static let body = Key(
        optional: "body", Spec<String>.text(.expression),
        "JSONata over the instance: what is sent. Nothing, if left out.")
    private static let retry = Key(
        "retry", RetryPolicy.spec, default: RetryPolicy(), written: "{}",
        "How long it is tried again before the step fails.")
}

/// Events that an instance waits for.
package struct SagaWait: Sendable, Equatable {
    package struct Alternative: Sendable, Equatable {
        /// What its event is found by afterwards: `events.<name>`.
        package var name: String
        package var filters: Value
        /// Over the event: which instance it is for.
        package var key: String

        static let spec = Spec<Alternative>.object(
            "sagaAlternative", "An event that is waited for.",
            Key("name", .text(.name), "What the event is found by afterwards: events.<name>. Unique in the saga."),
            Key("filters", .eventFilters, "Which events, in the filters of subscriptions; all must pass."),
            Key("key", .text(.expression), "JSONata over the event: which instance it is for."),
            make: Alternative.init)
    }

    package var alternatives: [Alternative]
    /// Whether every one is waited for, not only the first that comes.
    package var needsAll: Bool
    package var timeout: Duration
    /// Where to go on when it is over; nil fails.
    package var onTimeout: String?

    static let spec = Spec<SagaWait>.variants([
        variant("any", "Waits for one of these events.", needsAll: false),
        variant("all", "Waits for all of these events.", needsAll: true),
    ])

    private static func variant(_ key: String, _ summary: String, needsAll: Bool) -> Variant<SagaWait> {
        Variant(
            key,
            .object(
                needsAll ? "sagaWaitAll" : "sagaWaitAny", summary,
                Key(key, .list(of: Alternative.spec, atLeast: 1), "The events; those that came early count."),
                Key("timeout", .span, "For how long.", example: "PT15M"),
                Key(
                    optional: "onTimeout", .text(.identifier),
                    "The later step to go on at when the time is over, or 'end'. Without it, the instance fails."),
                make: { SagaWait(alternatives: $0, needsAll: needsAll, timeout: $1, onTimeout: $2) }))
    }
}

/// One way on.
package struct SagaChoice: Sendable, Equatable {
    /// Nil always holds.
    package var when: String?
    /// A later step, or `end`.
    package var goto: String

    static let spec = Spec<SagaChoice>.object(
        "sagaChoice", "One way on.",
        Key(optional: "when", .text(.expression), "JSONata over the instance. Without it, this way is always open."),
        Key("goto", .text(.identifier), "The later step to go on at, or 'end'."),
        make: SagaChoice.init)
}

// MARK: - As it is written

extension SagaStep {
    static let spec = spec(depth: SagaParallel.depthMost)

    /// - Parameter depth: how many parallel steps may stand in each other here.
    private static func spec(depth: Int) -> Spec<SagaStep> {
        let parallel = depth > 0 ? SagaParallel.spec(of: spec(depth: depth - 1)) : tooDeep
        return .variants(acting + turning + [variant(of: parallel)])
    }

    private static let turning: [Variant<SagaStep>] = [
        Variant(
            "wait",
            .object(
                "sagaStepWait", "Waits for events.", id,
                Key("wait", SagaWait.spec, "The events that are waited for, and for how long."), when, compensate,
                make: { SagaStep(id: $0, action: .wait($1), when: $2, compensate: $3) })),
        Variant(
            "choose",
            .object(
                "sagaStepChoose", "Goes on at the first way that is open; at the next step when none is.", id,
                Key("choose", .list(of: SagaChoice.spec, atLeast: 1), "The ways on, in the order they are tried."),
                make: { SagaStep(id: $0, action: .choose($1)) })),
        Variant(
            "fail",
            .object(
                "sagaStepFail", "Gives up: what was done is taken back.", id,
                Key("fail", .text(.sentence), "Why, for people."), when,
                make: { SagaStep(id: $0, action: .fail($1), when: $2) })),
    ]

    private static func variant(of parallel: Spec<SagaParallel>) -> Variant<SagaStep> {
        Variant(
            "parallel",
            .object(
                "sagaStepParallel", "Goes several ways at the same time.", id,
                Key("parallel", parallel, "The ways, and when they are joined."), when,
                make: { SagaStep(id: $0, action: .parallel($1), when: $2) }))
    }

    /// The same shape, so that the schema refers to itself.
    private static let tooDeep = Spec<SagaParallel>(
        .object(ObjectShape(name: "sagaParallel", summary: "Several courses of steps at the same time.", keys: []))
    ) { node, problems in
        problems.append(
            Problem(
                .sagaMalformed, "\(SagaParallel.depthMost) parallel steps may stand in each other at most",
                remedy: "Put the steps of the inner one into the outer one, or into a saga of their own.",
                at: node.place))
        return nil
    }

    /// A step that takes another back.
    static let compensation = Spec<SagaStep>.variants(acting)

    private static let acting: [Variant<SagaStep>] = [
        Variant(
            "publish",
            .object(
                "sagaStepPublish", "Publishes an event.", id, Key("publish", SagaPublish.spec, "The event."), when,
                compensate, make: { SagaStep(id: $0, action: .publish($1), when: $2, compensate: $3) })),
        Variant(
            "send",
            .object(
                "sagaStepSend", "Sends something, and goes on when it was taken.", id,
                Key("send", SagaSend.spec, "What is sent where."), when, compensate,
                make: { SagaStep(id: $0, action: .send($1), when: $2, compensate: $3) })),
        Variant(
            "set",
            .object(
                "sagaStepSet", "Changes what the instance remembers.", id,
                Key("set", .text(.expression), "JSONata over the instance: its state from now on."), when, compensate,
                make: { SagaStep(id: $0, action: .set($1), when: $2, compensate: $3) })),
    ]

    private static let id = Key("id", Spec<String>.text(.identifier), "Its name in the saga.")
    private static let when = Key(
        optional: "when", Spec<String>.text(.expression),
        "JSONata over the instance; the step is passed over unless it is true.")
    private static let compensate = Key(
        optional: "compensate", Spec<String>.text(.identifier),
        "The step of 'compensations' that takes this one back.")
}
