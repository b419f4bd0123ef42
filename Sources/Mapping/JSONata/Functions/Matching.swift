import Values

/// Regexes as functions: given a text, the first match, with a function that finds the next.
enum Matching {
    static func match(_ regex: RegularExpression, _ arguments: [Datum], _ evaluation: ExpressionEvaluation) throws
        -> Datum
    {
        guard case .one(.string(let text))? = arguments.first else { return .undefined }
        var start = 0
        if arguments.count > 1, case .one(let from) = arguments[1], from.isNumber {
            start = max(0, Int(clampingTruncated: from.doubleValue))
        }
        let units = Array(text.utf16)
        guard let match = try find(regex, units, from: start, evaluation) else { return .undefined }
        return .one(.object(object(match, regex, units, evaluation)))
    }

    static func next(
        _ regex: RegularExpression, _ units: [UInt16], from start: Int, _ evaluation: ExpressionEvaluation
    ) throws -> Datum {
        guard start < units.count, let match = try find(regex, units, from: start, evaluation) else {
            return .undefined
        }
        // It would be found again without end.
        if match.range.isEmpty { throw JSONataError("D1004") }
        return .one(.object(object(match, regex, units, evaluation)))
    }

    static func find(
        _ regex: RegularExpression, _ units: [UInt16], from start: Int, _ evaluation: ExpressionEvaluation
    ) throws -> RegularExpression.Match? {
        guard start <= units.count else { return nil }
        do {
            return try regex.firstMatch(in: units, from: start, budget: &evaluation.regexSteps)
        } catch {
            throw JSONataError("U1001", expected: "regex steps")
        }
    }

    static func text(_ units: [UInt16], _ range: Range<Int>) -> String {
        String(decoding: units[range], as: UTF16.self)
    }

    private static func object(
        _ match: RegularExpression.Match, _ regex: RegularExpression, _ units: [UInt16],
        _ evaluation: ExpressionEvaluation
    ) -> Object {
        let groups = match.groups.map { $0.map { Value.string(text(units, $0)) } ?? .null }
        let next = FunctionValue(.nextMatch(regex, units, from: match.range.upperBound))
        return Object(distinct: [
            Object.Member(key: "match", value: .string(text(units, match.range))),
            Object.Member(key: "start", value: .number(match.range.lowerBound)),
            Object.Member(key: "end", value: .number(match.range.upperBound)),
            Object.Member(key: "groups", value: .array(groups)),
            Object.Member(key: "next", value: evaluation.intern(next)),
        ])
    }
}

/// What `$match`, `$replace`, `$split` and `$contains` look for: a regex, or any function that works like one.
struct Matcher {
    struct Found {
        var text: String
        var start: Int
        var end: Int
        var groups: [Value]
        var value: Value
    }

    private let function: FunctionValue
    private let units: [UInt16]
    private let caller: Caller
    private var evaluation: ExpressionEvaluation { caller.evaluation }
    /// Where to look next, for a regex; the function that looks next, for others.
    private var position = 0
    private var nextFunction: FunctionValue?
    private var started = false

    init(_ function: FunctionValue, _ text: String, _ caller: Caller) {
        self.function = function
        units = Array(text.utf16)
        self.caller = caller
    }

    func text(_ range: Range<Int>) -> String { Matching.text(units, range.clamped(to: 0..<units.count)) }
    var end: Int { units.count }

    mutating func next() throws -> Found? {
        if case .regex(let regex) = function.kind { return try next(regex) }
        let result: Datum
        if !started {
            started = true
            result = try caller.apply(function, [.one(.string(text(0..<units.count)))])
        } else {
            guard let nextFunction else { return nil }
            result = try caller.apply(nextFunction, [])
        }
        return try found(result.collapsed())
    }

    private mutating func next(_ regex: RegularExpression) throws -> Found? {
        if started, position >= units.count { return nil }
        guard let match = try Matching.find(regex, units, from: position, evaluation) else { return nil }
        if match.range.isEmpty, started { throw JSONataError("D1004") }
        started = true
        position = match.range.upperBound
        let groups = match.groups.map { $0.map { Value.string(text($0)) } }
        return Found(
            text: text(match.range), start: match.range.lowerBound, end: match.range.upperBound,
            groups: groups.map { $0 ?? .null }, value: .null)
    }

    private mutating func found(_ datum: Datum) throws -> Found? {
        if datum.isUndefined { return nil }
        guard case .one(.object(let object)) = datum else {
            guard try evaluation.isTruthy(datum) else { return nil }
            throw JSONataError("T1010")
        }
        let isMatch =
            object["start"]?.isNumber == true || object["end"]?.isNumber == true || object["groups"]?.array != nil
        guard isMatch else { throw JSONataError("T1010") }
        nextFunction = object["next"].flatMap { evaluation.function($0) }
        return Found(
            text: object["match"]?.string ?? "", start: Int(clampingTruncated: object["start"]?.doubleValue ?? 0),
            end: Int(clampingTruncated: object["end"]?.doubleValue ?? 0), groups: object["groups"]?.array ?? [],
            value: .object(object))
    }
}
