import Values

/// How often tokens were asked for and given, for tests of callers that should share one.
package struct SandboxTokenCounts: Sendable, Hashable {
    package var requested = 0
    package var issued = 0

    package init(requested: Int = 0, issued: Int = 0) {
        self.requested = requested
        self.issued = issued
    }
}

/// The stand-in of an OAuth token endpoint (RFC 6749 sections 4.4 and 5). Pure.
struct SandboxTokens: Sendable {
    private(set) var counts = SandboxTokenCounts()
    private var validUntil: [String: Instant] = [:]
    /// Tokens kept at most; the oldest are forgotten, and so no longer work.
    static let tokensMost = 10_000

    mutating func answer(
        _ request: SandboxRequest, clientID: String, secret: String, lifetime: Duration, now: Instant
    ) -> SandboxReply {
        counts.requested += 1
        let form = FormFields(request.body)
        guard request.method == "POST", form["grant_type"] == "client_credentials" else {
            return .tokenError(400, "unsupported_grant_type")
        }
        let basic = request.header("authorization").flatMap(Self.basic)
        let given = basic ?? (form["client_id"] ?? "", form["client_secret"] ?? "")
        guard given == (clientID, secret) else { return .tokenError(401, "invalid_client") }
        counts.issued += 1
        let token = "sandbox-token-\(counts.issued)"
        if validUntil.count >= Self.tokensMost { validUntil.removeAll() }
        validUntil[token] = now + lifetime
        let body =
            #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":\#(lifetime.components.seconds)}"#
        return SandboxReply(
            status: 200, headers: [("Cache-Control", "no-store")], contentType: "application/json",
            body: Array(body.utf8))
    }

    func accepts(_ authorization: String?, now: Instant) -> Bool {
        guard let authorization, authorization.hasPrefix("Bearer ") else { return false }
        return validUntil[String(authorization.dropFirst(7))].map { now < $0 } ?? false
    }

    mutating func expireAll() { validUntil.removeAll() }

    /// Section 2.3.1: id and secret are form-encoded, joined, and sent as RFC 7617 says.
    private static func basic(_ header: String) -> (String, String)? {
        guard header.hasPrefix("Basic "), let bytes = Base64Text.decode(header.dropFirst(6)) else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return (FormFields.decoded(parts[0]), FormFields.decoded(parts[1]))
    }
}

extension SandboxReply {
    static func tokenError(_ status: Int, _ error: String) -> SandboxReply {
        SandboxReply(status: status, contentType: "application/json", body: Array(#"{"error":"\#(error)"}"#.utf8))
    }
}

/// The fields of a form (`application/x-www-form-urlencoded`).
struct FormFields: Sendable {
    private var values: [String: String] = [:]

    init(_ body: [UInt8]) {
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decoded(parts[0])] = parts.count == 2 ? Self.decoded(parts[1]) : ""
        }
    }

    subscript(name: String) -> String? { values[name] }

    static func decoded(_ text: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

enum Base64Text {
    static func decode(_ text: Substring) -> [UInt8]? {
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let sextet = sextet(byte) else { return nil }
            bits = bits << 6 | UInt32(sextet)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func sextet(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
