/// How much a log entry matters.
package enum LogLevel: String, WireEnum {
    /// Only for finding faults.
    case debug
    /// Normal work.
    case info
    /// Worth a look.
    case warning
    /// Something failed.
    case error

    package static let about = About("How much a log entry matters.")
}
