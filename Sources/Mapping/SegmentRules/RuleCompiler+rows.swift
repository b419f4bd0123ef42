import Values

/// Rules, line by line.
extension RuleCompiler {
    // Long because: one line for each kind of statement.
    mutating func row(_ statement: RuleStatement) throws -> RuleLibrary.Row {
        var words = statement.words[...]
        let condition = try takeCondition(&words, statement)
        let action: (RuleLibrary.Action, Int32)
        let isAssignment = words.dropFirst().first?.is("=") ?? false
        switch isAssignment ? "=" : words.first.map({ $0.isLiteral ? "=" : $0.text }) ?? "" {
        case "resource": action = (try resource(&words, statement), -1)
        case "on":
            action = (.on(slot: slot(try name(words, 1, statement)), block: try block(statement.below)), -1)
        case "each":
            var rest = words.dropFirst()
            let source = try source(&rest, statement)
            action = (.each(source, block: try block(statement.below)), -1)
        case "with": action = (.block(try block(statement.below)), try target(word(words, 1, statement), statement))
        case "": action = (.block(try block(statement.below)), -1)
        case "use": action = (.use(template: try templateNumber(word(words, 1, statement), statement)), -1)
        case "as": action = (.assign(slot: slot(try name(words, 1, statement))), -1)
        case "clear":
            let names = try words.dropFirst().map { UInt32(slot(try slotName($0, statement))) }
            action = (.clear(numbers(names)), -1)
        case "remove": action = (.remove, try target(word(words, 1, statement), statement))
        case "forget": action = (.forget(numbers(words.dropFirst().map { SourceTree.pack($0.text) })), -1)
        default: action = try assignment(words, statement)
        }
        return RuleLibrary.Row(condition: condition, target: action.1, action: action.0)
    }

    private func word(_ words: ArraySlice<RuleWord>, _ index: Int, _ statement: RuleStatement) throws -> RuleWord {
        guard words.count > index else { throw fault("'\(statement.text)' ends too early", statement) }
        return words[words.startIndex + index]
    }

    private func name(_ words: ArraySlice<RuleWord>, _ index: Int, _ statement: RuleStatement) throws -> String {
        try slotName(word(words, index, statement), statement)
    }

    private func templateNumber(_ word: RuleWord, _ statement: RuleStatement) throws -> Int32 {
        guard let number = template(word.text) else {
            throw fault("there is no element or resource '\(word.text)'", statement)
        }
        return number
    }

    /// `resource Encounter as @encounter key 19 @patient`
    private mutating func resource(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Action
    {
        let type = key(try word(words, 1, statement).text)
        words = words.dropFirst(2)
        var slotNumber: Int32 = -1
        if let first = words.first, first.is("as") {
            slotNumber = slot(try name(words, 1, statement))
            words = words.dropFirst(2)
        }
        let key = try key(&words, statement)
        return .resource(type: type, slot: slotNumber, key: key, block: try block(statement.below))
    }

    /// `key 3 4 "Patient" @patient`; nothing when the content is the key.
    mutating func key(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> Range<Int32> {
        guard let first = words.first, first.is("key") else { return 0..<0 }
        words = words.dropFirst()
        var parts: [RuleLibrary.Expression] = []
        while let word = words.first, !word.is(":") { parts.append(try part(word, &words, statement)) }
        guard !parts.isEmpty else { throw fault("'key' says what makes the resource the same", statement) }
        return self.parts(parts)
    }

    private mutating func part(_ word: RuleWord, _ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Expression
    {
        if !word.isLiteral, word.text.hasPrefix("@") {
            words = words.dropFirst()
            return .identifier(slot(word.text))
        }
        return try term(&words, statement)
    }

    // MARK: - Values to targets

    /// `5 -> name[] XPN`, `status = "active"`, `@patient -> subject later`, `7 => participant[].individual XCN as @doctor`.
    private mutating func assignment(_ given: ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> (
        RuleLibrary.Action, Int32
    ) {
        if given.count == 3, given[given.startIndex + 1].is("=") {
            let place = try target(given[given.startIndex], statement)
            let value = given[given.startIndex + 2]
            if !value.isLiteral, value.text == "true" || value.text == "false" {
                return (.flag(value.text == "true"), place)
            }
            guard value.isLiteral else { throw fault("'=' wants a literal in quotes, true or false", statement) }
            return (.literal(literal(value.text)), place)
        }
        guard let arrow = given.firstIndex(where: { $0.is("->") || $0.is("=>") }), arrow > given.startIndex else {
            throw fault("'\(statement.text)' is no rule", statement)
        }
        let left = given[..<arrow]
        var right = given[(arrow + 1)...]
        if given[arrow].text == "=>" { return try reference(left, right, statement) }
        guard let place = right.popFirst() else { throw fault("a rule ends with its target", statement) }
        if let first = left.first, !first.isLiteral, first.text.hasPrefix("@") {
            return try link(first, place, right, statement)
        }
        return try copy(left, place, right, statement)
    }

    private mutating func link(
        _ from: RuleWord, _ place: RuleWord, _ right: ArraySlice<RuleWord>, _ statement: RuleStatement
    ) throws -> (RuleLibrary.Action, Int32) {
        let slotNumber = slot(try slotName(from, statement))
        if place.text.hasPrefix("@") { return (.move(from: slotNumber, to: slot(place.text)), -1) }
        let later = right.first?.is("later") ?? false
        return (.link(slot: slotNumber, later: later), try target(place, statement))
    }

    private mutating func reference(
        _ left: ArraySlice<RuleWord>, _ right: ArraySlice<RuleWord>, _ statement: RuleStatement
    ) throws -> (RuleLibrary.Action, Int32) {
        var left = left
        let source = try source(&left, statement)
        let place = try word(right, 0, statement)
        let template = try templateNumber(word(right, 1, statement), statement)
        var slotNumber: Int32 = -1
        if right.count > 3, right[right.startIndex + 2].is("as") { slotNumber = slot(try name(right, 3, statement)) }
        let target = place.is("-") ? RuleLibrary.nowhere : try target(place, statement)
        return (.refer(source, template: template, slot: slotNumber), target)
    }

    private mutating func copy(
        _ left: ArraySlice<RuleWord>, _ place: RuleWord, _ right: ArraySlice<RuleWord>, _ statement: RuleStatement
    ) throws -> (RuleLibrary.Action, Int32) {
        var left = left
        let place = try target(place, statement)
        if right.last?.is(":") ?? false {
            return (.each(try source(&left, statement), block: try block(statement.below)), place)
        }
        var converter = try converter(right.first, statement)
        if case .text = converter, place >= 0, isCode(library.targets[Int(place)]) { converter = .code(-1) }
        if left.count == 1, let only = left.first, !only.isLiteral, !only.text.hasPrefix("join("), only.text != "event"
        {
            return (.copy(try source(&left, statement), converter), place)
        }
        let expression = try expression(left, statement)
        library.expressions.append(expression)
        return (.compute(Int32(library.expressions.count - 1), converter), place)
    }

    /// Whether the target ends in an element `code`, which holds no spaces but single ones between words.
    private func isCode(_ steps: Range<Int32>) -> Bool {
        guard let last = steps.last, case .member(let key) = library.steps[Int(last)] else { return false }
        return key == RuleLibrary.codeKey
    }

    private mutating func converter(_ word: RuleWord?, _ statement: RuleStatement) throws -> RuleLibrary.Converter {
        guard let word else { return .text }
        let parts = word.text.split(separator: "(", maxSplits: 1).map(String.init)
        let table = parts.count > 1 ? try table(String(parts[1].dropLast()), statement) : -1
        switch parts[0] {
        case "text": return .text
        case "formatted": return .formatted
        case "date": return .date
        case "dateTime": return .dateTime
        case "instant": return .instant
        case "decimal": return .decimal
        case "integer": return .integer
        case "positive": return .positive
        case "unsigned": return .unsigned
        case "address": return .address
        case "encoded": return .encoded
        case "hexadecimal": return .hexadecimal
        case "boolean": return .boolean
        case "system": return .system
        case "lowercase": return .lowercase
        case "time": return .time
        case "division": return .division
        case "mediaType": return .mediaType
        case "base64": return .base64
        case "code": return .code(table)
        case "count": return .count(table)
        case "concept": return .concept(table)
        case "coding": return .coding(table)
        default:
            let number = try templateNumber(RuleWord(text: parts[0]), statement)
            guard case .element = library.templates[Int(number)].kind else {
                throw fault("'\(parts[0])' makes a resource: refer to it with =>", statement)
            }
            return .element(number)
        }
    }

    /// `name[].given[]`, `ext(http://…).valueString`, `type[=].coding[].code`, `.` for the element itself.
    mutating func target(_ word: RuleWord, _ statement: RuleStatement) throws -> Int32 {
        if word.is(".") { return -1 }
        var steps: [RuleLibrary.Step] = []
        for part in Self.parts(word.text) {
            if part.hasPrefix("ext("), part.hasSuffix(")") {
                steps.append(.theExtension(literal(String(part.dropFirst(4).dropLast()))))
            } else if part.hasPrefix("ext+("), part.hasSuffix(")") {
                steps.append(.newExtension(literal(String(part.dropFirst(5).dropLast()))))
            } else if part.hasSuffix("[]") {
                steps.append(.append(key(String(part.dropLast(2)))))
            } else if part.hasSuffix("[=]") {
                steps.append(.last(key(String(part.dropLast(3)))))
            } else {
                guard !part.isEmpty,
                    part.utf8.allSatisfy({
                        $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x5F || $0 >= 0x30 && $0 <= 0x39
                    })
                else { throw fault("'\(word.text)' is no target", statement) }
                steps.append(.member(key(part)))
            }
        }
        let start = Int32(library.steps.count)
        library.steps += steps
        library.targets.append(start..<Int32(library.steps.count))
        library.repeats.append(steps.contains(where: Self.repeats))
        return Int32(library.targets.count - 1)
    }

    private static func repeats(_ step: RuleLibrary.Step) -> Bool {
        switch step {
        case .append, .newExtension: true
        default: false
        }
    }

    /// The text cut at points outside of parentheses.
    static func parts(_ text: String) -> [String] {
        var parts = [""]
        var open = 0
        for character in text {
            if character == "(" { open += 1 }
            if character == ")" { open -= 1 }
            if character == ".", open == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts
    }
}
