package import Values

/// Windows over events: what happens within a span of time, by key, becomes events of its own.
package struct EventStream: Sendable, Equatable {
    package enum Window: Sendable, Equatable {
        case tumbling(Duration)
        case hopping(Duration, every: Duration)
        case sliding(Duration)
        case session(Duration, most: Duration)
    }

    /// What becomes of an event that comes after its windows have closed.
    package enum LatePolicy: String, Sendable, CaseIterable { case drop, event, update }

    package enum Start: String, Sendable, CaseIterable { case now, beginning }

    package var id: String
    package var summary: String?
    package var from: [Value]
    package var key: String?
    package var join: Join?
    package var time: String?
    package var window: Window?
    package var initial: Value
    package var fold: String?
    package var collect: Int
    package var lateness: Duration
    package var late: LatePolicy
    package var keep: Duration
    package var idle: Duration
    package var emit: Emission
    package var start: Start
    package var version: Int
    package var onError: Projection.FailurePolicy
    package var held: Int
    package var samples: [Sample]

    /// Two inputs that meet.
    package struct Join: Sendable, Equatable {
        package enum Unmatched: String, Sendable, CaseIterable { case none, left, right, both }

        package struct Side: Sendable, Equatable {
            package var from: [Value]
            package var key: String

            static let spec = Spec<Side>.object(
                "joinSide", "One of two inputs that meet.",
                Key("from", .list(of: .data, atLeast: 1), "Which events: filters, all of which must pass."),
                Key(
                    "key", .text(.expression), "What must be the same on both sides.", example: "event.payload.orderId"),
                make: Side.init)
        }

        package var left: Side
        package var right: Side
        package var within: Duration
        package var unmatched: Unmatched

        static let spec = Spec<Join>.object(
            "streamJoin",
            "Two inputs: each event of one meets each of the other with the same key and nearly the same time.",
            Key("left", Side.spec, "One input."), Key("right", Side.spec, "The other."),
            Key("within", .duration, "How far apart in time two events may be that meet.", example: "10m"),
            Key(
                "unmatched",
                .choice([
                    "none": (.none, "Only pairs are told."), "left": (.left, "Also events of the left that met none."),
                    "right": (.right, "Also events of the right that met none."),
                    "both": (.both, "Also events of either side that met none."),
                ]), default: .none, written: "none", "Whether events that met none are told too, once none can come."),
            make: Join.init)
    }

    /// What a window's result looks like as an event.
    package struct Emission: Sendable, Equatable {
        package var type: String
        package var when: String?
        package var payload: String?

        static let spec = Spec<Emission>.object(
            "streamEmission", "What a result looks like as an event.",
            Key("type", .text(.eventType), "Its type; late events of the policy 'event' have '.late' after it."),
            Key(
                optional: "when", .text(.expression),
                "Over the result: only when it is true there is an event.", example: "count >= 3"),
            Key(
                optional: "payload", .text(.expression),
                "Over the result, which has key, window (start, end), count, revision, and state, events, or left and right; without it, the result itself.",
                example: "{ 'house': key, 'falls': count }"),
            make: Emission.init)
    }

    /// Events, and the results that must come of them.
    package struct Sample: Sendable, Equatable {
        package var events: String
        package var results: String
        package var title: String?

        static let spec = Spec<Sample>.object(
            "streamSample", "Events, and the results that must come of them.",
            Key("events", .text(.sample), "Events in the form in which they are published, one a line (.ndjson)."),
            Key("results", .text(.sample), "Payloads of the result events in their order, one a line (.ndjson)."),
            Key(optional: "title", .text(.sentence), "What it shows."), make: Sample.init)
    }
}

extension EventStream {
    static let spec = Spec<EventStream>.object(
        "eventStream", "Windows over events: what happens within a span of time, by key, becomes events of its own.",
        Key("id", .text(.identifier), "Its name at /api/integration/streams, like no other's in the workspace."),
        Key(optional: "summary", .text(.sentence), "What it finds."),
        Key(
            "from", .list(of: .data), default: [], written: "[]",
            "Which events: filters as subscriptions have them, all of which must pass. Not with 'join'.",
            example: "[{ exact: { type: incident.reported } }]"),
        Key(
            optional: "key", .text(.expression),
            "Of each event, whose windows it falls into; an event for which there is none is passed over. Not with 'join'.",
            example: "event.payload.house"),
        Key(optional: "join", Join.spec, "Two inputs instead of a window."),
        Key(
            optional: "time", .text(.expression),
            "When an event happened, as text (RFC 3339) or milliseconds since 1970; without it, its timestamp.",
            example: "event.payload.occurredAt"),
        Key(optional: "window", Window.spec, "The span of time.", example: "{ tumbling: 1h }"),
        Key("initial", .data, default: .null, written: "null", "The state of a window before its first event."),
        Key(
            optional: "fold", .text(.expression),
            "The new state, from 'state' and 'event'. Without it, the events are collected.",
            example: "state + event.payload.amount"),
        Key(
            "collect", .integer(0...10_000), default: 100, written: "100",
            "Most events collected in one window; those beyond are counted only."),
        Key(
            "lateness", .duration, default: .zero, written: "0s",
            "How far events may come out of order. Results come that much later."),
        Key(
            "late",
            .choice([
                "drop": (.drop, "It is counted."), "event": (.event, "An event of the type '<type>.late' tells of it."),
                "update": (.update, "The window's result is told again, with the next revision, while it is kept."),
            ]), default: .drop, written: "drop", "What becomes of an event that comes after its windows have closed."),
        Key(
            "keep", .duration, default: .seconds(3600), written: "1h", "With 'late: update', how long windows are kept."
        ),
        Key(
            "idle", .duration, default: .seconds(60), written: "1m",
            "When nothing has come for so long, windows close by the clock."),
        Key("emit", Emission.spec, "What a result looks like as an event."),
        Key(
            "start",
            .choice([
                "now": (.now, "With what comes after it was first seen."),
                "beginning": (.beginning, "With the oldest event of the log."),
            ]), default: .now, written: "now", "Where it begins."),
        Key("version", .integer(1...1_000_000), default: 1, written: "1", "Another number has it begin anew."),
        Key(
            "onError", Projection.failurePolicy, default: .stop, written: "stop",
            "What becomes of an event whose key, time or fold fails."),
        Key(
            "held", .integer(1...1_000_000), default: 100_000, written: "100000",
            "Most events that wait at once, and most windows or events held; an event beyond fails."),
        Key(
            "samples", .list(of: Sample.spec), default: [], written: "[]",
            "Events with the results that must come of them; 'junction test' runs them."),
        make: EventStream.init)
}

extension EventStream.Window {
    static let spec = Spec<Self>.variants([
        Variant(
            "tumbling",
            .object(
                "tumblingWindow", "Spans of one length, one after the other.",
                Key("tumbling", .duration, "How long each is.", example: "1h"), make: { .tumbling($0) })),
        Variant(
            "hopping",
            .object(
                "hoppingWindow", "Spans of one length that overlap.",
                Key("hopping", .duration, "How long each is.", example: "1h"),
                Key("every", .duration, "How far apart they begin.", example: "5m"),
                make: { .hopping($0, every: $1) })),
        Variant(
            "sliding",
            .object(
                "slidingWindow", "From each event back.",
                Key("sliding", .duration, "How far back.", example: "10m"), make: { .sliding($0) })),
        Variant(
            "session",
            .object(
                "sessionWindow", "As long as events keep coming.",
                Key("session", .duration, "How long nothing must come for it to end.", example: "30m"),
                Key("most", .duration, default: .seconds(86_400), written: "1d", "How long it may last."),
                make: { .session($0, most: $1) })),
    ])
}
