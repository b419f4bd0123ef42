package import Values

/// A hold that keeps events from being pruned.
package struct Hold: WireType, Hashable {
    package var id: String
    package var reason: String
    package var stream: String?
    package var correlationId: String?
    package var reference: String?
    package var key: String?
    package var placedAt: Instant
    package var placedBy: String

    package init(
        id: String, reason: String, stream: String? = nil, correlationId: String? = nil, reference: String? = nil,
        key: String? = nil, placedAt: Instant, placedBy: String
    ) {
        self.id = id
        self.reason = reason
        self.stream = stream
        self.correlationId = correlationId
        self.reference = reference
        self.key = key
        self.placedAt = placedAt
        self.placedBy = placedBy
    }

    package static let about = About(
        "A hold that keeps events from being pruned.",
        [
            "id": "Its id.",
            "reason": FieldNote(
                "Why, in a sentence; never whom it is about.", example: "Inquiry 17", lengthLeast: 1, lengthMost: 500),
            "stream": FieldNote(
                "Events of this stream; with a * at the end, of all whose names begin so.", lengthLeast: 1,
                lengthMost: 256),
            "correlationId": FieldNote("Events that belong to this.", lengthLeast: 1, lengthMost: EventName.lengthMost),
            "reference": FieldNote("What its sender called so.", lengthLeast: 1, lengthMost: 256),
            "key": FieldNote("Events of this key: in most points, of this person.", lengthLeast: 1, lengthMost: 256),
            "placedAt": "When it was placed.",
            "placedBy": "Public part of the key that placed it.",
        ])
}
