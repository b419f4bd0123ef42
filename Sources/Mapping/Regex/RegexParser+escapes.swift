/// Escapes and classes.
extension RegexParser {
    /// Whether an escape must mean something, as with the `u` flag.
    var isStrict: Bool { options.contains(.unicode) && !options.contains(.lenient) }
    private var isUnicode: Bool { options.contains(.unicode) }

    mutating func escape() throws(RegularExpressionError) -> RegexSyntax {
        guard let unit = next else { throw fault("The pattern ends in a backslash") }
        if (0x31...0x39).contains(unit) {
            let start = position
            if let index = number(), index <= groupsInAll { return .backreference(index) }
            position = start
            if isUnicode { throw fault("There is no group of that number") }
        }
        position += 1
        switch unit {
        case 0x62: return .wordBoundary(negative: false)
        case 0x42: return .wordBoundary(negative: true)
        case 0x6B:
            guard take("<") else {
                if isUnicode { throw fault("A backreference by name needs <name>") }
                return .unit(unit)
            }
            return .namedBackreference(try groupName())
        default: break
        }
        if let set = try classEscape(unit) { return .set(set) }
        return .unit(try unitEscape(unit, inClass: false))
    }

    private mutating func classEscape(_ unit: UInt32) throws(RegularExpressionError) -> RegexSet? {
        switch unit {
        case 0x64: return .digit
        case 0x44: return RegexSet.digit.complement
        case 0x77: return .word
        case 0x57: return RegexSet.word.complement
        case 0x73: return .space
        case 0x53: return RegexSet.space.complement
        case 0x70 where isUnicode: return try property()
        case 0x50 where isUnicode: return try property().complement
        default: return nil
        }
    }

    /// `\p{Name}` or `\p{Name=Value}` whose letter has been taken.
    private mutating func property() throws(RegularExpressionError) -> RegexSet {
        guard take("{"), let close = units[position...].firstIndex(of: 0x7D) else {
            throw fault("A property needs its name in braces")
        }
        let text = String(decoding: units[position..<close], as: UTF32.self)
        guard let set = UnicodeProperty.set(named: text) else { throw fault("There is no such property") }
        position = close + 1
        return set
    }

    /// The code unit that an escape stands for, whose letter has been taken.
    private mutating func unitEscape(_ unit: UInt32, inClass: Bool) throws(RegularExpressionError) -> UInt32 {
        switch unit {
        case 0x74: return 9
        case 0x6E: return 10
        case 0x76: return 11
        case 0x66: return 12
        case 0x72: return 13
        case 0x30:
            if isUnicode, let digit = next, (0x30...0x39).contains(digit) { throw fault("There are no octal escapes") }
            return 0
        case 0x78:
            if let value = hexadecimal(2) { return value }
            if isUnicode { throw fault("\\x needs two digits") }
            return unit
        case 0x75:
            if let value = isUnicode ? codePoint() : hexadecimal(4) { return value }
            if isUnicode { throw fault("\\u needs four digits, or more in braces") }
            return unit
        case 0x63:
            guard let letter = next, (0x41...0x5A).contains(letter) || (0x61...0x7A).contains(letter) else {
                if isUnicode { throw fault("\\c needs a letter") }
                position -= 1
                return 0x5C
            }
            position += 1
            return letter % 32
        default: return try identity(unit, inClass: inClass)
        }
    }

    /// An escape that stands for the character itself.
    private func identity(_ unit: UInt32, inClass: Bool) throws(RegularExpressionError) -> UInt32 {
        guard isUnicode else { return unit }
        let isSyntax = unit < 128 && "^$\\.*+?()[]{}|/".unicodeScalars.contains { $0.value == unit }
        if isSyntax || inClass && unit == 0x2D { return unit }
        let isLetter = (0x41...0x5A).contains(unit) || (0x61...0x7A).contains(unit) || (0x30...0x39).contains(unit)
        guard !isStrict, !isLetter else { throw fault("The escape means nothing") }
        return unit
    }

    /// `\u0041`, a pair of them, or `\u{1F432}`, whose letter has been taken; nil when it is none of these.
    private mutating func codePoint() -> UInt32? {
        let start = position
        guard take("{") else {
            guard let high = hexadecimal(4) else { return nil }
            guard (0xD800...0xDBFF).contains(high) else { return high }
            let afterHigh = position
            if take("\\u"), let low = hexadecimal(4), (0xDC00...0xDFFF).contains(low) {
                return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
            }
            position = afterHigh
            return high
        }
        var value: UInt32 = 0
        let digits = position
        while let unit = next, let digit = Self.hexadecimalDigit(unit), value <= 0x10FFFF {
            value = value << 4 + digit
            position += 1
        }
        guard position > digits, value <= 0x10FFFF, take("}") else {
            position = start
            return nil
        }
        return value
    }

    private static func hexadecimalDigit(_ unit: UInt32) -> UInt32? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x37
        case 0x61...0x66: unit - 0x57
        default: nil
        }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard position + digits <= units.count else { return nil }
        var value: UInt32 = 0
        for unit in units[position..<position + digits] {
            guard let digit = Self.hexadecimalDigit(unit) else { return nil }
            value = value << 4 + digit
        }
        position += digits
        return value
    }

    /// A class whose opening bracket has been taken.
    mutating func characterClass() throws(RegularExpressionError) -> RegexSet {
        let inverted = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while let unit = next, unit != 0x5D {
            let first = try classAtom()
            guard next == 0x2D, position + 1 < units.count, units[position + 1] != 0x5D else {
                ranges += first.ranges
                continue
            }
            position += 1
            let last = try classAtom()
            guard first.isSingle, last.isSingle else {
                if isStrict { throw fault("A class cannot be the end of a range") }
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
        if let set = try classEscape(letter) { return set }
        let value = letter == 0x62 ? 8 : try unitEscape(letter, inClass: true)
        return RegexSet([value...value])
    }

    /// The other-case partners of everything in the ranges.
    private static func otherCases(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var others: [ClosedRange<UInt32>] = []
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
    static func fold(_ unit: UInt32) -> UInt32 {
        if unit < 128 { return (0x61...0x7A).contains(unit) ? unit - 32 : unit }
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let upper = Array(scalar.properties.uppercaseMapping.utf16)
        guard upper.count == 1, upper[0] >= 128 else { return unit }
        return UInt32(upper[0])
    }

    static func partners(_ unit: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(unit) else { return [unit] }
        let cases = [scalar.properties.uppercaseMapping, scalar.properties.lowercaseMapping]
        return cases.compactMap { Array($0.utf16).count == 1 ? $0.utf16.first.map { UInt32($0) } : nil }.filter {
            fold($0) == fold(unit)
        }
    }
}
