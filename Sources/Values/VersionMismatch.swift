/// Where something stands that was to be changed at another version. As the cause of a `JunctionError` it tells the caller.
package struct VersionMismatch: Error, Sendable, Hashable {
    package var actual: Int64
    package init(actual: Int64) { self.actual = actual }
}

extension JunctionError {
    /// `what` stands elsewhere than its writer thought.
    package static func versionConflict(_ what: String, at actual: Int64, expected: Int64) -> JunctionError {
        JunctionError(
            .versionConflict, "the \(what) stands at \(actual), not at \(expected)",
            cause: VersionMismatch(actual: actual))
    }
}
