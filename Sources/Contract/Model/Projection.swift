package import Values

/// A view of events: one state for each key, folded from the events in their order.
package struct Projection: Sendable, Equatable {
    /// What becomes of an event whose key or fold fails.
    package enum FailurePolicy: String, Sendable, CaseIterable { case stop, skip }

    package var id: String
    package var summary: String?
    /// Filters as subscriptions have them; all must pass.
    package var from: [Value]
    /// JSONata over `event`.
    package var key: String
    /// The state of a key before its first event.
    package var initial: Value
    /// JSONata over `state` and `event`.
    package var fold: String
    package var deleteWhen: String?
    package var version: Int
    package var onError: FailurePolicy
    package var keys: Int
    package var stateBytes: Int
    package var samples: [Sample]

    /// Events, and the states that must come of them.
    package struct Sample: Sendable, Equatable {
        package var events: String
        package var states: String
        package var title: String?

        static let spec = Spec<Sample>.object(
            "projectionSample", "Events, and the states that must come of them.",
            Key("events", .text(.sample), "Events in the form in which they are published, one a line (.ndjson)."),
            Key("states", .text(.sample), "A JSON object: the state of each key, and no other."),
            Key(optional: "title", .text(.sentence), "What it shows."), make: Sample.init)
    }

    static let spec = Spec<Projection>.object(
        "projection", "A view of events: one state for each key, folded from the events in their order.",
        Key("id", .text(.identifier), "Its name at /api/integration/projections, like no other's in the workspace."),
        Key(optional: "summary", .text(.sentence), "What it shows."),
        Key(
            "from", .list(of: .data), default: [], written: "[]",
            "Which events: filters as subscriptions have them, all of which must pass; none takes every event.",
            example: "[{ prefix: { type: order. } }]"),
        Key(
            "key", .text(.expression),
            "Of each event, whose state it changes; an event for which there is none is passed over.",
            example: "event.payload.orderId"),
        Key("initial", .data, "The state of a key before its first event.", example: "{ total: 0 }"),
        Key(
            "fold", .text(.expression),
            "The new state, from 'state' and 'event'; nothing leaves the state as it was.",
            example: "{ 'total': state.total + event.payload.amount }"),
        Key(
            optional: "deleteWhen", .text(.expression),
            "Over 'state', as it is after the event, and 'event': when true, the key is removed.",
            example: "state.total = 0"),
        Key(
            "version", .integer(1...1_000_000), default: 1, written: "1",
            "Another number has the projection rebuilt, as any change of from, key, initial, fold or deleteWhen does."),
        Key(
            "onError", failurePolicy, default: .stop, written: "stop",
            "What becomes of an event whose key or fold fails."),
        Key(
            "keys", .integer(1...10_000_000), default: 100_000, written: "100000",
            "Most keys; an event that would add one more fails."),
        Key(
            "stateBytes", .integer(16...500_000), default: 65_536, written: "65536",
            "Most bytes of one state as JSON; an event that would make it larger fails."),
        Key(
            "samples", .list(of: Sample.spec), default: [], written: "[]",
            "Events with the states that must come of them; 'junction test' runs them."),
        make: Projection.init)

    static let failurePolicy = Spec<FailurePolicy>.choice([
        "stop": (.stop, "It goes no further until it is resumed or rebuilt; its states stay readable."),
        "skip": (.skip, "The event becomes a dead letter, and the next one is folded."),
    ])
}
