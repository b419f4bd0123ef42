package import Values

/// What an instance is to remember from now on.
package struct SagaStateChange: WireType, Hashable {
    package var state: Value
    package var expectedVersion: Int64
    package var reason: String

    package init(state: Value, expectedVersion: Int64, reason: String) {
        self.state = state
        self.expectedVersion = expectedVersion
        self.reason = reason
    }

    package static let about = About(
        "What an instance is to remember from now on.",
        [
            "state": "Any JSON.",
            "expectedVersion": FieldNote("The version that the instance was seen at.", least: 1),
            "reason": FieldNote("In a sentence.", lengthLeast: 1, lengthMost: 500),
        ])
}
