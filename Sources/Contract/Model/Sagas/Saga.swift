package import Values

/// A course of steps over several events and systems: begun by an event, one instance for each key, and taken back step by
/// step when it cannot be brought to its end.
package struct Saga: Sendable, Equatable {
    package var id: String
    package var summary: String?
    package var startOn: SagaStart
    /// How long an instance may take; then it fails.
    package var within: Duration
    package var steps: [SagaStep]
    /// What takes steps back, named by their `compensate`.
    package var compensations: [SagaStep]
    /// How long an event that is waited for is kept when it comes before the one that begins its instance.
    package var early: Duration
    package var scenarios: [SagaScenario]

    /// The name that ends an instance when a choice goes there.
    package static let end = "end"

    static let spec = Spec<Saga>.object(
        "saga", "A course of steps over several events and systems, taken back step by step when it fails.",
        Key("id", .text(.identifier), "Its name in addresses, logs and metrics; unique in the workspace."),
        Key(optional: "summary", .text(.sentence), "What it sees to, for people."),
        Key("startOn", SagaStart.spec, "The events that begin an instance."),
        Key("within", .span, "How long an instance may take altogether; then it fails.", example: "PT24H"),
        Key("steps", .list(of: SagaStep.spec, atLeast: 1), "What is done, in this order."),
        Key(
            "compensations", .list(of: SagaStep.compensation), default: [], written: "[]",
            "What takes steps back: steps name them with 'compensate', and they are done in the reverse order."),
        Key(
            "early", .span, default: .seconds(3600), written: "1h",
            "How long an event that is waited for is kept when it comes before the one that begins its instance; 0s: not at all."
        ),
        Key(
            "scenarios", .list(of: SagaScenario.spec), default: [], written: "[]",
            "Examples of how it goes, by a clock of their own; each is a test."),
        make: Saga.init)
}

/// Which events begin an instance.
package struct SagaStart: Sendable, Equatable {
    /// In the JSON form of subscriptions; all must pass.
    package var filters: Value
    /// Over the event; there is one instance for each text that it gives.
    package var key: String
    /// Over `{event, key}`; what the instance remembers at first.
    package var state: String?

    static let spec = Spec<SagaStart>.object(
        "sagaStart", "The events that begin an instance.",
        Key(
            "filters", .eventFilters, "Which events, in the filters of subscriptions; all must pass.",
            example: "[{ exact: { type: order.placed } }]"),
        Key(
            "key", .text(.expression),
            "JSONata over the event: what the instance goes by. A key has one instance; its events all give it.",
            example: "payload.orderId"),
        Key(
            optional: "state", .text(.expression),
            "JSONata over { event, key }: what the instance remembers at first. Nothing, if left out."),
        make: SagaStart.init)
}

extension Spec<Duration> {
    /// Of ISO 8601 too.
    static let span = Spec.text(.span) { Duration(written: $0) ?? Duration(isoWritten: $0) }
}

extension Duration {
    /// `PT15M`, `P1DT2H`: days, hours, minutes and whole seconds of ISO 8601; nil for anything else. Months and years have no
    /// length of their own.
    package init?(isoWritten text: String) {
        guard text.hasPrefix("P") else { return nil }
        let halves = text.dropFirst().split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = halves.first, date.allSatisfy({ "0123456789D".contains($0) }) else { return nil }
        let time = halves.count == 2 ? halves[1] : ""
        guard halves.count == 1 || !time.isEmpty, time.allSatisfy({ "0123456789HMS".contains($0) }) else { return nil }
        self.init(written: date.lowercased() + time.lowercased())
    }
}

extension Spec<Value> {
    /// Filters as subscriptions have them. What they say is looked at where they are compiled.
    static let eventFilters = Spec<[Value]>.list(of: .data, atLeast: 1).map { Value.array($0) }
}

extension TextShape {
    package static let span = TextShape(
        "a duration, also in the form of ISO 8601", examples: ["15m", "PT15M", "P1DT12H"],
        pattern: "^(([0-9]{1,9}(ms|s|m|h|d))+|P(([0-9]{1,9}D)(T([0-9]{1,9}[HMS])+)?|T([0-9]{1,9}[HMS])+))$")
}

extension Saga {
    /// Systems that its steps call.
    package var calledSystems: [String] {
        lists.flatMap(\.steps).compactMap { step in
            guard case .send(let send) = step.action, case .system(let system, _, _) = send.receiver else { return nil }
            return system
        }
    }
}
