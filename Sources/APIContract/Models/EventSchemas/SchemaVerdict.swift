/// Whether a rule of compatibility is kept.
package enum SchemaVerdict: String, WireEnum {
    /// All data that should fit does.
    case compatible
    /// Some data does not fit.
    case incompatible
    /// Not all could be compared, and nothing is known to break.
    case notChecked

    package static let about = About("Whether a rule of compatibility is kept.")
}
