/// An event in the tree of what led to what.
package struct EventTreeNode: WireType, Hashable {
    package var event: IntegrationEvent
    package var depth: Int

    package init(
        event: IntegrationEvent, depth: Int
    ) {
        self.event = event
        self.depth = depth
    }

    package static let about = About(
        "An event in the tree of what led to what.",
        [
            "event": "The event.",
            "depth": "Steps from the first cause.",
        ])
}
