import Values

extension NativeFunctions {
    static let textPatterns: [NativeFunction] = [
        NativeFunction("contains", "<s-(sf):b>") { call in
            guard let text = call.string(0) else { return .undefined }
            if let part = call.string(1) { return .bool(text.utf8.range(of: part.utf8) != nil) }
            guard let function = call.function(1) else { return .undefined }
            var matcher = Matcher(function, text, call.caller)
            return .bool(try matcher.next() != nil)
        },
        NativeFunction("match", "<s-f<s:o>n?:a<o>>") { call in
            guard let text = call.string(0), let function = call.function(1) else { return .undefined }
            let limit = try limit(&call, 2, "D3040")
            var matcher = Matcher(function, text, call.caller)
            var found: [Value] = []
            while found.count < limit, let match = try matcher.next() {
                found.append(
                    .object([
                        "match": .string(match.text), "index": .number(match.start), "groups": .array(match.groups),
                    ]))
                try call.evaluation.charge(items: 4)
            }
            return .many(found, keep: false)
        },
        NativeFunction("replace", "<s-(sf)(sf)n?:s>") { call in try Replacement(&call)?.run(call) ?? .undefined },
        NativeFunction("split", "<s-(sf)n?:a<s>>") { call in
            guard let text = call.string(0) else { return .undefined }
            let limit = try limit(&call, 2, "D3020")
            let parts: [String]
            if let separator = call.string(1) {
                // Here a fraction of the limit is cut off, as the reference has it; with a regex it counts as one more.
                let whole = try call.integer(2) ?? .max
                parts = Array(split(text, separator).prefix(whole))
            } else if let function = call.function(1) {
                parts = try split(text, Matcher(function, text, call.caller), limit)
            } else {
                parts = [text]
            }
            try call.evaluation.charge(items: parts.count)
            return .one(.array(parts.prefix(limit).map { .string($0) }))
        },
    ]

    private static func limit(_ call: inout NativeCall, _ index: Int, _ code: String) throws -> Int {
        guard let limit = try call.number(index) else { return .max }
        guard limit >= 0 else { throw JSONataError(code) }
        return Int(clampingTruncated: limit.rounded(.up))
    }

    private static func split(_ text: String, _ separator: String) -> [String] {
        if separator.isEmpty { return text.unicodeScalars.map { String($0) } }
        var parts: [String] = []
        var start = text.startIndex
        while let found = text.utf8.range(of: separator.utf8, from: start) {
            parts.append(String(text[start..<found.lowerBound]))
            start = found.upperBound
        }
        parts.append(String(text[start...]))
        return parts
    }

    private static func split(_ text: String, _ matcher: Matcher, _ limit: Int) throws -> [String] {
        var matcher = matcher
        var parts: [String] = []
        var start = 0
        while parts.count < limit, let match = try matcher.next() {
            parts.append(matcher.text(start..<max(start, match.start)))
            start = match.end
        }
        if parts.count < limit { parts.append(matcher.text(min(start, matcher.end)..<matcher.end)) }
        return parts
    }
}

extension NativeCall {
    /// Calls functions on behalf of this one, which gives them no context.
    var caller: Caller { Caller(evaluation: evaluation, input: .one(.null), frame: frame, scope: scope) }
}

/// One call of `$replace`.
private struct Replacement {
    let text: String
    let limit: Double?

    init?(_ call: inout NativeCall) throws {
        guard let text = call.string(0) else { return nil }
        self.text = text
        if call.string(1) == "" { throw JSONataError("D3010") }
        limit = try call.number(3)
        if let limit, limit < 0 { throw JSONataError("D3011") }
    }

    private func isWithin(_ count: Int) -> Bool { limit.map { Double(count) < $0 } ?? true }

    func run(_ call: NativeCall) throws -> Datum {
        if let limit, limit <= 0 { return .string(text) }
        if let part = call.string(1) {
            if let replacement = call.string(2) { return .string(try replaced(part, replacement, call.evaluation)) }
            guard text.utf8.range(of: part.utf8) == nil else { throw JSONataError("D3012") }
            return .string(text)
        }
        guard let pattern = call.function(1) else { return .undefined }
        return .string(try replaced(Matcher(pattern, text, call.caller), call))
    }

    private func replaced(_ part: String, _ replacement: String, _ evaluation: ExpressionEvaluation) throws -> String {
        var result = ""
        var (start, count) = (text.startIndex, 0)
        while isWithin(count), let found = text.utf8.range(of: part.utf8, from: start) {
            result += text[start..<found.lowerBound]
            result += replacement
            try evaluation.charge(bytes: replacement.utf8.count)
            start = found.upperBound
            count += 1
        }
        return result + text[start...]
    }

    private func replaced(_ matcher: Matcher, _ call: NativeCall) throws -> String {
        var matcher = matcher
        var result = ""
        var (position, count) = (0, 0)
        while isWithin(count), let match = try matcher.next() {
            result += matcher.text(position..<max(position, match.start))
            let piece = try replacement(of: match, call)
            result += piece
            try call.evaluation.charge(bytes: piece.utf8.count + 16)
            position = match.start + match.text.utf16.count
            count += 1
        }
        return result + matcher.text(min(position, matcher.end)..<matcher.end)
    }

    private func replacement(of match: Matcher.Found, _ call: NativeCall) throws -> String {
        if let template = call.string(2) { return Self.expanded(template, match) }
        guard let function = call.function(2) else { throw JSONataError("D3012") }
        let argument = match.value.isNull ? match.asValue : match.value
        let datum = try call.caller.apply(function, [.one(argument)])
        guard case .one(.string(let text)) = datum else { throw JSONataError("D3012") }
        return text
    }

    /// `$0` is the match, `$1` a group, `$$` a dollar sign.
    private static func expanded(_ template: String, _ match: Matcher.Found) -> String {
        let characters = Array(template.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < characters.count {
            let character = characters[index]
            index += 1
            guard character == "$" else {
                result.append(character)
                continue
            }
            if index < characters.count, characters[index] == "$" {
                result.append("$")
                index += 1
            } else if index < characters.count, characters[index] == "0" {
                result.append(contentsOf: match.text.unicodeScalars)
                index += 1
            } else if let (group, digits) = groupNumber(characters[index...], match.groups.count) {
                if group >= 1, group <= match.groups.count, let text = match.groups[group - 1].string {
                    result.append(contentsOf: text.unicodeScalars)
                }
                index += digits
            } else {
                result.append("$")
            }
        }
        return String(result)
    }

    /// As many digits as the highest group has, one fewer when that names no group.
    private static func groupNumber(_ rest: ArraySlice<Unicode.Scalar>, _ groups: Int) -> (Int, Int)? {
        let most = groups == 0 ? 1 : String(groups).count
        func number(_ count: Int) -> (Int, Int)? {
            let digits = rest.prefix(count).prefix { ("0"..."9").contains($0) }
            let text = String(String.UnicodeScalarView(digits))
            return Int(text).map { ($0, String($0).count) }
        }
        if let found = number(most), most == 1 || found.0 <= groups { return found }
        return most > 1 ? number(most - 1) : nil
    }
}

extension Matcher.Found {
    /// The match as a replacing function gets it.
    var asValue: Value {
        .object([
            "match": .string(text), "start": .number(start), "end": .number(end), "groups": .array(groups),
        ])
    }
}
