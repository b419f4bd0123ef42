/// Which data, read by which version.
package enum SchemaDirection: String, WireEnum {
    /// Old data, read by the new schema.
    case backward
    /// New data, read by the old schema.
    case forward

    package static let about = About("Which data, read by which version.")
}
