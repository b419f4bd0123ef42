import Values

/// Why something is done to an instance by hand.
package struct SagaReason: WireType, Hashable {
    package var reason: String
    package var expectedVersion: Int64?

    package init(reason: String, expectedVersion: Int64? = nil) {
        self.reason = reason
        self.expectedVersion = expectedVersion
    }

    package static let about = About(
        "Why something is done to an instance by hand.",
        [
            "reason": FieldNote("In a sentence.", example: "Paid in cash", lengthLeast: 1, lengthMost: 500),
            "expectedVersion": FieldNote(
                "The version that the instance was seen at; refused when it stands elsewhere.", least: 1),
        ])
}
