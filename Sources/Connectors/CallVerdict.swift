/// What came of one call to a system, in the terms that delivery acts on.
package enum CallVerdict: Sendable, Hashable {
    case success
    /// It may go well later; not before `after`, where the system said so.
    case retry(reason: String, after: Duration?)
    /// It will not go well as it stands.
    case refused(reason: String)
}
