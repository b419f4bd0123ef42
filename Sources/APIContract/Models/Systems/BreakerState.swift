/// State of a circuit breaker.
package enum BreakerState: String, WireEnum {
    /// Calls go through.
    case closed
    /// Calls are held back because too many failed.
    case open
    /// A few calls are let through to see.
    case halfOpen

    package static let about = About("State of a circuit breaker.")
}
