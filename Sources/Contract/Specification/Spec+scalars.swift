import Values

extension Spec {
    /// Text that `parse` makes something of; nil is refused with the kind's name and examples.
    package static func text(_ shape: TextShape, parse: @escaping @Sendable (String) -> Value?) -> Spec {
        Spec(.text(shape)) { node, problems in
            guard let text = shape.read(node, &problems) else { return nil }
            if let value = parse(text) { return value }
            problems.append(shape.refusal(of: "'\(text)'", at: node.place))
            return nil
        }
    }

    /// One of the words that name the cases of an enumeration.
    package static func choice(_ words: KeyValuePairs<String, (Value, String)>) -> Spec where Value: Sendable {
        let values = words.map { ($0.key, $0.value.0) }
        return Spec(.choice(words.map { Shape.Word(word: $0.key, meaning: $0.value.1) })) { node, problems in
            if let text = node.text, let value = values.first(where: { $0.0 == text })?.1 { return value }
            let given = node.text.map { "'\($0)'" } ?? node.kindName
            problems.append(
                Problem(
                    .wrongType, "\(given) is nothing that \(node.subject) can be",
                    remedy: NearestWord.advice(for: node.text ?? "", among: values.map(\.0)), at: node.place))
            return nil
        }
    }
}

extension Spec<String> {
    /// Text that stays text.
    package static func text(_ shape: TextShape) -> Spec { text(shape) { $0 } }
}

extension Spec<Int> {
    package static func integer(_ range: ClosedRange<Int>) -> Spec {
        Spec(.integer(range)) { node, problems in
            if let text = node.plainText, let value = Int(text), "\(value)" == text,
                range.contains(value)
            {
                return value
            }
            let given = node.text.map { "'\($0)'" } ?? node.kindName
            problems.append(
                Problem(
                    .wrongType,
                    "\(given) is not a whole number from \(range.lowerBound) to \(range.upperBound)\(node.inside)",
                    at: node.place))
            return nil
        }
    }
}

extension Spec<Bool> {
    /// `on`, `off`, `true` or `false`.
    package static let boolean = Spec(.boolean) { node, problems in
        if let text = node.plainText {
            switch text {
            case "on", "true": return true
            case "off", "false": return false
            default: break
            }
        }
        problems.append(
            Problem(
                .wrongType, "\(node.text.map { "'\($0)'" } ?? node.kindName) is neither on nor off\(node.inside)",
                remedy: "Write 'on' or 'off'.", at: node.place))
        return nil
    }
}

extension TextShape {
    /// The text of a single value; reports values that YAML takes for a number, a truth value or nothing.
    func read(_ node: SourceNode, _ problems: inout [Problem]) -> String? {
        guard case .scalar(let text, let writing) = node.content else {
            problems.append(refusal(of: node.kindName, at: node.place))
            return nil
        }
        guard writing != .plain || !PlainScalar.isNotText(text) else {
            problems.append(
                Problem(
                    .wrongType,
                    "\(node.subject) should be \(name), but YAML reads \(text.isEmpty ? "nothing" : text) as \(PlainScalar.kind(text))",
                    remedy: "Put it in quotes: \"\(text)\".", at: node.place))
            return nil
        }
        guard accepts(text) else {
            problems.append(refusal(of: text.isEmpty ? "an empty text" : "'\(text)'", at: node.place))
            return nil
        }
        return text
    }

    func refusal(of given: String, at place: Place) -> Problem {
        Problem(
            .wrongType, "\(given) is not \(name)\(place.path.map { " in \($0)" } ?? "")",
            remedy: examples.isEmpty ? "" : "Write it like \(examples.map { "'\($0)'" }.joined(separator: " or ")).",
            at: place)
    }
}

/// What YAML 1.2's core schema (section 10.3.2) makes of text without quotes.
enum PlainScalar {
    static func isNotText(_ text: String) -> Bool { kind(text) != "text" }

    static func kind(_ text: String) -> String {
        switch text {
        case "", "~", "null", "Null", "NULL": "nothing"
        case "true", "True", "TRUE", "false", "False", "FALSE", "on", "off", "On", "Off", "ON", "OFF", "yes", "no":
            "a truth value"
        default: isNumber(text) ? "a number" : "text"
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first < 0x3A, first != UInt8(ascii: "'") else { return false }
        return Double(text) != nil && text.utf8.allSatisfy { "+-.0123456789eExXoO".utf8.contains($0) }
    }
}
