package import Events
import Values

extension PostgresEventStore {
    package func document(kind: String, id: String) throws -> Document? {
        var query = PostgresQuery(
            "SELECT kind, id, version, updated_at, content FROM document WHERE kind = $1 AND id = $2")
        query.bind(kind)
        query.bind(id)
        let result = try read { try $0.run(query) }
        return result.rowCount == 0 ? nil : Self.document(result, 0)
    }

    package func documents(kind: String, after: String?, limit: Int) throws -> [Document] {
        var query = PostgresQuery(
            """
            SELECT kind, id, version, updated_at, content FROM document
            WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3
            """)
        query.bind(kind)
        query.bind(after ?? "")
        query.bind(Int64(limit))
        let result = try read { try $0.run(query) }
        return (0..<result.rowCount).map { Self.document(result, $0) }
    }

    private static func document(_ result: PostgresResult, _ row: Int) -> Document {
        Document(
            kind: result.text(row, 0), id: result.text(row, 1), version: result.integer(row, 2),
            updatedAt: result.instant(row, 3), content: result.bytes(row, 4))
    }
}
