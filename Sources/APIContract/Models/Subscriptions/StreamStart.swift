/// Where a stream begins.
package enum StreamStart: String, WireEnum {
    /// With what is published from now on.
    case now
    /// With the first event that the log has.
    case beginning

    package static let about = About("Where a stream begins.")
}
