/// Doubles as JSON, CSV and other texts write them.
enum PlainNumber {
    /// The shortest digits that read back as the same double: without a fraction when it is whole, without an exponent
    /// from 1e-22 to 1e21. Nil when not finite.
    static func text(_ number: Double) -> String? {
        guard number.isFinite else { return nil }
        let text = number.description
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        guard number.magnitude < 1e21, number.magnitude >= 1e-22 else { return text }
        let exponent = Int(text[text.index(after: mark)...]) ?? 0
        var digits = text[..<mark].filter { $0 != "." && $0 != "-" }
        if digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        let plain =
            exponent < 0
            ? "0." + String(repeating: "0", count: -exponent - 1) + digits
            : digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        return number < 0 ? "-" + plain : plain
    }
}
