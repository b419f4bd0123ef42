import Events
import GRDB
import Values

extension LogWriter {
    mutating func putDocument(
        _ kind: String, _ id: String, _ content: [UInt8], _ expected: Int64?, _ batch: Batch
    ) throws -> StoreResult {
        let version = try documentVersion(kind, id, batch)
        if let expected, expected != version { return conflict(version, expected) }
        let statement = try batch.statement(
            """
            INSERT INTO document (kind, id, version, updatedAt, content) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (kind, id) DO UPDATE SET
                version = excluded.version, updatedAt = excluded.updatedAt, content = excluded.content
            """)
        statement.bind(1, kind)
        statement.bind(2, id)
        statement.bind(3, version + 1)
        statement.bind(4, batch.now)
        statement.bind(5, content)
        try statement.run()
        if kind == RoutingDocument.kind { routing = nil }
        return .document(
            Document(kind: kind, id: id, version: version + 1, updatedAt: batch.now, content: content))
    }

    mutating func removeDocument(_ kind: String, _ id: String, _ expected: Int64?, _ batch: Batch) throws -> StoreResult
    {
        let version = try documentVersion(kind, id, batch)
        if let expected, expected != version { return conflict(version, expected) }
        let statement = try batch.statement("DELETE FROM document WHERE kind = ? AND id = ?")
        statement.bind(1, kind)
        statement.bind(2, id)
        if kind == RoutingDocument.kind { routing = nil }
        return .removed(try statement.run() == 1)
    }

    /// Where `RoutingDocument` stands.
    mutating func routingVersion(_ batch: Batch) throws -> Int64 {
        if let routing { return routing }
        let version = try documentVersion(RoutingDocument.kind, RoutingDocument.id, batch)
        routing = version
        return version
    }

    /// 0 when there is none.
    func documentVersion(_ kind: String, _ id: String, _ batch: Batch) throws -> Int64 {
        let statement = try batch.statement("SELECT version FROM document WHERE kind = ? AND id = ?")
        statement.bind(1, kind)
        statement.bind(2, id)
        return try statement.first { $0.integer(0) } ?? 0
    }

    private func conflict(_ version: Int64, _ expected: Int64) -> StoreResult {
        .refused(.versionConflict("document", at: version, expected: expected))
    }
}
