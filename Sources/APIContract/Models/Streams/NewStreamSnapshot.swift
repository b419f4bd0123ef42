package import Values

/// What the events of a stream up to some place come to.
package struct NewStreamSnapshot: WireType, Hashable {
    package var version: Int64
    package var state: Value

    package init(
        version: Int64, state: Value
    ) {
        self.version = version
        self.state = state
    }

    package static let about = About(
        "What the events of a stream up to some place come to.",
        [
            "version": FieldNote("Place of the last event that it takes in.", least: 1),
            "state": "Any JSON, up to a megabyte.",
        ])
}
