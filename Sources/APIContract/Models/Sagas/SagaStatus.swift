/// How an instance of a saga stands.
package enum SagaStatus: String, WireEnum {
    case running
    /// It has failed, and what was done is being taken back.
    case compensating
    case completed
    /// All that was done has been taken back.
    case compensated
    /// Nothing was to be taken back, or not all could be.
    case failed
    /// Ended by hand as it was.
    case cancelled

    package static let about = About("How an instance of a saga stands.")
}
