import API
import Connectors
import Contract
import Events
import Flows
import Formats
import Logging
import Resilience
import Values

/// Takes the messages of a queue for a point: acknowledged once the log has them, and settled as the point says when it refuses
/// them. While the log cannot take them they are kept and tried again; the queue gives no more meanwhile.
struct RabbitMQEntry: Sendable {
    let point: String
    let source: Trigger.QueueSource
    let engine: FlowEngine
    let time: TimeSource
    let logger: Logger

    /// Waits between attempts to append.
    private static let pauses = Backoff(first: .milliseconds(100), longest: .seconds(5))

    func take(_ deliveries: [RabbitMQDelivery]) async -> [RabbitMQSettlement] {
        let arrived = deliveries.map(arrived)
        var failures = 0
        while true {
            do {
                return try await engine.receive(arrived, for: point).map { settlement(of: $0) }
            } catch {
                failures += 1
                if failures == 1 {
                    logger.warning(
                        "messages of a queue wait: the log does not take them",
                        metadata: ["point": "\(point)", "why": "\(error)"])
                }
            }
            do { try await time.sleep(Self.pauses.bound(after: failures)) } catch {
                return deliveries.map { _ in .requeue }
            }
        }
    }

    private func settlement(of taken: FlowEngine.Taken) -> RabbitMQSettlement {
        switch (taken, source.refused) {
        case (.success, _), (.failure, .discard): .acknowledge
        case (.failure, .deadLetter): .reject
        }
    }

    /// What the log is given for a message: the event that a CloudEvent is, else one by the point's own rules.
    private func arrived(_ delivery: RabbitMQDelivery) -> Arrived {
        var arrival = Arrival(
            channel: "rabbitmq", reference: delivery.messageID, correlationID: delivery.correlationID,
            peer: "\(source.system)/\(source.queue)", stableID: delivery.identity.map { "\(point)~\($0)" })
        if delivery.isOverLimit {
            let error = JunctionError(
                .formatLimit, "the message is of \(delivery.bodyBytes) bytes, more than are taken")
            return Arrived(delivery.body, arrival, refusal: error)
        }
        do {
            guard let cloud = try CloudEvent(delivery) else { return Arrived(delivery.body, arrival) }
            let draft = EventDraft(cloud)
            arrival.correlationID = draft.correlationID ?? arrival.correlationID
            arrival.event = Event(draft, id: cloud.id, stream: point, at: time.now())
            arrival.event?.correlationID = arrival.correlationID
            arrival.reference = draft.reference
            return Arrived(draft.payload, arrival)
        } catch {
            let error = error as? JunctionError ?? JunctionError(.malformed, "this is not a CloudEvent")
            return Arrived(delivery.body, arrival, refusal: error)
        }
    }
}

extension CloudEvent {
    /// Reads a message by the AMQP binding of CloudEvents 1.0 (section 3); nil when it is none. Throws `malformed`.
    init?(_ delivery: RabbitMQDelivery) throws {
        let mediaType = delivery.contentType?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() ?? ""
        if mediaType.hasPrefix("application/cloudevents") {
            guard mediaType == Self.jsonMediaType else {
                throw JunctionError(
                    .malformed, "CloudEvents over AMQP are taken one a message, as \(Self.jsonMediaType)")
            }
            try self.init(json: try JSONFormat().decode(delivery.body))
            return
        }
        guard Self.isBinary(headers: delivery.headers.map(\.name), prefix: .amqp) else { return nil }
        var headers = delivery.headers.map { ($0.name, $0.value) }
        if let type = delivery.contentType { headers.append(("content-type", type)) }
        try self.init(headers: headers, body: delivery.body, prefix: .amqp)
    }
}
