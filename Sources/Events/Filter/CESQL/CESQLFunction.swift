import Values

/// The built-in functions (CloudEvents SQL 1.0, section 3.5) and the casts by name.
enum CESQLFunction: String, Sendable, CaseIterable {
    case length = "LENGTH"
    case concat = "CONCAT"
    case concatWithSeparator = "CONCAT_WS"
    case lower = "LOWER"
    case upper = "UPPER"
    case trim = "TRIM"
    case left = "LEFT"
    case right = "RIGHT"
    case substring = "SUBSTRING"
    case abs = "ABS"
    case int = "INT"
    case bool = "BOOL"
    case string = "STRING"

    /// Nil when there is none of that name, in capitals, that takes so many arguments.
    init?(_ name: String, count: Int) {
        guard let function = CESQLFunction(rawValue: name), function.counts.contains(count) else { return nil }
        self = function
    }

    private var counts: ClosedRange<Int> {
        switch self {
        case .concat: 0...Int.max
        case .concatWithSeparator: 1...Int.max
        case .left, .right: 2...2
        case .substring: 2...3
        default: 1...1
        }
    }

    var result: CESQLType {
        switch self {
        case .length, .abs, .int: .integer
        case .bool: .boolean
        default: .string
        }
    }

    func parameter(_ index: Int) -> CESQLType {
        switch self {
        case .abs, .int: .integer
        case .bool: .boolean
        case .left, .right, .substring: index == 0 ? .string : .integer
        default: .string
        }
    }
}

extension CESQLFunction {
    /// A value, and what was wrong with the call. `arguments` have the types of the parameters.
    func call(_ arguments: ArraySlice<CESQLValue>) -> (CESQLValue, CESQLError?) {
        guard let first = arguments.first else { return (.string(""), nil) }
        let numbers = arguments.dropFirst().compactMap(\.number)
        switch self {
        case .length: return (.integer(Int32(clamping: first.text.unicodeScalars.count)), nil)
        case .concat: return join(arguments, separator: "")
        case .concatWithSeparator: return join(arguments.dropFirst(), separator: first.text)
        case .lower: return (.string(first.text.lowercased()), nil)
        case .upper: return (.string(first.text.uppercased()), nil)
        case .trim: return (.string(Self.trimmed(first.text)), nil)
        case .left, .right: return end(of: first.text, Int(numbers.first ?? 0))
        case .substring:
            return substring(first.text, Int(numbers.first ?? 0), length: numbers.dropFirst().first.map { Int($0) })
        case .abs: return Self.absolute(first.number ?? 0)
        case .int, .bool, .string: return (first, nil)
        }
    }

    private func failure(_ message: String) -> CESQLError {
        CESQLError(.functionEvaluation, "\(rawValue): \(message)")
    }

    private func join(_ texts: ArraySlice<CESQLValue>, separator: String) -> (CESQLValue, CESQLError?) {
        var joined = ""
        for (index, text) in texts.enumerated() {
            if index > 0 { joined += separator }
            joined += text.text
            guard joined.utf8.count <= CESQLExpression.textBytesMost else {
                return (.string(""), failure("the text grows beyond \(CESQLExpression.textBytesMost) bytes"))
            }
        }
        return (.string(joined), nil)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
        while rest.last?.properties.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    private func end(of text: String, _ count: Int) -> (CESQLValue, CESQLError?) {
        guard count >= 0 else { return (.string(text), failure("the number of characters is negative")) }
        let scalars = text.unicodeScalars
        return (.string(String(self == .left ? scalars.prefix(count) : scalars.suffix(count))), nil)
    }

    /// Counts from 1, or from the end when the position is negative; 0 is nowhere.
    private func substring(_ text: String, _ position: Int, length: Int?) -> (CESQLValue, CESQLError?) {
        let scalars = text.unicodeScalars
        let count = scalars.count
        guard position.magnitude <= count else { return (.string(""), failure("the position is outside the text")) }
        if let length, length < 0 { return (.string(""), failure("the length is negative")) }
        guard position != 0 else { return (.string(""), nil) }
        let rest = position > 0 ? scalars.dropFirst(position - 1) : scalars.suffix(-position)
        return (.string(String(length.map { rest.prefix($0) } ?? rest)), nil)
    }

    private static func absolute(_ number: Int32) -> (CESQLValue, CESQLError?) {
        guard number != .min else {
            return (.integer(.max), CESQLError(.math, "ABS: the result does not fit in 32 bits"))
        }
        return (.integer(Swift.abs(number)), nil)
    }
}
