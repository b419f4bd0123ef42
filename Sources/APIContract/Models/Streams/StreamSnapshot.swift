package import Values

/// What the events of a stream up to some place come to.
package struct StreamSnapshot: WireType, Hashable {
    package var version: Int64
    package var state: Value
    package var savedAt: Instant
    package var savedBy: String

    package init(
        version: Int64, state: Value, savedAt: Instant, savedBy: String
    ) {
        self.version = version
        self.state = state
        self.savedAt = savedAt
        self.savedBy = savedBy
    }

    package static let about = About(
        "What the events of a stream up to some place come to.",
        [
            "version": "Place of the last event that it takes in.",
            "state": "As it was saved.",
            "savedAt": "When it was saved.",
            "savedBy": "Public part of the key that saved it.",
        ])
}
