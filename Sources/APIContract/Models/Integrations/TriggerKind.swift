/// What starts the work of an integration.
package enum TriggerKind: String, WireEnum {
    /// Only a request to sync.
    case manual
    /// The clock.
    case schedule
    /// A message that arrives.
    case message
    /// An event that is published.
    case event

    package static let about = About("What starts the work of an integration.")
}
