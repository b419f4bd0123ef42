import Values

/// Which step is passed over by hand, and why.
package struct SagaSkip: WireType, Hashable {
    package var reason: String
    package var step: String?
    package var expectedVersion: Int64?

    package init(reason: String, step: String? = nil, expectedVersion: Int64? = nil) {
        self.reason = reason
        self.step = step
        self.expectedVersion = expectedVersion
    }

    package static let about = About(
        "Which step is passed over by hand, and why.",
        [
            "reason": FieldNote("In a sentence.", example: "Paid in cash", lengthLeast: 1, lengthMost: 500),
            "step": FieldNote("Which one, where branches are under way.", lengthLeast: 1, lengthMost: 128),
            "expectedVersion": FieldNote(
                "The version that the instance was seen at; refused when it stands elsewhere.", least: 1),
        ])
}
