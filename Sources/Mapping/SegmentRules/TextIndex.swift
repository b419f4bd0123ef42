/// Numbers by text: a hash table over bytes, filled once and asked often.
struct TextIndex: Sendable {
    private var keys = TextPool()
    private var values: [Int32] = []
    /// The number of an entry in each slot; -1 in free ones. At least half are free.
    private var slots: [Int32] = []

    /// The value of a key that is there already is replaced.
    mutating func set(_ key: String, _ value: Int32) {
        let bytes = Array(key.utf8)
        if let entry = entry(bytes, 0..<bytes.count) {
            values[entry] = value
            return
        }
        keys.append(key)
        values.append(value)
        if values.count * 2 > slots.count { grow() } else { place(values.count - 1) }
    }

    /// The value of the key that a stretch of bytes is.
    func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? { entry(bytes, range).map { values[$0] } }

    private func entry(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = Self.hash(bytes, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            if holds(slots[slot], bytes, range) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func holds(_ entry: Int32, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let key = keys.range(entry)
        guard key.count == range.count else { return false }
        var other = key.lowerBound
        for index in range {
            if keys.bytes[other] != bytes[index] { return false }
            other += 1
        }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: max(16, slots.count * 2))
        for entry in values.indices { place(entry) }
    }

    private mutating func place(_ entry: Int) {
        var slot = Self.hash(keys.bytes, keys.range(Int32(entry))) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(entry)
    }

    /// FNV-1a. The keys are those of rule files, not of strangers.
    @inline(__always)
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }
}

/// Some texts, to ask whether another is among them. Those of up to eight bytes, nearly all, are compared as one number.
struct TextSet: Sendable {
    private var short: [UInt64] = []
    private var long: [[UInt8]] = []

    init(_ texts: [String]) {
        for text in texts {
            let bytes = Array(text.utf8)
            if bytes.count <= 8, !bytes.contains(0) {
                short.append(Self.word(bytes, 0..<bytes.count))
            } else {
                long.append(bytes)
            }
        }
    }

    func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        if range.count <= 8 {
            let word = Self.word(bytes, range)
            for candidate in short where candidate == word { return true }
        }
        if long.isEmpty { return false }
        return long.contains { $0[...] == bytes[range] }
    }

    @inline(__always)
    private static func word(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var word: UInt64 = 0
        for index in range { word = word << 8 | UInt64(bytes[index]) }
        return word
    }
}
