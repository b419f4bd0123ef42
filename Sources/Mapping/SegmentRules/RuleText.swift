import Formats

/// A text of a run: a stretch of the run's bytes (UTF-8), or a literal of the library.
///
/// Texts are numbers, so that passing one on copies no bytes and counts no references.
struct RuleText {
    /// Where it begins; negative: the literal of this number, counted down from -1.
    var start: Int32
    var count: Int32

    init(_ range: Range<Int>) {
        start = Int32(truncatingIfNeeded: range.lowerBound)
        count = Int32(truncatingIfNeeded: range.count)
    }

    init(literal: Int32) {
        start = -1 - literal
        count = 0
    }

    @inline(__always) var isLiteral: Bool { start < 0 }
    @inline(__always) var literal: Int32 { -1 - start }
    /// Its place in the run's bytes; of a text that is no literal.
    @inline(__always) var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Texts side by side in one row of bytes, by number.
struct TextPool: Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int32] = []

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(Int32(truncatingIfNeeded: bytes.count))
    }

    /// Nothing for a number below 0, which stands for the empty text.
    @inline(__always)
    func range(_ number: Int32) -> Range<Int> {
        guard number >= 0 else { return 0..<0 }
        return (number > 0 ? Int(ends[Int(number) - 1]) : 0)..<Int(ends[Int(number)])
    }

    @inline(__always)
    func append(_ number: Int32, to output: inout [UInt8]) { output.append(bytes, range(number)) }

    @inline(__always)
    func append(_ number: Int32, to output: inout ByteOutput) { output.append(bytes.span.extracting(range(number))) }
}

extension [UInt8] {
    /// Appends a stretch of other bytes.
    @inline(__always)
    mutating func append(_ other: [UInt8], _ range: Range<Int>) {
        unsafe other.withUnsafeBufferPointer { unsafe append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Appends a stretch of these bytes.
    mutating func appendOwn(_ range: Range<Int>) {
        reserveRoom(range.count)
        for index in range { append(self[index]) }
    }

    /// As `reserveCapacity`, but growing by halves at least, so that many small calls stay cheap.
    @inline(__always)
    mutating func reserveRoom(_ more: Int) {
        if capacity - count < more { reserveCapacity(Swift.max(count + more, capacity * 2)) }
    }

    @inline(__always)
    mutating func append(literal text: StaticString) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether a stretch reads as a word in ASCII capitals, whatever its own case.
    func reads(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for (offset, index) in range.enumerated() where unsafe self[index].asciiUppercased != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether all bytes of a stretch are ASCII.
    func areASCII(_ range: Range<Int>) -> Bool {
        for index in range where self[index] >= 0x80 { return false }
        return true
    }

    /// A stretch as a string; it is UTF-8 already.
    func string(_ range: Range<Int>) -> String {
        unsafe String(copying: UTF8Span(unchecked: span.extracting(range)))
    }
}

extension UInt8 {
    @inline(__always) var asciiUppercased: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
    @inline(__always) var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
    /// White space of ASCII, as `Character.isWhitespace` has it.
    @inline(__always) var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }
}

extension [UInt8] {
    /// What `make` appends, as a text of these bytes.
    @inline(__always)
    mutating func text(_ make: (inout [UInt8]) -> Void) -> RuleText {
        let start = count
        make(&self)
        return RuleText(start..<count)
    }
}
