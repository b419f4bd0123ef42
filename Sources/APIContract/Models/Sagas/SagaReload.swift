/// What became of reading the workspace's sagas again.
package struct SagaReload: WireType, Hashable {
    package var changed: [Saga]
    package var removed: [String]
    package var pointsGone: [String]
    package var pointsNew: [String]

    package init(changed: [Saga], removed: [String], pointsGone: [String] = [], pointsNew: [String] = []) {
        self.changed = changed
        self.removed = removed
        self.pointsGone = pointsGone
        self.pointsNew = pointsNew
    }

    package static let about = About(
        "What became of reading the workspace's sagas again.",
        [
            "changed": "Those whose definition is new.",
            "removed": "Those that no point declares any more: they begin nothing, and what runs goes on.",
            "pointsGone":
                "Integration points whose file is gone: their sagas are removed; whatever else they do goes on until the next start.",
            "pointsNew": "Integration points whose file is new: they run from the next start.",
        ])
}
