import Values

/// Why nothing is to be sent for a while.
package struct PauseRequest: WireType, Hashable {
    package var reason: String

    package init(
        reason: String
    ) {
        self.reason = reason
    }

    package static let about = About(
        "Why nothing is to be sent for a while.",
        [
            "reason": FieldNote(
                "In a sentence.", example: "The receiver is being mended", lengthLeast: 1, lengthMost: 500)
        ])
}
