/// What became of reading the workspace's sagas again.
package struct SagaReload: WireType, Hashable {
    package var changed: [Saga]
    package var removed: [String]

    package init(changed: [Saga], removed: [String]) {
        self.changed = changed
        self.removed = removed
    }

    package static let about = About(
        "What became of reading the workspace's sagas again.",
        [
            "changed": "Those whose definition is new.",
            "removed": "Those that no point declares any more: they begin nothing, and what runs goes on.",
        ])
}
