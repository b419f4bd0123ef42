/// What is to become of one document, as part of `EventLog.commit`.
package enum DocumentChange: Sendable {
    /// As `DocumentStore.putDocument`.
    case put(kind: String, id: String, content: [UInt8], expectedVersion: Int64? = nil)
    /// Whether there is one or not.
    case remove(kind: String, id: String)

    /// Where events go changes with what is committed together with this.
    static let rerouted = DocumentChange.put(
        kind: RoutingDocument.kind, id: RoutingDocument.id, content: Array("{}".utf8))

    /// There is more that pruning must spare with what is committed together with this.
    static let spared = DocumentChange.put(
        kind: RetentionKeeper.kind, id: RetentionKeeper.sparedID, content: Array("{}".utf8))

    /// Throws `eventOverLimit`.
    func operation() throws -> StoreOperation {
        switch self {
        case .put(let kind, let id, let content, let expected):
            try DocumentLimits.check(content)
            return .putDocument(kind: kind, id: id, content: content, expectedVersion: expected)
        case .remove(let kind, let id): return .removeDocument(kind: kind, id: id, expectedVersion: nil)
        }
    }

    /// Bytes that it holds in the queue of commits.
    var size: Int { if case .put(_, _, let content, _) = self { content.count + 64 } else { 64 } }
}
