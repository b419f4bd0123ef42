import Foundation
import Values

extension NativeFunctions {
    static let aggregation: [NativeFunction] = [
        aggregate("sum") { items in items.reduce(0) { $0 + $1.doubleValue } },
        aggregate("max") { items in items.isEmpty ? nil : items.reduce(-.infinity) { Swift.max($0, $1.doubleValue) } },
        aggregate("min") { items in items.isEmpty ? nil : items.reduce(.infinity) { Swift.min($0, $1.doubleValue) } },
        aggregate("average") { items in
            items.isEmpty ? nil : items.reduce(0) { $0 + $1.doubleValue } / Double(items.count)
        },
        NativeFunction("count", "<a:n>") { call in .one(.number(call.array(0)?.count ?? 0)) },
    ]

    private static func aggregate(
        _ name: String, _ body: @escaping @Sendable ([Value]) -> Double?
    ) -> NativeFunction {
        NativeFunction(name, "<a<n>:n>") { call in
            guard let items = call.array(0), let result = body(items) else { return .undefined }
            return .number(result)
        }
    }

    static let numbers: [NativeFunction] = [
        number("floor") { $0.rounded(.down) },
        number("ceil") { $0.rounded(.up) },
        number("abs") { $0.magnitude },
        number("sqrt") { number in
            guard number >= 0 else { throw JSONataError("D3060") }
            return number.squareRoot()
        },
        NativeFunction("round", "<n-n?:n>") { call in
            guard let number = try call.number(0) else { return .undefined }
            return .number(Rounding.halfEven(number, places: try call.integer(1) ?? 0))
        },
        NativeFunction("power", "<n-n:n>") { call in
            guard let base = try call.number(0) else { return .undefined }
            // In JavaScript, unlike in C, 1 to the power of what is no number is no number either.
            guard let exponent = try call.number(1) else { throw JSONataError("D3061") }
            let result = pow(base, exponent)
            guard result.isFinite else { throw JSONataError("D3061") }
            return .number(result)
        },
        NativeFunction("random", "<:n>") { call in .one(.double(call.evaluation.nextRandom())) },
        NativeFunction("number", "<(nsb)-:n>") { call in try numberCast(call.argument(0)) },
        NativeFunction("formatBase", "<n-n?:s>") { call in
            guard let number = try call.number(0) else { return .undefined }
            let radix = Rounding.halfEven(try call.number(1) ?? 10, places: 0)
            guard (2...36).contains(radix) else { throw JSONataError("D3100") }
            return .string(String(Int(clampingTruncated: Rounding.halfEven(number, places: 0)), radix: Int(radix)))
        },
        NativeFunction("formatNumber", "<n-so?:s>") { call in
            guard let number = try call.number(0), let picture = call.string(1) else { return .undefined }
            return .string(try NumberPicture.format(number, picture, options: call.value(2)?.object))
        },
        NativeFunction("formatInteger", "<n-s:s>") { call in
            guard let number = try call.number(0), let picture = call.string(1) else { return .undefined }
            return .string(try IntegerPicture(picture).format(number.rounded(.down)))
        },
        string("parseInteger", "<s-s:n>") { text, call in
            guard let picture = call.string(1) else { return .undefined }
            return Datum(try IntegerPicture(picture).parse(text).map { Value.number($0) })
        },
    ]

    private static func numberCast(_ datum: Datum) throws -> Datum {
        switch datum {
        case .undefined, .unbound: return .undefined
        case .one(.bool(let flag)): return .one(.integer(flag ? 1 : 0))
        case .one(.string(let text)):
            guard let number = NumberText.parse(text) else { throw JSONataError("D3030") }
            return .number(number)
        default: return datum
        }
    }
}

extension NumberText {
    /// Decimal digits with sign, fraction and exponent; or hexadecimal, octal or binary digits with their prefix.
    static func parse(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if let first = digits.first, first.isASCII, first.isNumber, let decimal = decimal(digits), decimal.isFinite {
            return text.hasPrefix("-") ? -decimal : decimal
        }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.lowercased().hasPrefix(prefix) {
            let rest = text.dropFirst(2)
            guard !rest.isEmpty, !rest.hasPrefix("+"), !rest.hasPrefix("-") else { return nil }
            return UInt64(rest, radix: radix).map { Double($0) }
        }
        return nil
    }

    private static func decimal(_ text: Substring) -> Double? {
        // JSON's numbers but for leading zeros, which are allowed here.
        let trimmed = text.drop { $0 == "0" }
        let candidate = trimmed.first?.isNumber == true ? String(trimmed) : "0" + trimmed
        guard ExactDecimal(candidate) != nil else { return nil }
        return Double(candidate)
    }
}

enum Rounding {
    /// Rounds to so many decimal places (negative ones too), halves to the even neighbour, judging by the decimal text so
    /// that 1.005 is the half that it looks like.
    static func halfEven(_ number: Double, places: Int) -> Double {
        let places = max(-400, min(400, places))
        let shifted = places == 0 ? number : shift(number, by: places)
        guard shifted.isFinite else { return number }
        var whole = (shifted + 0.5).rounded(.down)
        if shifted.magnitude < 0.5, whole != 0, shifted != -0.5, shifted != 0.5 { whole = 0 }
        if shifted.magnitude >= 4_503_599_627_370_496 { whole = shifted }
        if (whole - shifted).magnitude == 0.5, whole.truncatingRemainder(dividingBy: 2).magnitude == 1 { whole -= 1 }
        let result = places == 0 ? whole : shift(whole, by: -places)
        return result == 0 ? 0 : result
    }

    /// To so many digits in all, which hides what binary fractions add to a decimal one.
    static func significant(_ number: Double, digits: Int = 13) -> Double {
        guard number != 0, number.isFinite else { return number }
        return halfEven(number, places: digits - 1 - Int(log10(number.magnitude).rounded(.down)))
    }

    private static func shift(_ number: Double, by places: Int) -> Double {
        let parts = NumberText.javaScript(number).split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1].replacing("+", with: "")) ?? 0 : 0
        return Double("\(parts[0])e\(exponent + places)") ?? number
    }
}
