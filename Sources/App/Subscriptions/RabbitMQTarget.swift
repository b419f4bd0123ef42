import APIContract
import Connectors
import Events
import Formats
import Values

/// Publishes events to an exchange or a queue of RabbitMQ; a delivery ends when the broker has confirmed it.
struct RabbitMQTarget: DeliveryTarget {
    let publisher: RabbitMQPublisher
    let form: EventForm
    let routingKey: RoutingKeyTemplate

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let event = attempt.stored.event
        let body: EventBody
        do {
            body = try EventBody(EventRecord(stored: attempt.stored, status: .waiting), as: form, over: .amqp)
        } catch { return .rejected(reason: "the event cannot be written in the form asked for") }
        let message = RabbitMQMessage(
            routingKey: routingKey.text(for: event), messageID: Self.messageID(attempt.stored),
            correlationID: event.correlationID, contentType: body.contentType, type: event.type,
            timestamp: UInt64(max(0, event.time.microseconds / 1_000_000)),
            headers: body.headers + DeliveryMark.headers(attempt), body: body.bytes)
        switch await publisher.publish(message) {
        case .success: return .delivered(detail: "confirmed by the broker")
        case .retry(let reason, let after): return .retry(reason: reason, after: after)
        case .refused(let reason): return .rejected(reason: reason)
        }
    }

    /// The event's id, or its place in the log when the protocol does not carry one of that length.
    private static func messageID(_ stored: StoredEvent) -> String {
        let id = stored.event.id
        return id.utf8.count <= RabbitMQMessage.shortTextMost ? id : "evt_\(stored.sequence)"
    }
}

/// A routing key in which `{type}` and the other attributes of an event stand for what the event has.
struct RoutingKeyTemplate: Sendable {
    private enum Part: Sendable {
        case text(String)
        case attribute(String)
    }

    private let parts: [Part]

    /// - Throws: `subscriptionInvalid` for a brace that is not closed, or a name that no attribute has.
    init(_ template: String) throws(JunctionError) {
        var parts: [Part] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}"),
                CloudEvent.isAttributeName(String(rest[rest.index(after: open)..<close]))
            else {
                throw JunctionError(
                    .subscriptionInvalid, "in a routing key, braces hold the name of an attribute, such as {type}",
                    place: Place(path: "/target/routingKey"))
            }
            parts.append(.text(String(rest[..<open])))
            parts.append(.attribute(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// An attribute that the event lacks is nothing.
    func text(for event: Event) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .text(let fixed): text += fixed
            case .attribute(let name):
                if case .string(let value)? = event.attribute(name) { text += value }
            }
        }
    }
}
