/// How much a finding matters.
package enum FindingSeverity: String, WireEnum {
    case information
    case warning
    case error

    package static let about = About("How much a finding matters; an error means that the message is refused.")
}
