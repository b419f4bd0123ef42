/// Whether an integration runs.
package enum IntegrationStatus: String, WireEnum {
    /// It runs.
    case active
    /// A person has stopped it.
    case paused
    /// It runs, but its last work failed.
    case failing
    /// It cannot run as written.
    case invalid

    package static let about = About("Whether an integration runs.")
}
