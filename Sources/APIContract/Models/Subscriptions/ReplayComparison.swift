/// What came of a comparison of what was sent with what would be.
package enum ReplayComparison: String, WireEnum {
    /// The same would be sent.
    case same
    /// Something else would be sent.
    case changed
    /// It was not sent before.
    case notSent
    /// What was sent can no longer be told.
    case notKnown

    package static let about = About("What came of a comparison of what was sent with what would be.")
}
