import Values

/// Turning source values into FHIR's.
extension RuleRun {
    mutating func copy(
        _ source: RuleLibrary.Source, _ converter: RuleLibrary.Converter, _ target: Int32, _ frame: Frame
    ) {
        let nodes = nodes(source, frame)
        guard target >= 0, library.repeats[Int(target)] else {
            if let node = nodes.first, layout.nodes[Int(node)].isValued { copy(node, converter, target, frame) }
            return
        }
        for node in nodes where layout.nodes[Int(node)].isValued { copy(node, converter, target, frame) }
    }

    private mutating func copy(_ node: Int32, _ converter: RuleLibrary.Converter, _ target: Int32, _ frame: Frame) {
        switch converter {
        case .concept(let table): concept(node, table: table < 0 ? frame.table : table, target, frame)
        case .coding(let table): coding(node, table: table < 0 ? frame.table : table, target, frame)
        case .element(let template):
            var inner = frame
            inner.scope = node
            inner.depth += 1
            guard let element = open(target, frame, as: .object) else { return }
            inner.target = element
            run(library.templates[Int(template)].block, inner)
        case .system:
            guard let address = address(of: node) else { return }
            if let element = open(target, frame) { draft.put(address, at: element) }
        default:
            let leaf = leaf(node)
            guard let text = text(ofLeaf: leaf) else { return }
            guard let value = value(of: text, converter) else { return refuse(leaf, converter) }
            guard let element = open(target, frame) else { return }
            put(value, at: element)
            mark(leaf)
        }
    }

    /// What the expression says to the target; the leaves that it read count as read when the converter takes it.
    mutating func compute(
        _ expression: RuleLibrary.Expression, _ converter: RuleLibrary.Converter, _ target: Int32, _ frame: Frame
    ) {
        taken.removeAll(keepingCapacity: true)
        guard let text = text(expression, frame) else { return }
        guard let value = value(of: owned(text), converter) else {
            if let leaf = taken.last { refuse(leaf, converter) }
            return
        }
        guard let element = open(target, frame) else { return }
        put(value, at: element)
        for leaf in taken { mark(leaf) }
    }

    /// What a simple converter makes of a text.
    private enum Converted {
        case text(RuleText)
        case number(RuleText)
        case flag(Bool)
    }

    private mutating func put(_ value: Converted, at element: Int32) {
        switch value {
        case .text(let text): draft.put(text, at: element)
        case .number(let text): draft.put(number: text, at: element)
        case .flag(let flag): draft.put(flag, at: element)
        }
    }

    /// Nil when the converter cannot carry the text.
    // Long because: one line for each simple converter.
    private mutating func value(of text: RuleText, _ converter: RuleLibrary.Converter) -> Converted? {
        switch converter {
        case .text: .text(printable(text))
        case .formatted: .text(printable(kept(FormattedText.plain(string(text)))))
        case .code(let table): table < 0 ? .text(collapsed(text)) : literal(of: text, table).map(Converted.text)
        case .count(let table): literal(of: text, table).map(Converted.number)
        case .date: date(text).map(Converted.text)
        case .dateTime: dateTime(text).map(Converted.text)
        case .instant: instant(text).map(Converted.text)
        case .time: time(text).map(Converted.text)
        case .decimal: number(text).map(Converted.number)
        case .integer: whole(text).map(Converted.number)
        case .positive: whole(text, from: 1).map(Converted.number)
        case .unsigned: whole(text, from: 0).map(Converted.number)
        case .boolean: flag(text).map(Converted.flag)
        case .division: .text(division(printable(text)))
        case .lowercase: .text(lowercased(text))
        case .address: unbroken(text).map(Converted.text)
        case .mediaType: .text(mediaType(text))
        case .base64: .text(base64(Array(layout.bytes[text.range])))
        case .encoded: encoded(text).map(Converted.text)
        case .hexadecimal: bytes(hexadecimal: text).map { .text(base64($0)) }
        case .system: .text(systemAddress(named: text))
        case .concept, .coding, .element: nil
        }
    }

    /// The code that the table gives for a code; nil when it gives none.
    private func literal(of code: RuleText, _ table: Int32) -> RuleText? {
        term(code, table).flatMap { $0.code < 0 ? nil : RuleText(literal: $0.code) }
    }

    func term(_ code: RuleText, _ table: Int32) -> RuleLibrary.Term? {
        guard table >= 0 else { return nil }
        return library.tables[Int(table)].term(layout.bytes, code.range)
    }
}
