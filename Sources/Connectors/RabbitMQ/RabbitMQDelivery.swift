import Crypto
import Values

/// One message as a queue gives it (AMQP 0-9-1, basic.deliver).
package struct RabbitMQDelivery: Sendable, Hashable {
    /// Counted by the broker on each connection.
    var tag: UInt64 = 0
    /// Whether the broker has given it to somebody before.
    package var isRedelivered = false
    package var exchange = ""
    package var routingKey = ""
    package var messageID: String?
    package var correlationID: String?
    package var contentType: String?
    package var type: String?
    /// Those whose values have a text form; a table or an array is left out.
    package var headers: [RESTHeader] = []
    package var body: [UInt8] = []
    /// How long the body is; more than what is in `body` when it is over the limit.
    package var bodyBytes = 0

    package init() {}

    package var isOverLimit: Bool { bodyBytes > body.count }

    /// What tells a message that comes again from another one: its id with what it says, since senders number as they like.
    /// Nil when its sender gave no id: then nothing tells it.
    package var identity: String? {
        guard let messageID, !messageID.isEmpty else { return nil }
        let digest = SHA256.hash(data: body).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(messageID)~\(digest)"
    }
}

/// What becomes of a message of a queue.
package enum RabbitMQSettlement: Sendable, Hashable {
    /// The queue forgets it.
    case acknowledge
    /// The queue gives it to its dead-letter exchange, or drops it where it has none.
    case reject
    /// The queue gives it to somebody again.
    case requeue
}
