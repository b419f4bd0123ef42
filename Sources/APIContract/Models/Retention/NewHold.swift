import Values

/// Keeps the events that all of its parts fit from being pruned, those to come included.
package struct NewHold: WireType, Hashable {
    package var reason: String
    package var stream: String?
    package var correlationId: String?
    package var reference: String?
    package var key: String?

    package init(
        reason: String, stream: String? = nil, correlationId: String? = nil, reference: String? = nil,
        key: String? = nil
    ) {
        self.reason = reason
        self.stream = stream
        self.correlationId = correlationId
        self.reference = reference
        self.key = key
    }

    package static let about = About(
        "Keeps the events that all of its parts fit from being pruned, those to come included.",
        [
            "reason": FieldNote(
                "Why, in a sentence; never whom it is about.", example: "Inquiry 17", lengthLeast: 1, lengthMost: 500),
            "stream": FieldNote(
                "Events of this stream; with a * at the end, of all whose names begin so.", lengthLeast: 1,
                lengthMost: 256),
            "correlationId": FieldNote("Events that belong to this.", lengthLeast: 1, lengthMost: EventName.lengthMost),
            "reference": FieldNote("What its sender called so.", lengthLeast: 1, lengthMost: 256),
            "key": FieldNote("Events of this key: in most points, of this person.", lengthLeast: 1, lengthMost: 256),
        ])
}
