extension IPAddress {
    /// What the C library would make of a host written as numbers: `2130706433`, `0x7f.1`, `0177.0.0.1`.
    ///
    /// Resolvers accept these spellings (inet_aton), so a guard that does not would be walked around.
    package enum LegacySpelling: Sendable, Hashable {
        case notNumeric
        case malformed
        case address(IPAddress)
    }

    package static func legacySpelling(of host: String) -> LegacySpelling {
        var parts = host.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count > 1, parts.last == "" { parts.removeLast() }
        guard let last = parts.last, looksNumeric(last) else { return .notNumeric }
        guard parts.count <= 4 else { return .malformed }
        var numbers: [UInt64] = []
        for part in parts {
            guard let number = number(part) else { return .malformed }
            numbers.append(number)
        }
        let tail = numbers.removeLast()
        guard numbers.allSatisfy({ $0 < 256 }), tail < UInt64(1) << (8 * (4 - UInt64(numbers.count))) else {
            return .malformed
        }
        let head = numbers.enumerated().reduce(UInt64(0)) { $0 | $1.element << (24 - 8 * UInt64($1.offset)) }
        return .address(.v4(UInt32(head | tail)))
    }

    private static func looksNumeric(_ part: Substring) -> Bool {
        part.hasPrefix("0x") || part.hasPrefix("0X") || !part.isEmpty && part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }

    private static func number(_ part: Substring) -> UInt64? {
        guard part.count <= 16 else { return nil }
        if part.hasPrefix("0x") || part.hasPrefix("0X") {
            return part.count == 2 ? 0 : UInt64(part.dropFirst(2), radix: 16)
        }
        guard part.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return part.count > 1 && part.hasPrefix("0") ? UInt64(part, radix: 8) : UInt64(part)
    }
}
