import APIContract
import SecurityCore
import Values

/// Makes positions in lists opaque, and takes back only those it made for the same list and the same filters.
///
/// A cursor is base64url of a seal and the position.
struct CursorSeal: Sendable {
    private let seal: MessageSeal
    /// Longer ones are refused unread.
    private static let lengthMost = 2048

    init(key: [UInt8]) { seal = MessageSeal(key: key) }

    func seal(_ position: String, for call: Call, list: String) -> String {
        let bytes = Array(position.utf8)
        return Base64URL.encode(seal.seal(scope(call, list) + bytes) + bytes)
    }

    /// What page the call asks for. Throws `fieldInvalid` or `listCursorInvalid`.
    func request(of call: Call, list: String) throws -> PageRequest {
        let limit = try call[Paging.limit] ?? PageRequest.limitDefault
        guard let cursor = try call[Paging.cursor] else { return PageRequest(limit: limit) }
        guard cursor.utf8.count <= Self.lengthMost, let bytes = Base64URL.decode(cursor),
            bytes.count > MessageSeal.length
        else { throw refused() }
        let position = Array(bytes[MessageSeal.length...])
        guard seal.isSeal(Array(bytes[..<MessageSeal.length]), of: scope(call, list) + position),
            let text = String(validating: position, as: UTF8.self)
        else { throw refused() }
        return PageRequest(position: text, limit: limit)
    }

    /// The list and its filters: everything in the query but the paging itself.
    private func scope(_ call: Call, _ list: String) -> [UInt8] {
        let filters = call.query.filter { $0.name != Paging.cursor.name && $0.name != Paging.limit.name }
        let text = filters.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "\n")
        return fingerprint(Array(list.utf8), Array(call.id.utf8), Array(text.utf8))
    }

    private func refused() -> JunctionError {
        JunctionError(
            .listCursorInvalid, "The cursor was not made by this list.",
            cause: LocatedFindings([
                ProblemPlace(parameter: Paging.cursor.name, message: "This is not a cursor of this list.")
            ]))
    }
}

/// The two parameters of every list.
enum Paging {
    static let limit = Parameter<Int>(
        "limit",
        FieldNote(
            "At most so many; \(PageRequest.limitDefault) when absent.", example: 50, least: 1,
            most: PageRequest.limitMost))
    static let cursor = Parameter<String>("cursor", "The nextCursor of the page before.")
}
