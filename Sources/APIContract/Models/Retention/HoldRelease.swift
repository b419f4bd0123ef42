import Values

/// Why a hold is to end.
package struct HoldRelease: WireType, Hashable {
    package var reason: String

    package init(
        reason: String
    ) {
        self.reason = reason
    }

    package static let about = About(
        "Why a hold is to end.",
        [
            "reason": FieldNote(
                "Why, in a sentence; never whom it is about.", example: "Inquiry 17", lengthLeast: 1, lengthMost: 500)
        ])
}
