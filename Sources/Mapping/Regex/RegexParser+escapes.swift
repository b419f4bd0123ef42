/// Escapes and classes.
extension RegexParser {
    mutating func escape() throws(RegularExpressionError) -> RegexSyntax {
        guard let unit = next else { throw fault("The pattern ends in a backslash") }
        if (0x31...0x39).contains(unit) {
            let start = position
            if let index = number(), index <= groupsInAll { return .backreference(index) }
            position = start
        }
        position += 1
        switch unit {
        case 0x62: return .wordBoundary(negative: false)
        case 0x42: return .wordBoundary(negative: true)
        case 0x6B:
            guard take("<") else { return .unit(unit) }
            return .namedBackreference(try groupName())
        default: break
        }
        if let set = Self.classEscape(unit) { return .set(set) }
        return .unit(try unitEscape(unit))
    }

    private static func classEscape(_ unit: UInt16) -> RegexSet? {
        switch unit {
        case 0x64: .digit
        case 0x44: RegexSet.digit.complement
        case 0x77: .word
        case 0x57: RegexSet.word.complement
        case 0x73: .space
        case 0x53: RegexSet.space.complement
        default: nil
        }
    }

    /// The code unit that an escape stands for, whose letter has been taken.
    private mutating func unitEscape(_ unit: UInt16) throws(RegularExpressionError) -> UInt16 {
        switch unit {
        case 0x74: return 9
        case 0x6E: return 10
        case 0x76: return 11
        case 0x66: return 12
        case 0x72: return 13
        case 0x30: return 0
        case 0x78: return hexadecimal(2) ?? unit
        case 0x75: return hexadecimal(4) ?? unit
        case 0x63:
            guard let letter = next, (0x41...0x5A).contains(letter) || (0x61...0x7A).contains(letter) else {
                position -= 1
                return 0x5C
            }
            position += 1
            return letter % 32
        default: return unit
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt16? {
        guard position + digits <= units.count else { return nil }
        let text = String(decoding: units[position..<position + digits], as: UTF16.self)
        guard !text.hasPrefix("+"), !text.hasPrefix("-"), let value = UInt16(text, radix: 16) else { return nil }
        position += digits
        return value
    }

    /// A class whose opening bracket has been taken.
    mutating func characterClass() throws(RegularExpressionError) -> RegexSet {
        let inverted = take("^")
        var ranges: [ClosedRange<UInt16>] = []
        while let unit = next, unit != 0x5D {
            let first = try classAtom()
            guard next == 0x2D, position + 1 < units.count, units[position + 1] != 0x5D else {
                ranges += first.ranges
                continue
            }
            position += 1
            let last = try classAtom()
            guard first.isSingle, last.isSingle else {
                ranges += first.ranges + last.ranges + [0x2D...0x2D]
                continue
            }
            let (from, to) = (first.ranges[0].lowerBound, last.ranges[0].lowerBound)
            guard from <= to else { throw fault("A range of the class is the wrong way round") }
            ranges.append(from...to)
        }
        guard take("]") else { throw fault("A [ has no partner") }
        if options.contains(.ignoreCase) { ranges += Self.otherCases(ranges) }
        return RegexSet(ranges, inverted: inverted)
    }

    private mutating func classAtom() throws(RegularExpressionError) -> RegexSet {
        guard let unit = next else { throw fault("A [ has no partner") }
        position += 1
        guard unit == 0x5C else { return RegexSet([unit...unit]) }
        guard let letter = next else { throw fault("The pattern ends in a backslash") }
        position += 1
        if let set = Self.classEscape(letter) { return set }
        let value = letter == 0x62 ? 8 : try unitEscape(letter)
        return RegexSet([value...value])
    }

    /// The other-case partners of everything in the ranges.
    private static func otherCases(_ ranges: [ClosedRange<UInt16>]) -> [ClosedRange<UInt16>] {
        var others: [ClosedRange<UInt16>] = []
        for range in ranges where range.count <= 0x1000 {
            for unit in range {
                for other in RegexCase.partners(unit) where other != unit { others.append(other...other) }
            }
        }
        return others
    }
}

extension RegexSet {
    var isSingle: Bool { ranges.count == 1 && ranges[0].count == 1 }
}

/// Case folding of single code units, as ECMA-262 canonicalizes without the `u` flag: by the upper case.
enum RegexCase {
    static func fold(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return (0x61...0x7A).contains(unit) ? unit - 32 : unit }
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let upper = Array(scalar.properties.uppercaseMapping.utf16)
        guard upper.count == 1, upper[0] >= 128 else { return unit }
        return upper[0]
    }

    static func partners(_ unit: UInt16) -> [UInt16] {
        guard let scalar = Unicode.Scalar(unit) else { return [unit] }
        let cases = [scalar.properties.uppercaseMapping, scalar.properties.lowercaseMapping]
        return cases.compactMap { Array($0.utf16).count == 1 ? $0.utf16.first : nil }.filter { fold($0) == fold(unit) }
    }
}
