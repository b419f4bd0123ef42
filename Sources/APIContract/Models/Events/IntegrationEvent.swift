package import Values

/// Something that happened, as it stands in the log.
package struct IntegrationEvent: WireType, Hashable {
    package var id: String
    package var type: String
    package var source: String
    package var destination: String?
    package var payload: Value
    package var timestamp: Instant
    package var correlationId: String?
    package var causationId: String?
    package var metadata: [String: String]
    package var status: EventStatus
    package var stream: String?
    package var sequence: Int64?
    package var key: String?

    package init(
        id: String, type: String, source: String, destination: String? = nil, payload: Value, timestamp: Instant,
        correlationId: String? = nil, causationId: String? = nil, metadata: [String: String], status: EventStatus,
        stream: String? = nil, sequence: Int64? = nil, key: String? = nil
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
        self.sequence = sequence
        self.key = key
    }

    package static let about = About(
        "Something that happened, as it stands in the log.",
        [
            "id": FieldNote(
                "Name of the event.", example: "0190b5a2-7c3e-7d5f-8a1b-2c3d4e5f6a7b", lengthMost: EventName.lengthMost),
            "type": FieldNote(
                "What happened, in the form of reversed domain or noun.verb.",
                example: "resident.admitted", lengthMost: EventName.lengthMost),
            "source": FieldNote(
                "Who says so.", example: "hospital/patient-administration", lengthMost: EventName.lengthMost),
            "destination": FieldNote("Who it is for, when only for one.", lengthMost: EventName.lengthMost),
            "payload": "What there is to say: any JSON.",
            "timestamp": "When it happened.",
            "correlationId": FieldNote("What it belongs to.", lengthMost: EventName.lengthMost),
            "causationId": FieldNote("The event that brought it about.", lengthMost: EventName.lengthMost),
            "metadata": "Anything else, as text by name.",
            "status": "Where it is on its way.",
            "stream": "Stream it is in.",
            "sequence": "Place in the stream, from 1 and without gaps.",
            "key": "Events of one key stay in order.",
        ])
}
