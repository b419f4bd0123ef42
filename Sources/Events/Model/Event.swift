package import Values

/// Something that happened, as its sender told it: a received message, a published event, a synced record.
///
/// The log keeps it as it is. `id` makes appending idempotent: the same id again is the same event.
package struct Event: Sendable, Hashable {
    /// Unique among all events; UUIDv7 where we make it.
    package var id: String
    /// The ordered sequence that the event belongs to, such as `points/adt`.
    package var stream: String
    /// What kind of thing happened, such as `ADT^A01` or `org.example.rota.imported`.
    package var type: String
    /// Who says so: the point, the system or the client.
    package var source: String
    /// For whom it is meant, where the sender said.
    package var destination: String?
    /// Events with the same key are delivered to a destination one after the other; nil: in any order.
    package var key: String?
    /// The sender's own message id (HL7 v2: MSH-10).
    package var reference: String?
    /// Shared by all events of one conversation.
    package var correlationID: String?
    /// The event that led to this one.
    package var causationID: String?
    /// When it happened, by its sender.
    package var time: Instant
    package var metadata: [String: String]
    /// Media type of the payload.
    package var contentType: String
    package var payload: [UInt8]

    package init(
        id: String, stream: String, type: String, source: String, destination: String? = nil, key: String? = nil,
        reference: String? = nil, correlationID: String? = nil, causationID: String? = nil, time: Instant,
        metadata: [String: String] = [:], contentType: String, payload: [UInt8]
    ) {
        self.id = id
        self.stream = stream
        self.type = type
        self.source = source
        self.destination = destination
        self.key = key
        self.reference = reference
        self.correlationID = correlationID
        self.causationID = causationID
        self.time = time
        self.metadata = metadata
        self.contentType = contentType
        self.payload = payload
    }
}
