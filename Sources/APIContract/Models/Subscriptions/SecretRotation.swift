/// How a secret is changed.
package struct SecretRotation: WireType, Hashable {
    package var overlapHours: Int?

    package init(
        overlapHours: Int? = nil
    ) {
        self.overlapHours = overlapHours
    }

    package static let about = About(
        "How a secret is changed.",
        [
            "overlapHours": FieldNote(
                "How long the old secret signs beside the new one; 24 when absent.", least: 0, most: 720)
        ])
}
