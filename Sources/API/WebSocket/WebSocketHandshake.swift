import APIContract
import HTTPTypes
import Hummingbird
import SecurityCore
import Values

/// A client's wish to speak WebSocket (RFC 6455, section 4.2), found to be sound.
struct WebSocketHandshake: Sendable {
    /// What proves that the request was understood as one.
    var accept: String
    /// What the client would speak, in its order of preference.
    var subprotocols: [String]

    static let version = "13"
    private static let identifier = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    /// Subprotocols beyond these are not looked at.
    private static let subprotocolsMost = 16
    /// Browsers cannot send an `Authorization` field with a WebSocket: a subprotocol of this form stands for it.
    private static let keyPrefix = "bearer."

    /// Whether the request asks for it at all.
    static func isAsked(_ fields: HTTPFields) -> Bool {
        fields[.upgrade].map { words($0).contains { $0.lowercased() == "websocket" } } ?? false
    }

    /// Whether the parser of requests has stopped behind this one, whatever it is answered.
    static func stopsParser(_ fields: HTTPFields) -> Bool {
        fields.contains(.upgrade) && words(fields[.connection] ?? "").contains { $0.lowercased() == "upgrade" }
    }

    /// The value of an `Authorization` field: the field itself, or what a browser sends in its place.
    static func authorization(_ fields: HTTPFields) -> String? {
        if let field = fields[.authorization] { return field }
        let offered = words(fields[.secWebSocketProtocol] ?? "")
        return offered.first { $0.hasPrefix(keyPrefix) }.map { "Bearer \($0.dropFirst(keyPrefix.count))" }
    }

    /// Throws `upgradeRequired`, `badRequest` or `originRefused`.
    init(_ request: HTTPRequest, origins: Set<String>) throws {
        let fields = request.headerFields
        guard Self.isAsked(fields), Self.stopsParser(fields), request.method == .get else {
            throw JunctionError(.upgradeRequired, "This address speaks WebSocket, and the request does not ask for it.")
        }
        guard fields[.secWebSocketVersion] == Self.version else {
            throw JunctionError(.upgradeRequired, "The request asks for another version of WebSocket than 13.")
        }
        guard let key = fields[.secWebSocketKey], Base64.decode(Array(key.utf8))?.count == 16 else {
            throw JunctionError(.badRequest, "Sec-WebSocket-Key is not 16 bytes in base64.")
        }
        guard fields[.transferEncoding] == nil, fields[.contentLength] ?? "0" == "0" else {
            throw JunctionError(.badRequest, "A request for WebSocket has no body.")
        }
        if let origin = fields[.origin], !Self.isAllowed(origin, request.authority, origins) {
            throw JunctionError(.originRefused, "Pages of that origin may not connect.")
        }
        accept = Self.accept(key)
        subprotocols = Self.words(fields[.secWebSocketProtocol] ?? "").prefix(Self.subprotocolsMost).map(String.init)
    }

    static func accept(_ key: String) -> String {
        Base64.text(of: sha1(Array((key + identifier).utf8)))
    }

    /// Only browsers send an origin, and a page of another may not use what its reader has here: the server's own pages
    /// may, and those that it is told of.
    private static func isAllowed(_ origin: String, _ authority: String?, _ origins: Set<String>) -> Bool {
        if origins.contains(origin.lowercased()) { return true }
        guard let authority, let end = origin.firstRange(of: "://")?.upperBound else { return false }
        return origin[end...].lowercased() == authority.lowercased()
    }

    /// The members of a list in a header field (RFC 9110, section 5.6.1).
    private static func words(_ field: String) -> [Substring] {
        field.split(separator: ",").map { word in
            var word = word.drop { $0 == " " || $0 == "\t" }
            while let last = word.last, last == " " || last == "\t" { word.removeLast() }
            return word
        }
    }
}
