/// How a mapping is written.
package enum MappingKind: String, WireEnum {
    case fields
    case expression

    package static let about = About("How a mapping is written: as a table of fields, or as one JSONata expression.")
}
