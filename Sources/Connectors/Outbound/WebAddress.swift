package import Values

/// An `http` or `https` address in the narrow form that settings take: scheme, host, port and base path.
///
/// Narrow on purpose: with one reading of the text there is no host that the guard sees and another that is called.
package struct WebAddress: Sendable, Hashable {
    package let secure: Bool
    /// A name in lower case, or an address without brackets.
    package let host: String
    package let port: Int
    /// Empty, or starts with `/` and does not end with it.
    package let basePath: String

    /// - Throws: `connectorSettings` naming what cannot be taken.
    package init(_ text: String) throws(JunctionError) {
        let rest: Substring
        if text.hasPrefix("https://") {
            (secure, rest) = (true, text.dropFirst(8))
        } else if text.hasPrefix("http://") {
            (secure, rest) = (false, text.dropFirst(7))
        } else {
            throw Self.error("an address starts with http:// or https://")
        }
        let authority = rest.prefix { $0 != "/" }
        (host, port) = try Self.hostAndPort(authority, standard: secure ? 443 : 80)
        var path = String(rest.dropFirst(authority.count))
        guard path.utf8.allSatisfy(Self.isPathByte) else {
            throw Self.error("the base path takes only the characters of a path (RFC 3986), and no query or fragment")
        }
        while path.hasSuffix("/") { path.removeLast() }
        basePath = path
    }

    /// `host:port`, as the Host header carries it; the port is left out where it is the scheme's own.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (secure ? 443 : 80) ? name : "\(name):\(port)"
    }

    package var origin: String { "\(secure ? "https" : "http")://\(authority)" }

    private static func hostAndPort(
        _ authority: Substring, standard: Int
    ) throws(JunctionError) -> (String, Int) {
        guard !authority.contains("@") else { throw error("an address holds no user name or password") }
        var host = authority
        var port = standard
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65535).contains(number) else {
                throw error("the port is a number from 1 to 65535")
            }
            (host, port) = (authority[..<colon], number)
        }
        return (try plainHost(host), port)
    }

    private static func plainHost(_ host: Substring) throws(JunctionError) -> String {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = String(host.dropFirst().dropLast())
            guard inner.contains(":"), IPAddress(inner) != nil else {
                throw error("the address in brackets is not one")
            }
            return inner.lowercased()
        }
        let name = host.lowercased()
        guard !name.isEmpty, name.utf8.count <= 253, name.utf8.allSatisfy(isHostByte), !name.hasPrefix("-") else {
            throw error("the host is letters, digits, '-' and '.'; write an international name in its 'xn--' form")
        }
        // A numeric spelling becomes the address that it means, so that everyone below reads the same one.
        return try OutboundGuard.literal(name).map(\.description) ?? name
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
    }

    static func isPathByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || (47...58).contains(byte) && byte != 0
            || "-._~!$&'()*+,;=@%".utf8.contains(byte)
    }

    private static func error(_ message: String) -> JunctionError { JunctionError(.connectorSettings, message) }
}
