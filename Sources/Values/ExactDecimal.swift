/// A decimal number kept exactly as its source wrote it, in the number syntax of RFC 8259 section 6.
///
/// Money and clinical quantities must not change on their way through: `1.10` stays `1.10`, and a 30-digit number keeps
/// all its digits. Equality is of the numeric value, so `1.10 == 1.1`.
package struct ExactDecimal: Sendable, CustomStringConvertible {
    /// The digits as written, such as `-12.50` or `1E400`.
    package let description: String

    /// Returns nil when `text` is not a number by RFC 8259 section 6.
    package init?(_ text: String) {
        guard Self.isNumber(text.utf8) else { return nil }
        description = text
    }

    /// Takes text that a parser has already found to be a number.
    package init(checked text: String) { description = text }

    /// The nearest double; infinite when the number is out of its range.
    package var double: Double { Double(description) ?? .nan }

    private static func isNumber(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = rest.prefix(while: isDigit)
        guard let first = whole.first, whole.count == 1 || first != UInt8(ascii: "0") else { return false }
        rest.removeFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return false }
            rest.removeFirst(fraction.count + 1)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            let exponent = rest.prefix(while: isDigit)
            guard !exponent.isEmpty else { return false }
            rest.removeFirst(exponent.count)
        }
        return rest.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension ExactDecimal: Hashable, Comparable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.description.isIdenticalUTF8(to: right.description) || left.normal == right.normal
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(normal) }

    /// By numeric value, exactly.
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let (left, right) = (left.normal, right.normal)
        if left.sign != right.sign { return left.sign < right.sign }
        return left.sign < 0 ? right.hasSmallerMagnitude(than: left) : left.hasSmallerMagnitude(than: right)
    }

    /// Sign, digits without leading or trailing zeros, and the power of ten of the last digit.
    package struct Normal: Hashable, Sendable {
        /// -1, 0 or 1.
        package var sign: Int
        /// As ASCII; none for zero.
        package var digits: [UInt8]
        package var exponent: Int

        func hasSmallerMagnitude(than other: Normal) -> Bool {
            // Powers of ten of the digit before the point that stands first; counts cannot overflow a held exponent.
            let (mine, others) = (digits.count + exponent, other.digits.count + other.exponent)
            return mine == others ? digits.lexicographicallyPrecedes(other.digits) : mine < others
        }
    }

    /// Exponents beyond this count as this: no two numbers that large are told apart by exponent alone.
    private static let exponentMost = 1 << 59

    /// Whether the number has no fraction, however it is written: `1.0` and `1e3` have none.
    package var isWhole: Bool { normal.exponent >= 0 }

    package var normal: Normal {
        var digits: [UInt8] = []
        var exponent = 0
        var afterPoint = false
        var text = description.utf8[...]
        let negative = text.first == UInt8(ascii: "-")
        if negative { text.removeFirst() }
        while let byte = text.popFirst() {
            if byte == UInt8(ascii: ".") {
                afterPoint = true
            } else if Self.isDigit(byte) {
                digits.append(byte)
                if afterPoint { exponent -= 1 }
            } else {
                exponent += Self.exponent(text)
                break
            }
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        digits.removeSubrange(..<(digits.firstIndex { $0 != UInt8(ascii: "0") } ?? digits.endIndex))
        return digits.isEmpty
            ? Normal(sign: 0, digits: [], exponent: 0)
            : Normal(sign: negative ? -1 : 1, digits: digits, exponent: exponent)
    }

    /// The number after `e`, held within `exponentMost`.
    private static func exponent(_ text: Substring.UTF8View) -> Int {
        let isNegative = text.first == UInt8(ascii: "-")
        var number = 0
        for byte in text where isDigit(byte) && number < exponentMost { number = number * 10 + Int(byte & 0xF) }
        return isNegative ? -min(number, exponentMost) : min(number, exponentMost)
    }
}
