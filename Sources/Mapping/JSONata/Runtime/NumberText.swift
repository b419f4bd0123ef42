import Values

/// Numbers as text, as ECMA-262 section 6.1.6.1.20 writes them.
enum NumberText {
    /// The shortest text that reads back the same.
    static func javaScript(_ double: Double) -> String {
        if double == 0 { return "0" }
        guard double.isFinite else { return double.isNaN ? "NaN" : double < 0 ? "-Infinity" : "Infinity" }
        if double.magnitude < 1e15, double == double.rounded(.towardZero) { return String(Int64(double)) }
        let text = double.description
        // Where both write plain decimals they write the same.
        if double.magnitude >= 1e-4, double.magnitude < 1e15, !text.hasSuffix(".0") { return text }
        let (digits, exponent) = shortest(double.magnitude)
        return (double < 0 ? "-" : "") + layout(digits, exponent)
    }

    /// Decimal digits without leading or trailing zeros, and the place of the point: 0.digits × 10^exponent.
    private static func shortest(_ magnitude: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent: Int?
        var shift = 0
        var text = magnitude.description.utf8[...]
        while let byte = text.popFirst() {
            if byte == UInt8(ascii: ".") {
                exponent = digits.count
            } else if byte == UInt8(ascii: "e") {
                shift = Int(String(Substring(text))) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        var point = (exponent ?? digits.count) + shift
        while digits.last == 0x30 { digits.removeLast() }
        let zeros = digits.prefix { $0 == 0x30 }.count
        digits.removeFirst(zeros)
        point -= zeros
        return (digits, point)
    }

    private static func layout(_ digits: [UInt8], _ point: Int) -> String {
        func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
        let count = digits.count
        if point >= count, point <= 21 { return text(digits) + String(repeating: "0", count: point - count) }
        if point > 0, point <= 21 { return text(digits[..<point]) + "." + text(digits[point...]) }
        if point > -6, point <= 0 { return "0." + String(repeating: "0", count: -point) + text(digits) }
        let mantissa = count == 1 ? text(digits) : text(digits[..<1]) + "." + text(digits[1...])
        return mantissa + "e" + (point > 0 ? "+" : "-") + String(abs(point - 1))
    }

    /// As `$string` writes a number: rounded to 15 significant digits unless it is whole.
    static func rounded(_ double: Double) -> String {
        let plain = javaScript(double)
        // Up to fifteen digits and a point.
        if plain.utf8.count <= 16 { return plain }
        if double == double.rounded(.towardZero) || shortest(double.magnitude).digits.count <= 15 {
            return plain
        }
        var exact = ExactDigits(double.magnitude)
        exact.round(to: 15)
        return (double < 0 ? "-" : "") + layout(exact.digits, exact.point)
    }

    /// Fixed notation with so many digits of fraction, as `toFixed`.
    static func fixed(_ magnitude: Double, _ places: Int) -> String {
        var exact = ExactDigits(magnitude)
        exact.round(to: exact.point + places)
        var digits = exact.digits
        var point = exact.point
        if point <= 0 {
            digits.insert(contentsOf: repeatElement(0x30, count: 1 - point), at: 0)
            point = 1
        }
        digits += repeatElement(0x30, count: max(0, point + places - digits.count))
        let whole = String(decoding: digits[..<point], as: UTF8.self)
        return places > 0 ? whole + "." + String(decoding: digits[point..<point + places], as: UTF8.self) : whole
    }
}
