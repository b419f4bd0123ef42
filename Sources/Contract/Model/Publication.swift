import Values

/// Where a broker puts a message.
package struct Publication: Sendable, Equatable {
    /// A queue by its name, or an exchange with a routing key, in which `{name}` stands for a parameter.
    package enum Place: Sendable, Equatable {
        case queue(String)
        case exchange(String, routingKey: String)
    }

    package var place: Place
    /// Whether a message that reaches no queue fails; otherwise the broker drops it.
    package var isMandatory: Bool
    /// Whether the broker keeps it on disk, as far as its queues are durable.
    package var isPersistent: Bool

    /// The names in braces in the routing key.
    package var parameterNames: [String] {
        guard case .exchange(_, let key) = place else { return [] }
        return Operation.names(in: key)
    }

    static let spec = Spec<Publication>.variants([
        Variant(
            "queue",
            .object(
                "publishToQueue", "To a queue.",
                Key("queue", .text(.sentence), "The queue's name.", example: "orders"), mandatory, persistent,
                make: { Publication(place: .queue($0), isMandatory: $1, isPersistent: $2) })),
        Variant(
            "exchange",
            .object(
                "publishToExchange", "To an exchange, which knows the queues.",
                Key("exchange", .text(.sentence), "The exchange's name.", example: "orders"),
                Key(
                    "routingKey", .text(routingKey), default: "", written: "\"\"",
                    "What the exchange routes by; '{name}' stands for a parameter.", example: "\"order.{kind}\""),
                mandatory, persistent,
                make: {
                    Publication(place: .exchange($0, routingKey: $1), isMandatory: $2, isPersistent: $3)
                })),
    ])

    private static let mandatory = Key(
        "mandatory", Spec<Bool>.boolean, default: true, written: "on",
        "Whether a message that reaches no queue counts as failed; otherwise the broker drops it.")

    private static let persistent = Key(
        "persistent", Spec<Bool>.boolean, default: true, written: "on",
        "Whether the broker keeps it on disk, as far as its queues are durable.")

    private static let routingKey = TextShape("a routing key", examples: ["order.{kind}"], pattern: "^[^\\s]{0,255}$")
}
