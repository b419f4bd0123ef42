/// Whether an external system can be used now.
package enum SystemStatus: String, WireEnum {
    /// Known, never connected to.
    case registered
    /// The last contact succeeded.
    case connected
    /// Some calls fail.
    case degraded
    /// The last contact failed.
    case unreachable
    /// Switched off by a person.
    case disabled

    package static let about = About("Whether an external system can be used now.")
}
