/// Where a mapping is kept.
package enum MappingOrigin: String, WireEnum {
    /// A file of the workspace, which only changes there.
    case workspace
    case server

    package static let about = About("Where a mapping is kept: as a file of the workspace, or by the server.")
}
