package import Values

/// Where a branch of a parallel step is.
package struct SagaBranch: WireType, Hashable {
    package var branch: String
    package var step: String
    package var waitsUntil: Instant?
    package var awaits: String?

    package init(branch: String, step: String, waitsUntil: Instant? = nil, awaits: String? = nil) {
        self.branch = branch
        self.step = step
        self.waitsUntil = waitsUntil
        self.awaits = awaits
    }

    package static let about = About(
        "Where a branch of a parallel step is.",
        [
            "branch": "The parallel step and the branch.",
            "step": "The step that it is at.",
            "waitsUntil": "When the wait that it is in is over.",
            "awaits": "The event that it has sent and does not know the outcome of.",
        ])
}
