package import Events
package import Mapping
package import Values

/// What is known of a message beside its bytes when it arrives.
package struct Arrival: Sendable {
    /// The sender's own identifier, where the protocol carries one beside the message.
    package var reference: String?
    package var correlationID: String?
    package var causationID: String?
    /// How it came: `mllp`, `http`, `rabbitmq`, `schedule`, `event`.
    package var channel: String
    /// The other side's address, for the record.
    package var peer: String?
    /// Makes the message's identifier the same when the same arrival is repeated; nil gives a new one each time.
    package var stableID: String?
    /// The event that its sender made of it, such as a CloudEvent: its id, type, source and metadata are kept.
    package var event: Event?

    package init(
        channel: String, reference: String? = nil, correlationID: String? = nil, causationID: String? = nil,
        peer: String? = nil, stableID: String? = nil, event: Event? = nil
    ) {
        self.channel = channel
        self.reference = reference
        self.correlationID = correlationID
        self.causationID = causationID
        self.peer = peer
        self.stableID = stableID
        self.event = event
    }
}

/// The proof that a message is on disk.
package struct Receipt: Sendable, Equatable {
    package var id: String
    package var sequence: Int64
    package var reference: String?
    package var receivedAt: Instant
    /// The same message had been taken before; nothing was added.
    package var isDuplicate: Bool

    package init(id: String, sequence: Int64, reference: String?, receivedAt: Instant, isDuplicate: Bool) {
        self.id = id
        self.sequence = sequence
        self.reference = reference
        self.receivedAt = receivedAt
        self.isDuplicate = isDuplicate
    }
}

/// A message that the flow does not take. The sender keeps it; the log keeps the refusal.
package struct MessageRefused: Error, Sendable, CustomStringConvertible {
    package let error: JunctionError
    package let findings: [Finding]
    package let reference: String?

    package init(error: JunctionError, findings: [Finding], reference: String?) {
        self.error = error
        self.findings = findings
        self.reference = reference
    }

    package var description: String { ([error.description] + findings.map(\.description)).joined(separator: "; ") }
}
