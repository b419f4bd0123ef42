package import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An internet address as a number.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads the strict spellings only: four decimal parts, or RFC 4291 section 2.2. No zone, no brackets.
    package init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            self = .v4(bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
        } else {
            return nil
        }
    }

    /// The address of a socket's peer; nil for a Unix domain socket.
    package init?(_ address: SocketAddress) {
        guard let text = address.ipAddress, let read = IPAddress(text) else { return nil }
        self = read
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .v4(let number):
            stride(from: 24, through: 0, by: -8).map { "\(number >> $0 & 0xFF)" }.joined(separator: ".")
        case .v6(let number):
            stride(from: 112, through: 0, by: -16).map { String(number >> $0 & 0xFFFF, radix: 16) }.joined(
                separator: ":")
        }
    }
}
