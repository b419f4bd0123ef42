/// What the events of a stream look like.
package enum StreamForm: String, WireEnum {
    /// Our own form.
    case event
    /// CloudEvents in structured mode.
    case cloudevent

    package static let about = About("What the events of a stream look like.")
}
