package import Values

/// The state of one key.
package struct ProjectionState: WireType, Hashable {
    package var key: String
    package var position: Int64
    package var state: Value

    package init(key: String, position: Int64, state: Value) {
        self.key = key
        self.position = position
        self.state = state
    }

    package static let about = About(
        "The state of one key.",
        [
            "key": "The key.", "position": "Place in the whole log of the event that changed it last.",
            "state": "What the events have made of it.",
        ])
}
