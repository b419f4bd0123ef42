import Events
import Values

/// What a commit tells the other nodes it has made pending, as the payload of a notification: the writer, then a line for
/// each destination (kind, sequence, count, name); no lines at all when they would not fit.
struct PendingNotice {
    /// A payload has less than 8000 bytes (postgresql.org/docs/15/sql-notify.html).
    private static let most = 7900
    static let channel = "junction_pending"

    private struct Part {
        var sequence: Int64
        var count: Int
    }

    private var appended: [String: Part] = [:]
    private var broughtBack: [String: Part] = [:]
    /// Versions of documents that were written; 0 for those removed.
    private var changed: [DocumentName: Int64] = [:]

    /// Where the log stands, when it has grown.
    var newest: Int64?

    var isEmpty: Bool { newest == nil && broughtBack.isEmpty && changed.isEmpty }

    mutating func add(_ document: DocumentName, version: Int64) { changed[document] = version }

    mutating func add(_ destination: String, appended sequence: Int64) {
        let known = appended[destination]
        appended[destination] = Part(sequence: max(known?.sequence ?? 0, sequence), count: (known?.count ?? 0) + 1)
    }

    mutating func add(_ destination: String, broughtBack sequence: Int64) {
        let known = broughtBack[destination]
        broughtBack[destination] = Part(
            sequence: min(known?.sequence ?? sequence, sequence), count: (known?.count ?? 0) + 1)
    }

    func query(from writer: String) -> PostgresQuery {
        // Channels are of the database, not of the schema.
        var query = PostgresQuery("SELECT pg_notify('\(Self.channel)', current_schema() || ' ' || $1)")
        query.bind(payload(from: writer))
        return query
    }

    func payload(from writer: String) -> String {
        let lines =
            (Self.lines(appended, "a") + Self.lines(broughtBack, "b")).joined()
            + changed.map { "\nd \($0.value) \($0.key.kind.utf8.count) \($0.key.kind)/\($0.key.id)" }.joined()
            + (newest.map { "\nh \($0) 0 " } ?? "")
        let names = Array(appended.keys) + Array(broughtBack.keys) + changed.keys.map { $0.kind + $0.id }
        let fits =
            writer.utf8.count + lines.utf8.count <= Self.most
            && !names.contains { $0.utf8.contains(UInt8(ascii: "\n")) }
        return writer + (fits ? lines : "")
    }

    private static func lines(_ parts: [String: Part], _ kind: String) -> [String] {
        parts.sorted { $0.key < $1.key }.map { "\n\(kind) \($0.value.sequence) \($0.value.count) \($0.key)" }
    }

    /// Nothing for another schema, or when we are the writer ourselves. Taken apart by bytes: a name may begin with what joins
    /// the character before it, or end with a carriage return.
    static func news(_ payload: String, schema: String, except writer: String) -> [PendingNews] {
        let bytes = payload.utf8
        guard bytes.starts(with: (schema + " ").utf8) else { return [] }
        let lines = bytes.dropFirst(schema.utf8.count + 1)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let name = lines.first, !name.elementsEqual(writer.utf8) else { return [] }
        let news = lines.dropFirst().compactMap { line -> PendingNews? in
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 4, let sequence = Int64(parts[1]), let count = Int(parts[2]) else { return nil }
            let destination = PostgresText.decode(parts[3])
            return switch parts[0] {
            case "a": .appended(destination: destination, through: sequence, count: count)
            case "b": .broughtBack(destination: destination, first: sequence, count: count)
            case "d":
                .changed(
                    kind: String(decoding: destination.utf8.prefix(count), as: UTF8.self),
                    id: String(decoding: destination.utf8.dropFirst(count + 1), as: UTF8.self), version: sequence)
            default: .grown(through: sequence)
            }
        }
        return news.isEmpty ? [.missed] : news
    }
}
