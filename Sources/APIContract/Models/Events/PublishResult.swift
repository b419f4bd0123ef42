/// Proof that an event is durable here.
package struct PublishResult: WireType, Hashable {
    package var id: String
    package var status: EventStatus
    package var stream: String?
    package var sequence: Int64?
    package var position: Int64?
    package var duplicate: Bool
    package var warnings: [ProblemPlace]?

    package init(
        id: String, status: EventStatus, stream: String? = nil, sequence: Int64? = nil, position: Int64? = nil,
        duplicate: Bool = false, warnings: [ProblemPlace]? = nil
    ) {
        self.id = id
        self.status = status
        self.stream = stream
        self.sequence = sequence
        self.position = position
        self.duplicate = duplicate
        self.warnings = warnings
    }

    package static let about = About(
        "Proof that an event is durable here.",
        [
            "id": "The event.",
            "status": "Where it is.",
            "stream": "Stream it is in.",
            "sequence": "Place in the stream.",
            "position": "Place in the whole log, such as projections are asked for.",
            "duplicate": "Whether it was here already.",
            "warnings": "Where the payload does not fit the schema of its type.",
        ])
}
