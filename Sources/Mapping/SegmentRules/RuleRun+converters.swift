import Values

/// Turning source values into FHIR's.
extension RuleRun {
    mutating func copy(
        _ source: RuleLibrary.Source, _ converter: RuleLibrary.Converter, _ target: Int32, _ frame: Frame
    ) {
        let nodes = nodes(source, frame)
        guard target >= 0, library.repeats[Int(target)] else {
            if let node = nodes.first, places[Int(node)].isValued { copy(node, converter, target, frame) }
            return
        }
        for node in nodes where places[Int(node)].isValued { copy(node, converter, target, frame) }
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
            marks.mark(leaf)
        }
    }

    /// What the expression says to the target; the leaves that it read count as read when the converter takes it.
    mutating func compute(
        _ expression: RuleLibrary.Expression, _ converter: RuleLibrary.Converter, _ target: Int32, _ frame: Frame
    ) {
        taken.removeAll(keepingCapacity: true)
        guard let text = text(expression, frame) else { return }
        guard let value = value(of: text, converter) else {
            if let leaf = taken.last { refuse(leaf, converter) }
            return
        }
        guard let element = open(target, frame) else { return }
        put(value, at: element)
        for leaf in taken { marks.mark(leaf) }
    }

    // MARK: - Converters

    /// What a simple converter makes of a text.
    private enum Converted {
        case text(String)
        case number(String)
        case literal(Int32)
        case flag(Bool)
    }

    private mutating func put(_ value: Converted, at element: Int32) {
        switch value {
        case .text(let text): draft.put(text, at: element)
        case .number(let text): draft.put(number: text, at: element)
        case .literal(let literal): draft.put(literal: literal, at: element)
        case .flag(let flag): draft.put(flag, at: element)
        }
    }

    /// Nil when the converter cannot carry the text.
    // Long because: one line for each simple converter.
    private func value(of text: String, _ converter: RuleLibrary.Converter) -> Converted? {
        switch converter {
        case .text: .text(Self.printable(text))
        case .code(let table):
            table < 0 ? .text(Self.collapsed(text)) : literal(of: text, table).map(Converted.literal)
        case .count(let table):
            literal(of: text, table).map { .number(library.literals[Int($0)]) }
        case .date: date(text).map(Converted.text)
        case .dateTime: dateTime(text).map(Converted.text)
        case .instant: instant(text).map(Converted.text)
        case .time: time(text).map(Converted.text)
        case .decimal: Self.number(text).map(Converted.number)
        case .integer: Self.whole(text).map(Converted.number)
        case .positive: Self.whole(text, from: 1).map(Converted.number)
        case .unsigned: Self.whole(text, from: 0).map(Converted.number)
        case .boolean: Self.flag(text).map(Converted.flag)
        case .division: .text(Self.division(Self.printable(text)))
        case .lowercase: .text(text.lowercased())
        case .address: text.trimmed.contains(where: \.isWhitespace) ? nil : .text(text.trimmed)
        case .mediaType: .text(mediaType(text))
        case .base64: .text(String(decoding: Values.Base64.encode(Array(text.utf8)), as: UTF8.self))
        case .encoded: Self.encoded(text).map(Converted.text)
        case .hexadecimal:
            Self.bytes(hexadecimal: text).map { .text(String(decoding: Values.Base64.encode($0), as: UTF8.self)) }
        case .system: .text(systemAddress(named: text))
        case .concept, .coding, .element: nil
        }
    }

    /// The code that the table gives for a code; nil when it gives none.
    private func literal(of code: String, _ table: Int32) -> Int32? {
        term(code, table).flatMap { $0.code < 0 ? nil : $0.code }
    }

    /// The text without control characters, which neither FHIR's strings nor XML hold.
    static func printable(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0xEF }) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 9, 10, 13, 0x20..<0xFFFE, 0x10000...: kept.append(scalar)
            default: kept.append("\u{FFFD}")
            }
        }
        return String(kept)
    }

    /// A FHIR code has no space at its ends and no two in a row.
    static func collapsed(_ text: String) -> String {
        printable(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func term(_ code: String, _ table: Int32) -> RuleLibrary.Term? {
        guard table >= 0 else { return nil }
        if let term = library.tables[Int(table)].terms[code] { return term }
        return library.tables[Int(table)].terms[code.uppercased()] ?? library.tables[Int(table)].other
    }

    // MARK: - Dates and numbers

    /// FHIR `date`: the day, without the time.
    private func date(_ text: String) -> String? { CalendarTime(hl7: text.trimmed)?.isoDate }

    /// FHIR `dateTime`: to the precision at hand; a time gets seconds and an offset, which FHIR demands.
    private func dateTime(_ text: String) -> String? {
        guard let time = CalendarTime(hl7: text.trimmed) ?? CalendarTime(iso: text.trimmed) else { return nil }
        guard time.hour != nil else { return time.isoDate }
        return full(time)
    }

    /// FHIR `instant`: everything down to the second; what was not written counts as its first.
    private func instant(_ text: String) -> String? {
        CalendarTime(hl7: text.trimmed).map(full)
    }

    /// FHIR `time`, of `HHMM[SS]` or `HH:MM[:SS]`.
    private func time(_ text: String) -> String? {
        let digits = text.trimmed.replacing(":", with: "")
        guard let time = CalendarTime(hl7: "20000101" + digits), let hour = time.hour else { return nil }
        return padded(hour, 2) + ":" + padded(time.minute ?? 0, 2) + ":" + padded(time.second ?? 0, 2)
    }

    /// The XHTML of a narrative.
    private static func division(_ text: String) -> String {
        let plain = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return "<div xmlns=\"http://www.w3.org/1999/xhtml\">\(plain)</div>"
    }

    private func full(_ time: CalendarTime) -> String {
        var time = time
        time.month = time.month ?? 1
        time.day = time.day ?? 1
        var text = time.isoDate
        text += "T" + padded(time.hour ?? 0, 2) + ":" + padded(time.minute ?? 0, 2) + ":" + padded(time.second ?? 0, 2)
        if !time.fraction.isEmpty { text += "." + time.fraction }
        return text + (time.offset.map { $0 == 0 ? "Z" : offsetText($0, separator: ":") } ?? zone)
    }

    /// The number as JSON writes it; nil when the text is no number.
    static func number(_ text: String) -> String? {
        var digits = Substring(text.trimmed)
        var sign = ""
        if digits.first == "+" { digits = digits.dropFirst() }
        if digits.first == "-" {
            sign = "-"
            digits = digits.dropFirst()
        }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, digits.utf8.count <= 64,
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
        else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let plain = whole.drop { $0 == "0" }
        return sign + (plain.isEmpty ? "0" : plain) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// A whole number from `least` on that FHIR's integers hold.
    static func whole(_ text: String, from least: Int32 = .min) -> String? {
        guard let number = number(text), let whole = number.split(separator: ".").first else { return nil }
        let fraction = number.dropFirst(whole.count + 1)
        guard fraction.allSatisfy({ $0 == "0" }), let integer = Int32(whole), integer >= least else { return nil }
        return String(integer)
    }

    /// Base64 without spaces; nil when it is none.
    private static func encoded(_ text: String) -> String? {
        let plain = String(text.filter { !$0.isWhitespace })
        return Values.Base64.decode(Array(plain.utf8)) == nil ? nil : plain
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 > 0x20 }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    static func flag(_ text: String) -> Bool? {
        switch text.uppercased() {
        case "Y", "YES", "TRUE", "1": true
        case "N", "NO", "FALSE", "0": false
        default: nil
        }
    }

    /// A media type of a data subtype, such as `image/jpeg` of `JPEG`.
    private func mediaType(_ text: String) -> String {
        if text.contains("/") { return text.lowercased() }
        guard let term = RuleLibrary.mediaTypes[text.uppercased()] else { return "application/" + text.lowercased() }
        return term
    }
}
