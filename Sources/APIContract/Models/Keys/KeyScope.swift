/// What a key allows. Each includes the ones before it.
package enum KeyScope: String, WireEnum {
    /// To look.
    case read
    /// To send messages and events, sync, retry.
    case write
    /// To change systems, integrations and keys.
    case admin

    package static let about = About("What a key allows. Each includes the ones before it.")
}
