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
            routingKey: routingKey.text(for: event), messageID: RabbitMQMessage.identifier(event.id),
            correlationID: event.correlationID, contentType: body.contentType, type: event.type,
            timestamp: UInt64(max(0, event.time.microseconds / 1_000_000)),
            headers: body.headers + DeliveryMark.headers(attempt), body: body.bytes)
        switch await publisher.publish(message) {
        case .success: return .delivered(detail: "confirmed by the broker")
        case .retry(let reason, let after): return .retry(reason: reason, after: after)
        case .refused(let reason): return .rejected(reason: reason)
        }
    }
}

extension RoutingKeyTemplate {
    /// Braces hold the name of an attribute. Throws `subscriptionInvalid` for any other.
    init(attributes template: String) throws(JunctionError) {
        guard let read = RoutingKeyTemplate(template, isName: CloudEvent.isAttributeName) else {
            throw JunctionError(
                .subscriptionInvalid, "in a routing key, braces hold the name of an attribute, such as {type}",
                place: Place(path: "/target/routingKey"))
        }
        self = read
    }

    /// An attribute that the event lacks is nothing.
    func text(for event: Event) -> String {
        text { name in if case .string(let value)? = event.attribute(name) { value } else { "" } }
    }
}
