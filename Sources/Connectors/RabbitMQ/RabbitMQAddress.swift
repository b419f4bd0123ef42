package import Values

/// Where a broker is: `amqp://broker.example.org:5672/orders`, or `amqps` for TLS; the path is the virtual host, `/` when
/// there is none (RabbitMQ's URI specification, without user, password and query).
package struct RabbitMQAddress: Sendable, Hashable {
    package let isSecure: Bool
    /// A name in lower case, or an address without brackets.
    package let host: String
    package let port: Int
    package let virtualHost: String

    /// - Throws: `connectorSettings` naming what cannot be taken.
    package init(_ text: String) throws(JunctionError) {
        guard text.hasPrefix("amqp://") || text.hasPrefix("amqps://") else {
            throw Self.error("an address starts with amqp:// or amqps://")
        }
        isSecure = text.hasPrefix("amqps")
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count).dropFirst()
        guard !path.contains("/"), let virtualHost = Self.decoded(path), virtualHost.utf8.count <= 255 else {
            throw Self.error("the virtual host is one segment of at most 255 bytes; write a slash in it as %2F")
        }
        // Read as every other address is, so that there is one reading of a host.
        let place = try WebAddress("http://\(authority)")
        host = place.host
        let isPortWritten = !authority.hasSuffix("]") && authority.contains(":")
        port = isPortWritten ? place.port : isSecure ? 5671 : 5672
        self.virtualHost = virtualHost.isEmpty ? "/" : virtualHost
    }

    /// Nil for what is no percent-encoding of UTF-8, or holds a zero byte, which no virtual host has.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            rest.removeFirst(2)
            bytes.append(code)
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func error(_ message: String) -> JunctionError {
        JunctionError(.connectorSettings, message, place: Place(path: "url"))
    }
}
