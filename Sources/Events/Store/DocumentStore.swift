/// Small named documents, kept in the same file and with the same durability as the log. `EventLog` is one.
package protocol DocumentStore: Sendable {
    /// Nil when there is none of that name.
    func document(kind: String, id: String) async throws -> Document?

    /// Documents of one kind in the order of their ids (by bytes), those after `after`, at most `limit`.
    func documents(kind: String, after: String?, limit: Int) async throws -> [Document]

    /// Writes a document; on disk when it returns.
    ///
    /// `expectedVersion` 0: there must be none yet; n: it must stand at n; nil: whatever is there is replaced.
    /// Throws `versionConflict` when it stands elsewhere.
    @discardableResult
    func putDocument(kind: String, id: String, content: [UInt8], expectedVersion: Int64?) async throws -> Document

    /// Returns whether there was one. Throws `versionConflict` when `expectedVersion` is given and it stands elsewhere.
    @discardableResult
    func removeDocument(kind: String, id: String, expectedVersion: Int64?) async throws -> Bool
}

extension DocumentStore {
    /// Every document of a kind, in the order of their ids.
    package func forEachDocument(kind: String, _ body: (Document) throws -> Void) async throws {
        var after: String?
        repeat {
            let page = try await documents(kind: kind, after: after, limit: DocumentLimits.page)
            for document in page { try body(document) }
            after = page.count == DocumentLimits.page ? page.last?.id : nil
        } while after != nil
    }

    package func allDocuments(kind: String) async throws -> [Document] {
        var all: [Document] = []
        try await forEachDocument(kind: kind) { all.append($0) }
        return all
    }

    @discardableResult
    package func putDocument(kind: String, id: String, content: [UInt8]) async throws -> Document {
        try await putDocument(kind: kind, id: id, content: content, expectedVersion: nil)
    }

    @discardableResult
    package func removeDocument(kind: String, id: String) async throws -> Bool {
        try await removeDocument(kind: kind, id: id, expectedVersion: nil)
    }
}
