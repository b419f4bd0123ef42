import Values

/// Collects an object's members and notices repeated keys without comparing every key with every other in full.
struct JSONMembers {
    private var members: [Object.Member] = []
    /// Bit set of the fingerprints seen: a clear bit proves a key new, which is the usual case.
    private var seen: UInt64 = 0
    /// Takes over when there are more keys than the bit set can tell apart.
    private var large: Object?
    private static let smallMost = 24

    init(expected: Int) { members.reserveCapacity(min(expected, Self.smallMost)) }

    var count: Int { large?.count ?? members.count }
    var object: Object { large ?? Object(distinct: members) }

    /// False when the key was there already; its value is then replaced.
    mutating func add(_ key: String, _ value: Value) -> Bool {
        if large != nil { return addToLarge(key, value) }
        let bit: UInt64 = 1 << (Self.fingerprint(key) & 63)
        if seen & bit != 0, let place = members.firstIndex(where: { $0.key.isIdenticalUTF8(to: key) }) {
            members[place].value = value
            return false
        }
        seen |= bit
        members.append(Object.Member(key: key, value: value))
        if members.count > Self.smallMost { large = Object(distinct: members) }
        return true
    }

    private mutating func addToLarge(_ key: String, _ value: Value) -> Bool {
        let before = count
        large?[key] = value
        return count > before
    }

    /// A cheap mix of length, first, middle and last bytes.
    @inline(__always)
    private static func fingerprint(_ key: String) -> UInt64 {
        let bytes = key.utf8.span
        guard !bytes.isEmpty else { return 0 }
        let last = bytes.count - 1
        var mixed = UInt64(bytes[0]) &* 31 &+ UInt64(bytes[last])
        mixed = mixed &* 31 &+ UInt64(bytes[last >> 1]) &+ UInt64(bytes.count)
        return mixed &* 0x9E37_79B9_7F4A_7C15 >> 58
    }
}
