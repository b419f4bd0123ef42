import NIOCore
import NIOPosix
package import Values

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Decides whether a host may be called, by the addresses that its name has now.
///
/// A name's addresses can change between this look and the connection (DNS rebinding), so whoever connects must also
/// check the peer's address (`check(peer:)`) before it writes anything, or connect to an address returned here.
package struct OutboundGuard: Sendable {
    package let rules: AddressRules
    let lookUp: @Sendable (String) async throws -> [IPAddress]

    package init(
        rules: AddressRules, lookUp: @escaping @Sendable (String) async throws -> [IPAddress] = Self.systemLookUp
    ) {
        self.rules = rules
        self.lookUp = lookUp
    }

    /// Every address of the host. One forbidden address refuses the host: which one a connection gets is chance.
    ///
    /// - Throws: `addressForbidden`, or `connectFailed` when the name has no address.
    package func addresses(of host: String) async throws(JunctionError) -> [IPAddress] {
        if let literal = try Self.literal(host) {
            try check(literal, host: host)
            return [literal]
        }
        let found: [IPAddress]
        do { found = try await lookUp(host) } catch {
            throw JunctionError(.connectFailed, "the name '\(host)' has no address", cause: error)
        }
        return try checked(found, host)
    }

    /// The same on a thread that may block; asks the system's resolver.
    func addressesNow(of host: String) throws(JunctionError) -> [IPAddress] {
        if let literal = try Self.literal(host) { return try checked([literal], host) }
        let found: [IPAddress]
        do { found = try Self.resolve(host) } catch {
            throw JunctionError(.connectFailed, "the name '\(host)' has no address", cause: error)
        }
        return try checked(found, host)
    }

    private func checked(_ found: [IPAddress], _ host: String) throws(JunctionError) -> [IPAddress] {
        guard !found.isEmpty else { throw JunctionError(.connectFailed, "the name '\(host)' has no address") }
        for address in found { try check(address, host: host) }
        return found
    }

    /// The address that a host is spelt as, if it is one in any spelling that resolvers take.
    package static func literal(_ host: String) throws(JunctionError) -> IPAddress? {
        if let address = IPAddress(host) { return address }
        switch IPAddress.legacySpelling(of: host) {
        case .notNumeric: return nil
        case .address(let address): return address
        case .malformed: throw JunctionError(.addressForbidden, "'\(host)' is neither a name nor an address")
        }
    }

    /// - Throws: `addressForbidden`.
    package func check(_ address: IPAddress, host: String) throws(JunctionError) {
        if case .refused(let what) = rules.verdict(address) {
            throw JunctionError(
                .addressForbidden, "'\(host)' is at \(address), \(what)",
                remedy: "Use a public address, or add its range to 'allowedNetworks'.")
        }
    }

    /// Asks the system's resolver, on a thread that may block.
    package static let systemLookUp: @Sendable (String) async throws -> [IPAddress] = { host in
        try await NIOThreadPool.singleton.runIfActive { try resolve(host) }
    }

    private static func resolve(_ host: String) throws -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { throw JunctionError(.connectFailed, "the name '\(host)' cannot be resolved") }
        defer { unsafe freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe address(of: entry.pointee), !found.contains(address) { found.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(of entry: addrinfo) -> IPAddress? {
        guard let name = unsafe entry.ai_addr else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            return unsafe name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe IPAddress(SocketAddress($0.pointee))
            }
        case AF_INET6:
            return unsafe name.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                unsafe IPAddress(SocketAddress($0.pointee))
            }
        default: return nil
        }
    }
}
