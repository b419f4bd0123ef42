/// Where a replay is.
package enum ReplayStatus: String, WireEnum {
    /// Events are being sent.
    case running
    /// Nothing is sent until it is resumed.
    case paused
    /// Every event has been delivered or given up.
    case finished
    /// It was ended before that.
    case cancelled

    package static let about = About("Where a replay is.")
}
