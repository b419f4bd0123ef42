/// Which addresses outbound calls may go to: public ones, and those whose range the settings allow.
///
/// Pure. A configured address is data that people can change, so without this rule whoever may register a system could
/// make the server read its own network: cloud metadata, databases, neighbours.
package struct AddressRules: Sendable, Hashable {
    package let allowed: [Network]

    package enum Verdict: Sendable, Hashable {
        case allowed
        /// Why, as a noun phrase: `a loopback address`.
        case refused(String)
    }

    package init(allowed: [Network] = []) { self.allowed = allowed }

    package func verdict(_ address: IPAddress) -> Verdict {
        let inner = Self.embedded(address)
        if Self.metadata.contains(where: { $0.contains(inner ?? address) }) {
            // Allowing a wide range must not open the metadata service by accident: it has to be named alone.
            return allowed.contains { $0.isSingle && $0.contains(inner ?? address) }
                ? .allowed : .refused("a cloud metadata address")
        }
        if allowed.contains(where: { $0.contains(address) }) { return .allowed }
        if let inner { return verdict(inner) }
        for (network, what) in Self.special where network.contains(address) { return .refused(what) }
        if case .v6(let number) = address, number >> 125 != 0b001 { return .refused("not a global unicast address") }
        return .allowed
    }

    /// The IPv4 address inside an IPv6 one: mapped (RFC 4291), compatible, NAT64 (RFC 6052), 6to4 (RFC 3056).
    static func embedded(_ address: IPAddress) -> IPAddress? {
        guard case .v6(let number) = address else { return nil }
        if number >> 32 == 0xFFFF { return .v4(UInt32(truncatingIfNeeded: number)) }
        if number >> 32 == 0, number > 1 { return .v4(UInt32(truncatingIfNeeded: number)) }
        if number >> 32 == UInt128(0x0064_FF9B) << 64 { return .v4(UInt32(truncatingIfNeeded: number)) }
        if number >> 112 == 0x2002 { return .v4(UInt32(truncatingIfNeeded: number >> 80)) }
        return nil
    }

    /// Instance metadata: AWS, Azure, GCP and others; AWS over IPv6; Alibaba; Oracle.
    private static let metadata = networks([
        ("169.254.169.254/32", ""), ("fd00:ec2::254/128", ""), ("fd20:ce::254/128", ""), ("100.100.100.200/32", ""),
        ("192.0.0.192/32", ""), ("169.254.170.2/32", ""), ("168.63.129.16/32", ""),
    ]).map(\.0)

    /// IANA's special-purpose registries (RFC 6890), without what is globally reachable.
    private static let special = networks([
        ("0.0.0.0/8", "an address of this host"), ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a carrier's shared address"), ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"), ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a protocol address"), ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a relay address"), ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a benchmarking address"), ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"), ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an address of this host"), ("::1/128", "a loopback address"),
        ("64:ff9b:1::/48", "a private address"), ("100::/64", "a discard address"),
        ("2001::/23", "a protocol address"), ("2001:db8::/32", "a documentation address"),
        ("3fff::/20", "a documentation address"), ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"), ("fec0::/10", "a private address"), ("ff00::/8", "a multicast address"),
    ])

    private static func networks(_ rows: [(String, String)]) -> [(Network, String)] {
        rows.map { row in
            guard let network = Network(row.0) else { preconditionFailure("bad range in the table: \(row.0)") }
            return (network, row.1)
        }
    }
}
