package import APIContract
package import Values

/// Which events are wanted; nil means any. All that is given must hold.
package struct EventFilter: Sendable, Hashable {
    package var type: String?
    package var source: String?
    package var stream: String?
    package var destination: String?
    package var reference: String?
    package var correlationID: String?
    package var causationID: String?
    package var status: EventStatus?
    package var since: Instant?
    package var until: Instant?
    /// A JSON Pointer into the payload, `=`, and what stands there.
    package var payload: String?

    package init(
        type: String? = nil, source: String? = nil, stream: String? = nil, destination: String? = nil,
        reference: String? = nil, correlationID: String? = nil, causationID: String? = nil, status: EventStatus? = nil,
        since: Instant? = nil, until: Instant? = nil, payload: String? = nil
    ) {
        self.type = type
        self.source = source
        self.stream = stream
        self.destination = destination
        self.reference = reference
        self.correlationID = correlationID
        self.causationID = causationID
        self.status = status
        self.since = since
        self.until = until
        self.payload = payload
    }
}
