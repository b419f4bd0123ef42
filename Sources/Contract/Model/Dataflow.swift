import Values

/// Which way data goes, what sets it in motion, how much of it is expected and in which order.
package struct Dataflow: Sendable, Equatable {
    package enum Direction: String, Sendable, CaseIterable { case inbound, outbound, both }

    package var direction: Direction
    package var trigger: Trigger
    package var cadence: Cadence?
    /// Messages with the same value at this path stay in order; nil keeps no order.
    package var orderBy: String?

    static let spec = Spec<Dataflow>.object(
        "dataflow", "Which way data goes, what sets it in motion, how much of it is expected and in which order.",
        Key("direction", direction, "Seen from the domain that owns the point."),
        Key("trigger", Trigger.spec, "What sets the flow in motion.", example: "{ receive: http }"),
        Key(optional: "cadence", Cadence.spec, "How much is expected, and when silence is a fault."),
        Key(
            optional: "orderBy", .text(.path),
            "Path into the message. Messages with the same value there are delivered in the order received; without it, order is not kept."
        ),
        make: Dataflow.init)

    private static let direction = Spec<Direction>.choice([
        "inbound": (.inbound, "Others send, we take in."),
        "outbound": (.outbound, "We send to others."),
        "both": (.both, "A request and its answer, or an exchange."),
    ])
}
