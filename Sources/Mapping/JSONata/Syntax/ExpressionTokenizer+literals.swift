import Values

/// Strings and regexes.
extension ExpressionTokenizer {
    mutating func string() throws(JSONataError) -> ExpressionToken {
        let quote = source[position]
        var units: [UInt16] = []
        position += 1
        while position < source.count {
            let unit = source[position]
            if unit == quote {
                position += 1
                let text = String(decoding: units, as: UTF16.self)
                return ExpressionToken(kind: .string, text: text, value: .string(text), position: position)
            }
            units.append(unit == 0x5C ? try escape() : unit)
            position += 1
        }
        throw JSONataError("S0101", position: position)
    }

    private static let escapes: [UInt16: UInt16] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
    ]

    /// The code unit that an escape stands for; leaves `position` on the last unit of the escape.
    private mutating func escape() throws(JSONataError) -> UInt16 {
        position += 1
        let letter = unit(position)
        if let plain = Self.escapes[letter] { return plain }
        guard letter == 0x75 else {
            let token = position < source.count ? text(position..<position + 1) : ""
            throw JSONataError("S0103", position: position, token: token)
        }
        let last = min(position + 5, source.count)
        guard last == position + 5, let code = UInt16(text(position + 1..<last), radix: 16),
            isAt(position + 1, "+") == false
        else { throw JSONataError("S0104", position: position) }
        position += 4
        return code
    }

    /// A regex whose opening slash has been passed. A slash within brackets of any kind does not end it.
    mutating func regex() throws(JSONataError) -> ExpressionToken {
        let start = position
        var depth = 0
        while position < source.count {
            if isAt(position, "/"), depth == 0, !isEscaped(position) {
                guard position > start else { throw JSONataError("S0301", position: position) }
                return try regex(pattern: text(start..<position))
            }
            let afterBackslash = position > 0 && source[position - 1] == 0x5C
            switch source[position] {
            case 0x28, 0x5B, 0x7B: if !afterBackslash { depth += 1 }
            case 0x29, 0x5D, 0x7D: if !afterBackslash { depth -= 1 }
            default: break
            }
            position += 1
        }
        throw JSONataError("S0302", position: position)
    }

    private func isEscaped(_ index: Int) -> Bool {
        var backslashes = 0
        while index - backslashes > 0, source[index - backslashes - 1] == 0x5C { backslashes += 1 }
        return backslashes % 2 == 1
    }

    private mutating func regex(pattern: String) throws(JSONataError) -> ExpressionToken {
        position += 1
        var options: RegularExpression.Options = []
        while isAt(position, "i") || isAt(position, "m") {
            options.insert(isAt(position, "i") ? .ignoreCase : .multiline)
            position += 1
        }
        do {
            let regex = try RegularExpression(pattern, options: options)
            return ExpressionToken(kind: .regex, text: pattern, regex: regex, position: position)
        } catch {
            throw JSONataError("S0303", position: position, token: pattern)
        }
    }
}
