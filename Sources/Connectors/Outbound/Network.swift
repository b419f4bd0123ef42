/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or one address without a slash.
package struct Network: Sendable, Hashable, CustomStringConvertible {
    package let base: IPAddress
    /// Leading bits that must agree: 0–32 or 0–128.
    package let prefix: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        let width = address.width
        guard parts.count == 2 else {
            self.init(base: address, prefix: width)
            return
        }
        guard let prefix = Int(parts[1]), (0...width).contains(prefix), parts[1].first != "+" else { return nil }
        self.init(base: address, prefix: prefix)
        // Bits beyond the prefix are a slip of the pen: 10.1.0.0/8 may mean 10.1.0.0/16.
        guard contains(address), masked(address) == address else { return nil }
    }

    init(base: IPAddress, prefix: Int) {
        self.base = base
        self.prefix = prefix
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.width == base.width && masked(address) == masked(base)
    }

    /// Whether the range is one address alone.
    package var isSingle: Bool { prefix == base.width }

    package var description: String { "\(base)/\(prefix)" }

    private func masked(_ address: IPAddress) -> IPAddress {
        switch address {
        case .v4(let number): .v4(prefix == 0 ? 0 : number & ~0 << UInt32(32 - prefix))
        case .v6(let number): .v6(prefix == 0 ? 0 : number & ~0 << UInt128(128 - prefix))
        }
    }
}

extension IPAddress {
    var width: Int { if case .v4 = self { 32 } else { 128 } }
}
