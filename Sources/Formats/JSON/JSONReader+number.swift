import Values

extension JSONReader {
    /// A number; `position` is at its sign or first digit.
    mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) -> Value {
        let start = position
        var scan = NumberScan()
        scan.negative = bytes[position] == UInt8(ascii: "-")
        if scan.negative { position += 1 }
        try wholePart(bytes, &scan)
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            let fraction = position
            try digits(bytes, &scan)
            scan.fractionDigits = position - fraction
            scan.endsInZero = bytes[position - 1] == .zero
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            scan.hasExponent = true
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            var exponent = NumberScan()
            try digits(bytes, &exponent)
        }
        if let value = scan.value { return value }
        return Self.exact(bytes.extracting(start..<position), scan)
    }

    private mutating func wholePart(_ bytes: Span<UInt8>, _ scan: inout NumberScan) throws(JSONFault) {
        guard position < bytes.count, bytes[position] == .zero else { return try digits(bytes, &scan) }
        position += 1
        if position < bytes.count, bytes[position].isDigit { throw fault("A number must not begin with 0.") }
    }

    private mutating func digits(_ bytes: Span<UInt8>, _ scan: inout NumberScan) throws(JSONFault) {
        let start = position
        while position < bytes.count {
            let digit = bytes[position] &- .zero
            guard digit < 10 else { break }
            scan.add(digit)
            position += 1
        }
        guard position > start else { throw fault("A digit should be here.") }
    }

    /// For numbers that the quick way cannot take: many digits, an exponent, minus zero.
    private static func exact(_ bytes: Span<UInt8>, _ scan: NumberScan) -> Value {
        let text = String(strict: bytes) ?? ""
        if scan.isWhole, let integer = Int64(text), text != "-0" { return .integer(integer) }
        return .decimal(ExactDecimal(checked: text))
    }
}

/// What has been seen of a number, enough to make most of them without looking at the text again.
struct NumberScan {
    var negative = false
    var mantissa: UInt64 = 0
    /// Digits from the first that is not zero.
    var significantDigits = 0
    var fractionDigits = 0
    var endsInZero = false
    var hasExponent = false

    var isWhole: Bool { fractionDigits == 0 && !hasExponent }

    @inline(__always)
    mutating func add(_ digit: UInt8) {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if mantissa != 0 { significantDigits += 1 }
    }

    /// Nil when it takes the text to tell.
    var value: Value? {
        if isWhole {
            // 18 digits always fit.
            guard significantDigits <= 18, !(negative && mantissa == 0) else { return nil }
            return .integer(negative ? -Int64(mantissa) : Int64(mantissa))
        }
        // A quotient of two exactly held doubles is rounded once, so it is the nearest double to the number.
        guard !hasExponent, !endsInZero, significantDigits <= 15, fractionDigits < Self.powersOfTen.count else {
            return nil
        }
        let magnitude = Double(mantissa) / Self.powersOfTen[fractionDigits]
        return .double(negative ? -magnitude : magnitude)
    }

    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
