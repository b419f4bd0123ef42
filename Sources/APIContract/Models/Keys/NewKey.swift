package import Values

/// A key to make.
package struct NewKey: WireType, Hashable {
    package var name: String
    package var scope: KeyScope
    package var expiresAt: Instant?

    package init(
        name: String, scope: KeyScope, expiresAt: Instant? = nil
    ) {
        self.name = name
        self.scope = scope
        self.expiresAt = expiresAt
    }

    package static let about = About(
        "A key to make.",
        [
            "name": FieldNote("Who or what it is for.", example: "ward system", lengthLeast: 1, lengthMost: 200),
            "scope": "What it allows.",
            "expiresAt": "When it ends; never when absent.",
        ])
}
