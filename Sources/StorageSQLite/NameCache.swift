import GRDB
import Synchronization

/// Texts of the table `name` by number, for readers. Holds only what has been committed.
final class NameCache: Sendable {
    /// Beyond this it is emptied and begins anew.
    static let most = 20_000

    private let texts = Mutex<[Int64: String]>([:])

    func text(_ id: Int64, _ database: Database) throws -> String {
        if let known = texts.withLock({ $0[id] }) { return known }
        let statement = try SQLStatement(database, "SELECT text FROM name WHERE id = ?")
        statement.bind(1, id)
        let text = try statement.first { $0.text(0) } ?? ""
        texts.withLock { texts in
            if texts.count >= Self.most { texts = [:] }
            texts[id] = text
        }
        return text
    }
}
