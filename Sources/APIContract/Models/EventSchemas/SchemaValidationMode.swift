/// What publishing does with events that do not fit the newest version.
package enum SchemaValidationMode: String, WireEnum {
    /// They are not looked at.
    case off
    /// They are published; the result and their metadata say so.
    case warn
    /// Nothing of the request is published.
    case reject

    package static let about = About("What publishing does with events that do not fit the newest version.")
}
