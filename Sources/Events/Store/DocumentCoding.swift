package import Values

/// How documents are kept as bytes: what this layer does not know.
package struct DocumentCoding: Sendable {
    package var encode: @Sendable (Value) throws -> [UInt8]
    package var decode: @Sendable ([UInt8]) throws -> Value

    package init(
        encode: @escaping @Sendable (Value) throws -> [UInt8], decode: @escaping @Sendable ([UInt8]) throws -> Value
    ) {
        self.encode = encode
        self.decode = decode
    }
}

extension EventLog {
    /// Every document of a kind, in the order of their ids.
    package func forEachDocument(kind: String, _ body: (Document) throws -> Void) async throws {
        var after: String?
        repeat {
            let page = try await documents(kind: kind, after: after, limit: DocumentLimits.page)
            for document in page { try body(document) }
            after = page.count == DocumentLimits.page ? page.last?.id : nil
        } while after != nil
    }
}
