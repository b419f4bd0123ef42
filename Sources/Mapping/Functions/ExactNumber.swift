import Values

/// A decimal number to compute with exactly, as money must be.
struct ExactNumber: Sendable, Equatable {
    enum Rounding: String, Sendable, CaseIterable {
        /// A half goes to the even neighbour.
        case halfEven
        /// A half goes away from zero.
        case halfUp
        /// Toward zero.
        case down
        /// Away from zero.
        case up
    }

    /// Numbers with more digits than this, before or behind the point, are refused.
    static let digitsMost = 1000

    private var isNegative: Bool
    /// The least first, without zeros at the end.
    private var digits: [UInt8]
    /// How many of the digits stand behind the point.
    private(set) var scale: Int

    static let zero = ExactNumber(isNegative: false, digits: [], scale: 0)
    static let one = ExactNumber(isNegative: false, digits: [1], scale: 0)

    private init(isNegative: Bool, digits: [UInt8], scale: Int) {
        self.digits = digits
        self.scale = scale
        while self.digits.last == 0 { self.digits.removeLast() }
        self.isNegative = isNegative && !self.digits.isEmpty
    }

    /// Nil for what is no number, or has too many digits.
    init?(_ value: Value) {
        switch value {
        case .integer(let number): self.init(String(number))
        case .double(let number) where number.isFinite: self.init(String(number))
        case .decimal(let number) where !number.isFunctionStandIn: self.init(number.description)
        case .string(let text): self.init(text.trimmed)
        default: return nil
        }
    }

    init?(_ text: String) {
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        guard ExactDecimal(text) != nil, let mantissa = parts.first, parts.count <= 2,
            let exponent = parts.count == 2 ? Int(parts[1]) : 0, exponent.magnitude <= Self.digitsMost
        else { return nil }
        let fraction = mantissa.firstIndex(of: ".").map { mantissa[$0...].utf8.count - 1 } ?? 0
        let digits = mantissa.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.map { $0 & 0xF }
        guard digits.count <= Self.digitsMost else { return nil }
        self.init(isNegative: text.hasPrefix("-"), digits: digits.reversed(), scale: fraction - exponent)
        if scale < 0 { self = scaled(to: 0) }
    }

    /// The same number with more digits behind the point.
    private func scaled(to scale: Int) -> ExactNumber {
        let more = max(0, scale - self.scale)
        return ExactNumber(
            isNegative: isNegative, digits: digits.isEmpty ? [] : Array(repeating: 0, count: more) + digits,
            scale: self.scale + more)
    }

    /// Nil when the result has too many digits.
    func adding(_ other: ExactNumber) -> ExactNumber? {
        let scale = max(scale, other.scale)
        let (a, b) = (scaled(to: scale), other.scaled(to: scale))
        let sum: ExactNumber
        if a.isNegative == b.isNegative {
            sum = ExactNumber(isNegative: a.isNegative, digits: Self.sum(a.digits, b.digits), scale: scale)
        } else if Self.isLess(a.digits, b.digits) {
            sum = ExactNumber(isNegative: b.isNegative, digits: Self.difference(b.digits, a.digits), scale: scale)
        } else {
            sum = ExactNumber(isNegative: a.isNegative, digits: Self.difference(a.digits, b.digits), scale: scale)
        }
        return sum.digits.count <= Self.digitsMost ? sum : nil
    }

    /// Nil when the result has too many digits.
    func multiplied(by other: ExactNumber) -> ExactNumber? {
        guard digits.count + other.digits.count <= Self.digitsMost else { return nil }
        var product = [Int](repeating: 0, count: digits.count + other.digits.count)
        for (i, a) in digits.enumerated() {
            for (j, b) in other.digits.enumerated() { product[i + j] += Int(a) * Int(b) }
        }
        var carry = 0
        for index in product.indices {
            let value = product[index] + carry
            product[index] = value % 10
            carry = value / 10
        }
        return ExactNumber(
            isNegative: isNegative != other.isNegative, digits: product.map { UInt8($0) }, scale: scale + other.scale)
    }

    /// The same number with exactly so many digits behind the point.
    func rounded(to places: Int, _ rounding: Rounding) -> ExactNumber {
        guard scale > places else { return scaled(to: places) }
        let cut = scale - places
        let lost = digits.prefix(cut)
        let kept = ExactNumber(isNegative: isNegative, digits: Array(digits.dropFirst(cut)), scale: places)
        guard kept.takesOneMore(lost, cut, rounding) else { return kept }
        return ExactNumber(isNegative: isNegative, digits: Self.sum(kept.digits, [1]), scale: places)
    }

    private func takesOneMore(_ lost: ArraySlice<UInt8>, _ cut: Int, _ rounding: Rounding) -> Bool {
        guard lost.contains(where: { $0 != 0 }) else { return false }
        let first = lost.count == cut ? lost.last ?? 0 : 0
        let isHalf = first == 5 && !lost.dropLast().contains { $0 != 0 }
        switch rounding {
        case .down: return false
        case .up: return true
        case .halfUp: return first >= 5
        case .halfEven: return isHalf ? (digits.first ?? 0) % 2 == 1 : first >= 5
        }
    }

    /// Moves the point: by 2, 12.50 becomes 1250.
    func shifted(by places: Int) -> ExactNumber {
        let moved = ExactNumber(isNegative: isNegative, digits: digits, scale: scale - places)
        return moved.scale < 0 ? moved.scaled(to: 0) : moved
    }

    /// With all the digits behind the point that it was given.
    var text: String {
        var written = digits
        while written.count <= scale { written.append(0) }
        if written.isEmpty { written = [0] }
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        for (index, digit) in written.enumerated().reversed() {
            bytes.append(digit | 0x30)
            if index == scale, index > 0 { bytes.append(UInt8(ascii: ".")) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    var value: Value {
        if scale == 0, let whole = Int64(text) { return .integer(whole) }
        return .decimal(ExactDecimal(checked: text))
    }

    private static func isLess(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count ? a.reversed().lexicographicallyPrecedes(b.reversed()) : a.count < b.count
    }

    private static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var carry: UInt8 = 0
        for index in 0..<max(a.count, b.count) {
            let digit = (index < a.count ? a[index] : 0) + (index < b.count ? b[index] : 0) + carry
            result.append(digit % 10)
            carry = digit / 10
        }
        if carry > 0 { result.append(carry) }
        return result
    }

    /// Of the larger less the smaller.
    private static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var borrow = 0
        for index in a.indices {
            let digit = Int(a[index]) - (index < b.count ? Int(b[index]) : 0) - borrow
            borrow = digit < 0 ? 1 : 0
            result.append(UInt8(digit + borrow * 10))
        }
        return result
    }
}
