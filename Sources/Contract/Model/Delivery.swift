import Values

/// One destination of a point's messages.
package struct Delivery: Sendable, Equatable {
    package var system: String
    package var operation: String
    /// Name in the operation's path template → path into the message delivered.
    package var parameters: NamedValues<String>
    package var retry: RetryPolicy
    /// Deliveries under way at once; messages that must stay in order never overtake each other.
    package var concurrency: Int
    package var breaker: BreakerPolicy
    package var backlog: BacklogPolicy
    package var onlyIf: String?

    static let spec = Spec<Delivery>.object(
        "delivery", "One destination of the messages.",
        Key("system", .text(.identifier), "A system of the folder systems/."),
        Key("operation", .text(.name), "One of that system's operations."),
        Key(
            "parameters", .map(to: .text(.path)), default: NamedValues(), written: "{}",
            "Where in the message the values for the operation's path are found.", example: "{ id: shiftID }"),
        Key(
            "retry", RetryPolicy.spec, default: RetryPolicy(), written: "{}",
            "How long a failed delivery is tried again."),
        Key(
            "concurrency", .integer(1...1024), default: 8, written: "8",
            "How many deliveries may be under way at once. Messages that must stay in order never overtake each other."),
        Key(
            "breaker", BreakerPolicy.spec, default: BreakerPolicy(), written: "{}",
            "When to stop calling a system that only fails."),
        Key(
            "backlog", BacklogPolicy.spec, default: BacklogPolicy(), written: "{}",
            "How much may wait for it before senders are asked to wait."),
        Key(
            optional: "onlyIf", .text(.name), "A flag of the configuration; while it is off, nothing is delivered here."
        ),
        make: Delivery.init)
}

/// How long a failed delivery is tried again: waits grow twofold from `first` to `most`, each drawn at random up to that
/// (full jitter), or as the system's Retry-After asks.
package struct RetryPolicy: Sendable, Equatable {
    package var attempts = 12
    package var within = Duration.seconds(86_400)
    package var first = Duration.seconds(1)
    package var most = Duration.seconds(600)

    static let spec = Spec<RetryPolicy>.object(
        "retry", "How long a failed delivery is tried again before it becomes a dead letter.",
        Key("attempts", .integer(1...1000), default: 12, written: "12", "At most so many, the first one included."),
        Key(
            "within", .duration, default: .seconds(86_400), written: "24h",
            "Nor longer than this after the message arrived."),
        Key(
            "first", .duration, default: .seconds(1), written: "1s",
            "The first wait; each further one may be twice as long."),
        Key("most", .duration, default: .seconds(600), written: "10m", "The longest wait."),
        make: RetryPolicy.init)
}

/// When to stop calling a system that only fails, and when to try it again.
package struct BreakerPolicy: Sendable, Equatable {
    package var failures = 5
    package var probeAfter = Duration.seconds(30)

    static let spec = Spec<BreakerPolicy>.object(
        "breaker", "When to stop calling a system that only fails.",
        Key(
            "failures", .integer(1...1000), default: 5, written: "5",
            "After so many failures in a row, nothing more is sent."),
        Key(
            "probeAfter", .duration, default: .seconds(30), written: "30s",
            "After this one message is tried; if it succeeds, all flows again."),
        make: BreakerPolicy.init)
}

/// How much may wait for a destination. Beyond either, new messages are refused for the time being (429 over HTTP, AR over
/// MLLP) and their senders keep them, so that the disk does not fill.
package struct BacklogPolicy: Sendable, Equatable {
    package var messages = 1_000_000
    package var megabytes = 4096

    static let spec = Spec<BacklogPolicy>.object(
        "backlog", "How much may wait for a destination before new messages are refused for the time being.",
        Key("messages", .integer(1...100_000_000), default: 1_000_000, written: "1000000", "At most so many."),
        Key(
            "megabytes", .integer(1...1_000_000), default: 4096, written: "4096",
            "Nor more than this together, in 1,048,576 bytes."),
        make: BacklogPolicy.init)
}
