/// A key just made. Its secret is shown this once.
package struct CreatedKey: WireType, Hashable {
    package var key: String
    package var description: KeyDescription

    package init(
        key: String, description: KeyDescription
    ) {
        self.key = key
        self.description = description
    }

    package static let about = About(
        "A key just made. Its secret is shown this once.",
        [
            "key": "What to send after Bearer. It cannot be shown again.",
            "description": "The key.",
        ])
}
