package import Events
import GRDB
import Values

extension SQLiteEventStore {
    package func document(kind: String, id: String) throws -> Document? {
        try read { database in
            let statement = try SQLStatement(
                database, "SELECT kind, id, version, updatedAt, content FROM document WHERE kind = ? AND id = ?")
            statement.bind(1, kind)
            statement.bind(2, id)
            return try statement.first(Self.document)
        }
    }

    package func documents(kind: String, after: String?, limit: Int) throws -> [Document] {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT kind, id, version, updatedAt, content FROM document
                WHERE kind = ? AND id > ? ORDER BY id LIMIT ?
                """)
            statement.bind(1, kind)
            statement.bind(2, after ?? "")
            statement.bind(3, Int64(limit))
            var documents: [Document] = []
            try statement.forEachRow { documents.append(Self.document($0)) }
            return documents
        }
    }

    private static func document(_ row: SQLStatement) -> Document {
        Document(
            kind: row.text(0), id: row.text(1), version: row.integer(2), updatedAt: row.instant(3),
            content: row.bytes(4))
    }
}
