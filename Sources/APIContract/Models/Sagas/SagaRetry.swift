import Values

/// How something is tried again by hand.
package struct SagaRetry: WireType, Hashable {
    package var reason: String?
    package var expectedVersion: Int64?

    package init(reason: String? = nil, expectedVersion: Int64? = nil) {
        self.reason = reason
        self.expectedVersion = expectedVersion
    }

    package static let about = About(
        "How something is tried again by hand.",
        [
            "reason": FieldNote("In a sentence.", lengthLeast: 1, lengthMost: 500),
            "expectedVersion": FieldNote(
                "The version that the instance was seen at; refused when it stands elsewhere.", least: 1),
        ])
}
