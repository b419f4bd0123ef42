/// What is done when more waits for a subscription than may.
package enum BacklogOverflow: String, WireEnum {
    /// It is paused, and goes on where it was when it is resumed.
    case pause
    /// Its oldest events become dead letters.
    case dropOldest

    package static let about = About("What is done when more waits for a subscription than may.")
}
