package import Values

/// One place of a request that would be another.
package struct ReplayChange: WireType, Hashable {
    package var path: String
    package var before: Value?
    package var after: Value?

    package init(path: String, before: Value? = nil, after: Value? = nil) {
        self.path = path
        self.before = before
        self.after = after
    }

    package static let about = About(
        "One place of a request that would be another.",
        [
            "path": "The place, such as $.body.name[0].family.",
            "before": "What was sent there; absent where nothing stood.",
            "after": "What would be; absent where nothing would stand.",
        ])
}
