import Values

/// Where a schema stands: in which document, and at which JSON Pointer there.
struct SchemaLocation: Hashable, Sendable {
    var document: Int
    var pointer: String
}

/// A schema and where it stands.
struct LocatedSchema: Sendable {
    var location: SchemaLocation
    var value: Value
    /// The resource that it belongs to, by index.
    var resource: Int
}

/// A schema with a URI of its own: a document's root, or a part of it with an `$id`.
struct SchemaResource: Sendable {
    let uri: SchemaURI
    let root: LocatedSchema
    let dialect: SchemaDialect
    var anchors: [String: LocatedSchema] = [:]
    var dynamicAnchors: [String: LocatedSchema] = [:]

    /// The name under which 2019-09's `$recursiveAnchor` is kept among the dynamic anchors; no anchor can have it.
    static let recursiveAnchor = "\u{0}recursive"
}
