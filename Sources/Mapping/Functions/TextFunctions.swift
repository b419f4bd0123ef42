import Values

extension FunctionCatalogue {
    static let textFunctions: [FieldFunctionMaker] = [
        .text("trim", "removes white space at both ends; nothing left is absent") { text in
            let trimmed = text.trimmed
            return trimmed.isEmpty ? nil : trimmed
        },
        .text("collapse", "trims, and makes each run of white space one space") { text in
            let words = text.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? nil : words.joined(separator: " ")
        },
        .text("upper", "upper case") { $0.uppercased() },
        .text("lower", "lower case") { $0.lowercased() },
        .text("title", "a capital at the start of each word, the rest in lower case") { titled($0) },
        .text("text", "the value as text") { $0 },
        FieldFunctionMaker("absentIf", "takes away what stands for nothing: absentIf: [N/A, unknown, '-']") {
            argument, _ in
            let words = Set((argument?.list ?? argument.map { [$0] } ?? []).compactMap { $0.text?.lowercased() })
            guard !words.isEmpty else { throw wrong(argument, "absentIf takes the texts that stand for nothing") }
            return { value throws(FieldFailure) in
                words.contains(try value.mappedText().trimmed.lowercased()) ? nil : value
            }
        },
        .text("urlEncode", "percent-encoded for a URL's query (RFC 3986 section 2)") { percentEncoded($0) },
        FieldFunctionMaker("prefix", "puts text before the value: prefix: 'urn:'") { argument, _ in
            let affix = try text(argument, "prefix")
            return { value throws(FieldFailure) in .string(affix + (try value.mappedText())) }
        },
        FieldFunctionMaker("suffix", "puts text after the value") { argument, _ in
            let affix = try text(argument, "suffix")
            return { value throws(FieldFailure) in .string((try value.mappedText()) + affix) }
        },
        FieldFunctionMaker("substring", "part of the text: substring: [start, length], counted from 0") { argument, _ in
            guard let numbers = argument?.list?.map(\.integer) ?? argument.map({ [$0.integer] }),
                let start = numbers.first ?? nil, start >= 0, numbers.count < 2 || (numbers[1] ?? -1) >= 0
            else { throw wrong(argument, "substring takes [start, length], both from 0") }
            let length = numbers.count > 1 ? numbers[1] : nil
            return { value throws(FieldFailure) in
                let rest = try value.mappedText().dropFirst(start)
                let part = length.map { rest.prefix($0) } ?? rest
                return part.isEmpty ? nil : .string(String(part))
            }
        },
        FieldFunctionMaker("replace", "replaces text: replace: { from: '-', to: '' }") { argument, _ in
            guard let from = argument?["from"]?.text, !from.isEmpty, let to = argument?["to"]?.text else {
                throw wrong(argument, "replace takes { from: text, to: text }")
            }
            return { value throws(FieldFailure) in .string(try value.mappedText().replacing(from, with: to)) }
        },
        FieldFunctionMaker("pad", "fills up at the front: pad: { to: 8, with: '0' }") { argument, _ in
            guard let width = argument?["to"]?.integer, width >= 0, width <= 1000,
                let filler = (argument?["with"]?.text ?? "0").first
            else { throw wrong(argument, "pad takes { to: width up to 1000, with: character }") }
            return { value throws(FieldFailure) in
                let text = try value.mappedText()
                return .string(String(repeating: filler, count: max(0, width - text.count)) + text)
            }
        },
        FieldFunctionMaker("mask", "hides all but the last characters: mask: 4") { argument, _ in
            let kept = argument?.integer ?? 0
            guard kept >= 0 else { throw wrong(argument, "mask takes how many characters stay visible") }
            return { value throws(FieldFailure) in
                let text = try value.mappedText()
                let hidden = max(0, text.count - kept)
                return .string(String(repeating: "*", count: hidden) + text.dropFirst(hidden))
            }
        },
    ]

    /// `o'neill-smith` becomes `O'Neill-Smith`.
    static func titled(_ text: String) -> String {
        var result = ""
        var atStart = true
        for character in text {
            result += atStart ? character.uppercased() : character.lowercased()
            atStart = !character.isLetter && !character.isNumber
        }
        return result
    }

    /// Everything but the unreserved characters of RFC 3986 section 2.3.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func text(_ argument: DefinitionNode?, _ function: String) throws -> String {
        guard let text = argument?.text else { throw wrong(argument, "\(function) takes text") }
        return text
    }

    static func wrong(_ argument: DefinitionNode?, _ message: String) -> JunctionError {
        argument?.fault(message) ?? JunctionError(.mappingMalformed, message)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var part = self[...]
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
