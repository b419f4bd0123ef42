/// How far a sync is.
package enum SyncStatus: String, WireEnum {
    /// It goes on.
    case running
    /// All was done.
    case succeeded
    /// Some messages failed.
    case partial
    /// Nothing was done.
    case failed

    package static let about = About("How far a sync is.")
}
