import Values

/// Notices repeated keys of one object without comparing every key with every other in full.
///
/// Objects of one place tend to be alike, so the keys of the object before are expected again, in their order: as long as they come, none
/// can repeat. After the first that was not expected, a bit set of fingerprints proves most keys new, and an index the rest.
struct JSONKeys {
    /// Where the object's members begin on the pile.
    let start: Int
    private(set) var areExpected = true
    private var seen: UInt64 = 0
    /// Takes over when there are more keys than the bit set can tell apart.
    private(set) var large: Object?
    private static let smallMost = 24

    init(start: Int) { self.start = start }

    /// Adds a member to the pile, or to `large`. False when its key was there already; its value is then replaced.
    @inline(__always)
    mutating func add(_ key: String, _ value: consuming Value, isExpected: Bool, _ pile: inout JSONPile<Object.Member>)
        -> Bool
    {
        if isExpected, areExpected {
            pile.push(Object.Member(key: key, value: value))
            return true
        }
        return addUnexpected(key, value, &pile)
    }

    private mutating func addUnexpected(_ key: String, _ value: Value, _ pile: inout JSONPile<Object.Member>) -> Bool {
        if var object = large {
            large = nil
            defer { large = object }
            let before = object.count
            object[key] = value
            return object.count > before
        }
        if areExpected {
            areExpected = false
            for index in start..<pile.count { seen |= Self.bit(pile[index].key) }
        }
        let bit = Self.bit(key)
        if seen & bit != 0 {
            for index in start..<pile.count where pile[index].key.isIdenticalUTF8(to: key) {
                pile[index].value = value
                return false
            }
        }
        seen |= bit
        pile.push(Object.Member(key: key, value: value))
        if pile.count - start > Self.smallMost { large = Object(distinct: pile.take(from: start)) }
        return true
    }

    /// One of 64 bits by length, first, middle and last bytes.
    @inline(__always)
    private static func bit(_ key: String) -> UInt64 {
        let bytes = key.utf8.span
        guard !bytes.isEmpty else { return 1 }
        let last = bytes.count - 1
        var mixed = UInt64(bytes[0]) &* 31 &+ UInt64(bytes[last])
        mixed = mixed &* 31 &+ UInt64(bytes[last >> 1]) &+ UInt64(bytes.count)
        return 1 << ((mixed &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }
}
