/// Bytes being written, for writers whose speed matters: room is asked for once for several bytes, which are then stored without a
/// check each.
@safe @frozen
package struct ByteOutput: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var filled = 0
    @usableFromInline var capacity: Int

    package init(capacity: Int) {
        self.capacity = capacity
        unsafe base = .allocate(capacity: capacity)
    }

    deinit { unsafe base.deallocate() }

    /// How many bytes were written so far.
    @inlinable package var count: Int { filled }

    /// The bytes written so far.
    package var bytes: [UInt8] { unsafe [UInt8](UnsafeBufferPointer(start: base, count: filled)) }

    package func append(to output: inout [UInt8]) {
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: base, count: filled))
    }

    /// Makes room for so many more bytes.
    @inlinable @inline(__always)
    package mutating func reserve(_ more: Int) {
        if capacity - filled < more { grow(more) }
    }

    @inline(never) @usableFromInline
    mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, filled + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe larger.update(from: base, count: filled)
        unsafe base.deallocate()
        unsafe base = larger
    }

    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe base[filled] = byte
        filled += 1
    }

    @inlinable @inline(__always)
    package mutating func append(literal text: StaticString) {
        let size = text.utf8CodeUnitCount
        reserve(size)
        unsafe (base + filled).update(from: text.utf8Start, count: size)
        filled += size
    }

    mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    @inlinable @inline(__always)
    package mutating func append(_ bytes: Span<UInt8>) {
        reserve(bytes.count)
        unsafe bytes.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (base + filled).update(from: start, count: source.count)
        }
        filled += bytes.count
    }

    package mutating func append(decimal number: Int64) {
        reserve(20)
        var rest = number.magnitude
        if number < 0 { append(UInt8(ascii: "-")) }
        var length = 1
        var power: UInt64 = 10
        while length < 19, rest >= power {
            length += 1
            power &*= 10
        }
        if length == 19, rest >= power { length = rest >= 10_000_000_000_000_000_000 ? 20 : 19 }
        // Two digits at a time, from the last.
        var place = length
        while rest >= 100 {
            let pair = rest % 100
            rest /= 100
            place -= 2
            unsafe base[filled + place] = UInt8(truncatingIfNeeded: pair / 10) &+ 0x30
            unsafe base[filled + place + 1] = UInt8(truncatingIfNeeded: pair % 10) &+ 0x30
        }
        if rest >= 10 {
            unsafe base[filled] = UInt8(truncatingIfNeeded: rest / 10) &+ 0x30
            unsafe base[filled + 1] = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
        } else {
            unsafe base[filled] = UInt8(truncatingIfNeeded: rest) &+ 0x30
        }
        filled += length
    }

    /// Stores eight bytes of which the first `kept` count; there must be room for all.
    @inlinable @inline(__always)
    package mutating func store(_ word: UInt64, kept: Int) {
        unsafe UnsafeMutableRawPointer(base + filled).storeBytes(of: word, as: UInt64.self)
        filled &+= kept
    }

    /// There must be room.
    @inlinable @inline(__always)
    package mutating func store(_ byte: UInt8) {
        unsafe base[filled] = byte
        filled &+= 1
    }
}
