/// The decimal logical type: a whole number in two's complement, big end first, and a scale.
enum AvroDecimal {
    /// Numbers of more bytes stay bytes: the conversion takes time by the square.
    private static let bytesMost = 256

    /// The number as text; nil when it has too many bytes, or none.
    static func text(_ bytes: [UInt8], scale: Int) -> String? {
        guard let first = bytes.first, bytes.count <= bytesMost else { return nil }
        let isNegative = first >= 0x80
        var magnitude = bytes
        if isNegative { negate(&magnitude) }
        var digits: [UInt8] = []
        while magnitude.contains(where: { $0 != 0 }) {
            var remainder = 0
            for index in magnitude.indices {
                let number = remainder << 8 | Int(magnitude[index])
                magnitude[index] = UInt8(number / 10)
                remainder = number % 10
            }
            digits.append(UInt8(remainder) + .zero)
        }
        while digits.count <= scale { digits.append(.zero) }
        if scale > 0 { digits.insert(UInt8(ascii: "."), at: scale) }
        return (isNegative ? "-" : "") + String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// The bytes of a number's text at a scale; nil when it has more digits after the point.
    static func bytes(_ text: String, scale: Int) -> [UInt8]? {
        var rest = Array(text.utf8)
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        let point = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.count
        let fraction = Array(rest.dropFirst(point + 1))
        let digits = rest[..<point] + fraction + repeatElement(.zero, count: max(0, scale - fraction.count))
        guard fraction.count <= scale, digits.count <= bytesMost * 2, digits.allSatisfy(\.isDigit) else { return nil }
        var magnitude: [UInt8] = [0]
        for digit in digits {
            var carry = Int(digit - .zero)
            for index in magnitude.indices.reversed() {
                let number = Int(magnitude[index]) * 10 + carry
                magnitude[index] = UInt8(number & 0xFF)
                carry = number >> 8
            }
            if carry > 0 { magnitude.insert(UInt8(carry), at: 0) }
        }
        if magnitude[0] >= 0x80 { magnitude.insert(0, at: 0) }
        if isNegative { negate(&magnitude) }
        return magnitude
    }

    private static func negate(_ bytes: inout [UInt8]) {
        var carry = 1
        for index in bytes.indices.reversed() {
            let number = Int(~bytes[index]) + carry
            bytes[index] = UInt8(number & 0xFF)
            carry = number >> 8
        }
    }
}
