/// What led to an event, and what it led to.
package struct EventTree: WireType, Hashable {
    package var nodes: [EventTreeNode]
    package var isComplete: Bool

    package init(
        nodes: [EventTreeNode], isComplete: Bool
    ) {
        self.nodes = nodes
        self.isComplete = isComplete
    }

    package static let about = About(
        "What led to an event, and what it led to.",
        [
            "nodes": "Causes before what they led to, the first cause first.",
            "isComplete": "Whether all there is was found within the bounds (1000 events, 64 steps).",
        ])
}
