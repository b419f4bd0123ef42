/// What writers append to their output.
extension [UInt8] {
    @inline(__always)
    mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    @inline(__always)
    mutating func append(literal text: StaticString) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        // The digits from the last to the first, eight bits each: 19 at most.
        var rest = number.magnitude
        var low: UInt64 = 0
        var high: UInt64 = 0
        var length = 0
        repeat {
            high = high << 8 | low >> 56
            low = low << 8 | (rest % 10 &+ 0x30)
            rest /= 10
            length += 1
        } while rest > 0 && length < 16
        if rest > 0 { append(decimal: Int64(rest)) }
        for _ in 0..<length {
            append(UInt8(truncatingIfNeeded: low))
            low = low >> 8 | high << 56
            high >>= 8
        }
    }
}
