package import Values

/// An event to publish.
package struct NewEvent: WireType, Hashable {
    package var id: String?
    package var type: String
    package var source: String
    package var destination: String?
    package var payload: Value
    package var timestamp: Instant?
    package var correlationId: String?
    package var causationId: String?
    package var metadata: [String: String]?
    package var status: String?
    package var stream: String?
    package var key: String?
    package var expectedVersion: Int64?

    package init(
        id: String? = nil, type: String, source: String, destination: String? = nil, payload: Value,
        timestamp: Instant? = nil, correlationId: String? = nil, causationId: String? = nil,
        metadata: [String: String]? = nil, status: String? = nil, stream: String? = nil, key: String? = nil,
        expectedVersion: Int64? = nil
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.destination = destination
        self.payload = payload
        self.timestamp = timestamp
        self.correlationId = correlationId
        self.causationId = causationId
        self.metadata = metadata
        self.status = status
        self.stream = stream
        self.key = key
        self.expectedVersion = expectedVersion
    }

    package static let about = About(
        "An event to publish.",
        [
            "id": EventName.note(
                "Name of the event; made here when absent. Publishing the same one again does nothing.",
                example: "0190b5a2-7c3e-7d5f-8a1b-2c3d4e5f6a7b"),
            "type": EventName.note(
                "What happened, in the form of reversed domain or noun.verb.",
                example: "resident.admitted"),
            "source": EventName.note("Who says so.", example: "hospital/patient-administration"),
            "destination": EventName.note("Who it is for, when only for one."),
            "payload": "What there is to say: any JSON.",
            "timestamp": "When it happened; now when absent.",
            "correlationId": EventName.note("What it belongs to."),
            "causationId": EventName.note("The event that brought it about."),
            "metadata": "Anything else, as text by name.",
            "status": FieldNote("Taken, and not looked at: where an event is, Junction says.", lengthMost: 64),
            "stream": EventName.note("Stream to append it to; events when absent."),
            "key": EventName.note("Events of one key stay in order."),
            "expectedVersion": FieldNote(
                "Place that the stream must stand at, 0 when it is to be new; 409 when it stands elsewhere.", least: 0),
        ])
}
