/// What a receiver is sent.
package enum EventForm: String, WireEnum {
    /// The event in our own form, as JSON.
    case event
    /// A CloudEvent in structured mode.
    case cloudevent
    /// A CloudEvent in binary mode: attributes as headers, data as body.
    case cloudeventBinary = "cloudevent-binary"
    /// The payload alone.
    case payload

    package static let about = About("What a receiver is sent.")
}
