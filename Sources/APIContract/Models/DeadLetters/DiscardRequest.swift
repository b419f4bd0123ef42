import Values

/// Why a dead letter is let go. It is kept in the lineage.
package struct DiscardRequest: WireType, Hashable {
    package var reason: String

    package init(
        reason: String
    ) {
        self.reason = reason
    }

    package static let about = About(
        "Why a dead letter is let go. It is kept in the lineage.",
        [
            "reason": FieldNote("In a sentence.", example: "Sent twice by mistake", lengthLeast: 1, lengthMost: 500)
        ])
}
