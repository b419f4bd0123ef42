/// The tree of a parsed pattern.
indirect enum RegexSyntax {
    case empty
    case unit(UInt32)
    /// Anything but a line terminator.
    case any
    case set(RegexSet)
    case sequence([RegexSyntax])
    case alternatives([RegexSyntax])
    /// `index` counts from 1.
    case group(RegexSyntax, index: Int)
    case look(RegexSyntax, ahead: Bool, negative: Bool)
    case backreference(Int)
    case namedBackreference(String)
    case start, end
    case wordBoundary(negative: Bool)
    /// `groups` are the capturing groups inside, which every turn of the loop clears.
    case loop(RegexSyntax, least: Int, most: Int?, greedy: Bool, groups: Range<Int>)
}

/// One step of the machine. `back` reads toward the start, as lookbehind does.
enum RegexInstruction: Sendable {
    case unit(UInt32, back: Bool)
    case any(back: Bool)
    case set(Int, back: Bool)
    case backreference(Int, back: Bool)
    /// Goes on at the first; at the second if that fails.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case clear(Range<Int>)
    case start, end
    case wordBoundary(negative: Bool)
    /// Remembers the position in a register.
    case mark(Int)
    /// Fails when nothing was read since the register was set.
    case progress(Int)
    /// Runs the program behind it as an assertion of its own; goes on at `next`.
    case look(negative: Bool, next: Int)
    case match
}

/// A class of code units or code points: ranges, sorted and apart, with a bitmap of the first 128.
struct RegexSet: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []
    private var low: UInt64 = 0
    private var lowHigh: UInt64 = 0

    init(_ ranges: [ClosedRange<UInt32>], inverted: Bool = false) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = inverted ? Self.complement(merged) : merged
        for unit in UInt32(0)..<128 where isInRanges(unit) {
            if unit < 64 { low |= 1 << UInt64(unit) } else { lowHigh |= 1 << UInt64(unit - 64) }
        }
    }

    /// The last code point. Code units end before it, so that a complement over code units may name more than there are.
    private static let last: UInt32 = 0x10FFFF

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= last { result.append(next...last) }
        return result
    }

    var complement: RegexSet { RegexSet(ranges, inverted: true) }

    func contains(_ unit: UInt32) -> Bool {
        if unit < 64 { return low & (1 << UInt64(unit)) != 0 }
        if unit < 128 { return lowHigh & (1 << UInt64(unit - 64)) != 0 }
        return isInRanges(unit)
    }

    private func isInRanges(_ unit: UInt32) -> Bool {
        var (from, to) = (0, ranges.count)
        while from < to {
            let middle = (from + to) / 2
            if unit > ranges[middle].upperBound {
                from = middle + 1
            } else if unit < ranges[middle].lowerBound {
                to = middle
            } else {
                return true
            }
        }
        return false
    }

    static let digit = RegexSet([0x30...0x39])
    static let word = RegexSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let space = RegexSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineTerminator = RegexSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
}
