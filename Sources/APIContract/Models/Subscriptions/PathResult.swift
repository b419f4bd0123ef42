/// Whether the way to a receiver is proven.
package enum PathResult: String, WireEnum {
    /// The receiver has taken the test event.
    case proven
    /// It has not taken it, though asked.
    case failed
    /// It has not been asked yet: the test event waits behind others.
    case waiting

    package static let about = About("Whether the way to a receiver is proven.")
}
