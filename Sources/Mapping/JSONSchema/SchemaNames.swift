import Values

/// The property names that a schema speaks of, found by a few bytes of theirs and without allocating.
struct SchemaNames: Sendable {
    struct Entry: Sendable {
        let name: String
        /// The schema of the property; `none` when it is only required.
        var node = SchemaProgram.none
        /// Its place among the required ones; zero when it is none of them.
        var bit: UInt64 = 0
    }

    private(set) var entries: [Entry] = []
    /// Slots of a hash table: an entry's index plus one, or zero. A power of two, at least twice the entries.
    private var slots: [Int32] = []
    private var mask = 0

    var isEmpty: Bool { entries.isEmpty }

    /// The index of the entry of that name, which is made when there is none.
    mutating func add(_ name: String) -> Int {
        if let known = find(name, near: 0) { return known }
        entries.append(Entry(name: name))
        if entries.count * 2 > slots.count { grow() } else { place(entries.count - 1) }
        return entries.count - 1
    }

    mutating func set(node: Int32, at index: Int) { entries[index].node = node }
    mutating func set(bit: UInt64, at index: Int) { entries[index].bit = bit }

    private mutating func grow() {
        slots = Array(repeating: 0, count: max(8, slots.count * 2))
        mask = slots.count - 1
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        var slot = Self.hash(entries[index].name) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(index + 1)
    }

    /// The entry of that name. `near` is looked at first: data mostly keeps the order of its schema.
    @inline(__always)
    func find(_ name: String, near hint: Int) -> Int? {
        if hint < entries.count, entries[hint].name.isIdenticalUTF8(to: name) { return hint }
        guard !slots.isEmpty else { return nil }
        var slot = Self.hash(name) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].name.isIdenticalUTF8(to: name) { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Of the length and three bytes.
    @inline(__always)
    private static func hash(_ name: String) -> Int {
        let bytes = name.utf8.span
        guard !bytes.isEmpty else { return 0 }
        let last = bytes.count - 1
        var mixed = UInt64(bytes[0]) &* 31 &+ UInt64(bytes[last])
        mixed = mixed &* 31 &+ UInt64(bytes[last >> 1]) &+ UInt64(bytes.count)
        return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40)
    }
}
