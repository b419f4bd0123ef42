import Values

extension NativeFunctions {
    static let text: [NativeFunction] = [
        NativeFunction("string", "<x-b?:s>", arity: 1) { call in
            let pretty = call.argument(1).plainValue?.bool ?? false
            guard let text = try ValueText.string(call.argument(0), call.evaluation, pretty: pretty) else {
                return .undefined
            }
            return .string(text)
        },
        string("length", "<s-:n>") { text, _ in .one(.number(text.unicodeScalars.count)) },
        string("lowercase") { text, _ in .string(text.lowercased()) },
        string("uppercase") { text, _ in .string(text.uppercased()) },
        string("trim") { text, _ in .string(trimmed(text)) },
        string("substring", "<s-nn?:s>") { text, call in
            guard let start = try call.number(1) else { return .string(try call.number(2) == nil ? text : "") }
            return .string(substring(text, start, try call.number(2)))
        },
        string("substringBefore", "<s-s:s>") { text, call in
            guard let part = call.string(1), let found = text.utf8.range(of: part.utf8) else { return .string(text) }
            return .string(String(text[..<found.lowerBound]))
        },
        string("substringAfter", "<s-s:s>") { text, call in
            guard let part = call.string(1), let found = text.utf8.range(of: part.utf8) else { return .string(text) }
            return .string(String(text[found.upperBound...]))
        },
        string("pad", "<s-ns?:s>") { text, call in
            guard let width = try call.integer(1) else { return .string(text) }
            return .string(try padded(text, width, call.string(2) ?? "", call.evaluation))
        },
        NativeFunction("join", "<a<s>s?:s>") { call in
            guard let items = call.array(0) else { return .undefined }
            let texts = items.compactMap(\.string)
            let separator = call.string(1) ?? ""
            let bytes = texts.reduce(0) { $0 + $1.utf8.count + separator.utf8.count }
            try call.evaluation.charge(bytes: bytes)
            return .string(texts.joined(separator: separator))
        },
    ]

    /// Runs of blanks become one space; none at either end.
    private static func trimmed(_ text: String) -> String {
        let words = text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return words.map { String(Substring($0)) }.joined(separator: " ")
    }

    private static func substring(_ text: String, _ start: Double, _ length: Double?) -> String {
        let scalars = Array(text.unicodeScalars)
        let count = Double(scalars.count)
        let start = count + start < 0 ? 0 : start
        func place(_ index: Double) -> Int {
            let whole = index.rounded(.towardZero)
            return Int(clampingTruncated: whole < 0 ? max(0, count + whole) : min(count, whole))
        }
        var end = scalars.count
        if let length {
            if length <= 0 { return "" }
            end = place(start >= 0 ? start + length : count + start + length)
        }
        let begin = place(start)
        guard begin < end else { return "" }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[begin..<end])
        return String(result)
    }

    private static func padded(
        _ text: String, _ width: Int, _ filler: String, _ evaluation: ExpressionEvaluation
    ) throws -> String {
        let missing = Int(clamping: width.magnitude) - text.unicodeScalars.count
        guard missing > 0 else { return text }
        let (bytes, isOver) = missing.multipliedReportingOverflow(by: 4)
        try evaluation.charge(bytes: isOver ? .max : bytes)
        let scalars = filler.isEmpty ? [" "] : Array(filler.unicodeScalars)
        var padding = String.UnicodeScalarView()
        for index in 0..<missing { padding.append(scalars[index % scalars.count]) }
        return width > 0 ? text + String(padding) : String(padding) + text
    }
}

extension String.UTF8View {
    /// Where `part` first occurs from `start` on, byte for byte.
    func range(of part: String.UTF8View, from start: Index? = nil) -> Range<Index>? {
        var from = start ?? startIndex
        guard let first = part.first else { return from..<from }
        while let hit = self[from...].firstIndex(of: first) {
            if self[hit...].starts(with: part) { return hit..<index(hit, offsetBy: part.count) }
            from = index(after: hit)
        }
        return nil
    }
}
