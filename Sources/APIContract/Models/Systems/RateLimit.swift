import Values

/// How often a system may be called.
package struct RateLimit: WireType, Hashable {
    package var requests: Int
    package var perSeconds: Int

    package init(
        requests: Int, perSeconds: Int
    ) {
        self.requests = requests
        self.perSeconds = perSeconds
    }

    package static let about = About(
        "How often a system may be called.",
        [
            "requests": FieldNote("Calls allowed in each span.", example: 100, least: 1),
            "perSeconds": FieldNote("Length of the span in seconds.", example: 60, least: 1),
        ])
}
