package import Values

/// What became of the last test event of a subscription.
package struct PathProof: WireType, Hashable {
    package var at: Instant
    package var result: PathResult
    package var durationSeconds: Double?
    package var message: String

    package init(at: Instant, result: PathResult, durationSeconds: Double? = nil, message: String) {
        self.at = at
        self.result = result
        self.durationSeconds = durationSeconds
        self.message = message
    }

    package static let about = About(
        "What became of the last test event of a subscription.",
        [
            "at": "When it was sent.",
            "result": "Whether the way is proven.",
            "durationSeconds": "Until it was delivered.",
            "message": "In a sentence.",
        ])
}
