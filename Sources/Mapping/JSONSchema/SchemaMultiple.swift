import Values

/// `multipleOf`, exact for numbers of any size: both are taken as digits and a power of ten.
final class SchemaMultiple: Sendable {
    /// Digits of a divisor or a number beyond those of a machine word; more end the check.
    static let digitsMost = 4096

    let divisor: ExactDecimal
    private let whole: Int64?
    private let digits: [UInt8]
    private let exponent: Int
    /// The divisor as a whole number of `1 / scale`, where both are small enough for doubles; zero when they are not.
    private let scaled: Int64
    private let scale: Double

    /// Nil when the divisor is not above zero.
    init?(_ divisor: ExactDecimal) {
        let normal = divisor.normal
        guard normal.sign > 0, normal.digits.count <= Self.digitsMost else { return nil }
        self.divisor = divisor
        (digits, exponent) = (normal.digits, normal.exponent)
        var whole: Int64?
        if (0...18).contains(normal.exponent) {
            whole = Int64(
                String(decoding: normal.digits, as: UTF8.self) + String(repeating: "0", count: normal.exponent))
        }
        self.whole = whole
        let small = normal.digits.count <= 15 ? Int64(String(decoding: normal.digits, as: UTF8.self)) : nil
        (scaled, scale) = (-15...0).contains(normal.exponent) ? (small ?? 0, Self.powers[-normal.exponent]) : (0, 1)
    }

    func divides(_ number: Int64) -> Bool {
        if let whole { return number % whole == 0 }
        return divides(digits: Array(String(number.magnitude).utf8), exponent: 0)
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// For numbers of at most 15 digits; nil when it takes the decimal digits to tell.
    ///
    /// Of all whole numbers only the nearest to `number * scale` can, divided by `scale`, give the double again; when it does
    /// not, the number has digits beyond those of the divisor.
    func dividesQuickly(_ number: Double) -> Bool? {
        let whole = (number * scale).rounded()
        guard scaled > 0, abs(whole) < 1e15 else { return nil }
        return whole / scale == number && Int64(whole) % scaled == 0
    }

    func divides(_ number: ExactDecimal) -> Bool {
        let normal = number.normal
        return divides(digits: normal.digits, exponent: normal.exponent)
    }

    /// Digits without trailing zeros times ten to the exponent.
    private func divides(digits given: [UInt8], exponent givenExponent: Int) -> Bool {
        var number = given
        var power = givenExponent - exponent
        while number.last == UInt8(ascii: "0") {
            number.removeLast()
            power += 1
        }
        if number.isEmpty { return true }
        // The last digit is not 0, so that it takes more than a power of ten to divide a smaller unit.
        guard power >= 0, number.count <= Self.digitsMost else { return false }
        guard let small = UInt64(String(decoding: digits, as: UTF8.self)) else {
            return power <= Self.digitsMost && Self.remainderIsZero(number, zeros: power, by: digits)
        }
        var remainder: UInt64 = 0
        for digit in number { remainder = Self.product(remainder, 10, small, plus: UInt64(digit & 0xF)) }
        return Self.product(remainder, Self.powerOfTen(power, modulo: small), small) == 0
    }

    private static func product(_ left: UInt64, _ right: UInt64, _ modulus: UInt64, plus: UInt64 = 0) -> UInt64 {
        let sum = UInt128(left) * UInt128(right) + UInt128(plus)
        return UInt64(sum % UInt128(modulus))
    }

    private static func powerOfTen(_ power: Int, modulo modulus: UInt64) -> UInt64 {
        var (result, base, rest) = (1 % modulus, 10 % modulus, power)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, base, modulus) }
            base = product(base, base, modulus)
            rest >>= 1
        }
        return result
    }

    /// Long division of decimal digits, for divisors beyond a machine word.
    private static func remainderIsZero(_ number: [UInt8], zeros: Int, by divisor: [UInt8]) -> Bool {
        let size = divisor.count + 1
        let divisor = [0] + divisor.map { $0 & 0xF }
        var remainder = [UInt8](repeating: 0, count: size)
        for digit in number.map({ $0 & 0xF }) + [UInt8](repeating: 0, count: zeros) {
            remainder.removeFirst()
            remainder.append(digit)
            while !remainder.lexicographicallyPrecedes(divisor) { subtract(divisor, from: &remainder) }
        }
        return remainder.allSatisfy { $0 == 0 }
    }

    private static func subtract(_ divisor: [UInt8], from remainder: inout [UInt8]) {
        var borrow: Int8 = 0
        for index in divisor.indices.reversed() {
            var digit = Int8(remainder[index]) - Int8(divisor[index]) - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 10 }
            remainder[index] = UInt8(digit)
        }
    }
}

extension Value {
    /// The number as decimal digits; nil for what is no finite number.
    var exactDecimal: ExactDecimal? {
        switch self {
        case .integer(let number): ExactDecimal(checked: String(number))
        case .double(let number): number.isFinite ? ExactDecimal(number.description) : nil
        case .decimal(let number): number
        default: nil
        }
    }
}
