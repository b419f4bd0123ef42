package import Values

/// A small named JSON document beside the log: a registered system, an integration, an API key, a schedule's state.
package struct Document: Sendable, Hashable {
    /// What it is, such as `system`.
    package var kind: String
    package var id: String
    /// From 1, one more at each change.
    package var version: Int64
    package var updatedAt: Instant
    /// JSON text in UTF-8. At most `DocumentLimits.bytes`.
    package var content: [UInt8]

    package init(kind: String, id: String, version: Int64, updatedAt: Instant, content: [UInt8]) {
        self.kind = kind
        self.id = id
        self.version = version
        self.updatedAt = updatedAt
        self.content = content
    }
}

/// What a store of documents may be asked to hold or list at once.
package enum DocumentLimits {
    /// Longest content of one document.
    package static let bytes = 1 << 20
    /// Most documents in one page of a listing.
    package static let page = 1000
}
