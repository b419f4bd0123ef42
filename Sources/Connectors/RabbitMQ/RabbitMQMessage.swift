import Crypto

/// One message to publish (AMQP 0-9-1, class basic).
package struct RabbitMQMessage: Sendable, Hashable {
    /// Nil: the settings' own.
    package var routingKey: String?
    package var messageID: String
    package var correlationID: String?
    package var contentType: String
    /// What kind of message it is, for consumers that look at no header.
    package var type: String?
    /// Seconds since 1970.
    package var timestamp: UInt64?
    package var headers: [RESTHeader]
    package var body: [UInt8]

    package init(
        routingKey: String? = nil, messageID: String, correlationID: String? = nil, contentType: String,
        type: String? = nil, timestamp: UInt64? = nil, headers: [RESTHeader] = [], body: [UInt8]
    ) {
        self.routingKey = routingKey
        self.messageID = messageID
        self.correlationID = correlationID
        self.contentType = contentType
        self.type = type
        self.timestamp = timestamp
        self.headers = headers
        self.body = body
    }

    /// A short string of the protocol: its length is one byte.
    package static let shortTextMost = 255
    /// An id as the protocol can carry it: one that is too long becomes its digest.
    package static func identifier(_ id: String) -> String {
        guard id.utf8.count > shortTextMost else { return id }
        return SHA256.hash(data: Array(id.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A header's name (RabbitMQ takes 128 bytes).
    static let headerNameMost = 128
    /// All properties have to fit one frame, of which brokers take 128 KiB.
    static let propertiesMost = 64 << 10

    /// What the protocol cannot carry; nil when it can.
    var problem: String? {
        let texts = [("message id", messageID), ("content type", contentType), ("routing key", routingKey ?? "")]
        for (what, text) in texts where text.utf8.count > Self.shortTextMost {
            return "the \(what) is longer than \(Self.shortTextMost) bytes"
        }
        if headers.contains(where: { $0.name.utf8.count > Self.headerNameMost || $0.name.isEmpty }) {
            return "a header's name is longer than \(Self.headerNameMost) bytes, or empty"
        }
        let size = headers.reduce(1024) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 }
        return size > Self.propertiesMost ? "the headers are longer than \(Self.propertiesMost >> 10) KiB" : nil
    }
}
