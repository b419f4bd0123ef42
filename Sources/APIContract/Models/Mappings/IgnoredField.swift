/// A field that a mapping leaves aside.
package struct IgnoredField: WireType, Hashable {
    package var path: String
    package var reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    package static let about = About(
        "A field that a mapping leaves aside.", ["path": "Where it stands.", "reason": "Why, as the definition says."])
}
