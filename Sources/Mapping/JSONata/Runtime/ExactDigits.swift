/// All the decimal digits of a double, of which there are finitely many, for rounding without a second error.
struct ExactDigits {
    /// ASCII digits without leading or trailing zeros.
    private(set) var digits: [UInt8]
    /// Where the decimal point stands: the number is 0.digits × 10^point.
    private(set) var point: Int

    /// Takes a finite number that is not negative.
    init(_ magnitude: Double) {
        guard magnitude > 0, magnitude.isFinite else {
            digits = []
            point = 0
            return
        }
        let exponent = magnitude.isNormal ? Int(magnitude.exponent) - 52 : -1074
        let significand = magnitude.significandBitPattern | (magnitude.isNormal ? 1 << 52 : 0)
        // significand × 2^exponent is significand × 5^-exponent with the point moved, where the exponent is negative.
        var number = DecimalNumber(significand)
        for _ in 0..<abs(exponent) { number.multiply(by: exponent < 0 ? 5 : 2) }
        digits = number.digits
        point = digits.count + min(exponent, 0)
        trim()
    }

    private mutating func trim() {
        while digits.last == 0x30 { digits.removeLast() }
    }

    /// Keeps so many digits; a half is rounded up.
    mutating func round(to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let roundsUp = digits[count] >= 0x35
        digits.removeSubrange(count...)
        if roundsUp {
            while digits.last == 0x39 { digits.removeLast() }
            if digits.isEmpty {
                digits = [0x31]
                point += 1
            } else {
                digits[digits.count - 1] += 1
            }
        }
        trim()
    }
}

/// A whole number of any length in groups of nine decimal digits, the last group first.
private struct DecimalNumber {
    private var groups: [UInt64]
    private static let base: UInt64 = 1_000_000_000

    init(_ number: UInt64) { groups = [number % Self.base, number / Self.base] }

    mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in groups.indices {
            let product = groups[index] * factor + carry
            groups[index] = product % Self.base
            carry = product / Self.base
        }
        if carry > 0 { groups.append(carry) }
    }

    var digits: [UInt8] {
        var result: [UInt8] = []
        for group in groups.reversed() {
            let text = Array(String(group).utf8)
            if !result.isEmpty { result += repeatElement(0x30, count: 9 - text.count) }
            if !result.isEmpty || group > 0 { result += text }
        }
        return result
    }
}
