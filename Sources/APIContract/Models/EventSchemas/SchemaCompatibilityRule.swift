/// How a new version must get along with those before.
package enum SchemaCompatibilityRule: String, WireEnum {
    /// In no way.
    case none
    /// Data of the version before fits it.
    case backward
    /// Its data fits the version before.
    case forward
    /// Both.
    case full
    /// As backward, with every version before.
    case backwardTransitive
    /// As forward, with every version before.
    case forwardTransitive
    /// As full, with every version before.
    case fullTransitive

    package static let about = About("How a new version must get along with those before.")
}
