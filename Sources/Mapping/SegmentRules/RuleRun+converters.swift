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
            put(address, .text, at: target, frame)
        default:
            guard let text = take(node) else { return }
            put(text, converter, at: target, frame)
        }
    }

    // Long because: one line for each simple converter.
    mutating func put(_ text: String, _ converter: RuleLibrary.Converter, at target: Int32, _ frame: Frame) {
        switch converter {
        case .text: if let node = open(target, frame) { draft.put(text, at: node) }
        case .code(let table): code(text, table: table, target, frame)
        case .date: put(date(text), target, frame)
        case .dateTime: put(dateTime(text), target, frame)
        case .instant: put(instant(text), target, frame)
        case .decimal: put(number: Self.number(text), target, frame)
        case .integer: put(number: Self.whole(text), target, frame)
        case .time: put(time(text), target, frame)
        case .division: put(Self.division(text), target, frame)
        case .lowercase: put(text.lowercased(), target, frame)
        case .mediaType: put(mediaType(text), target, frame)
        case .base64: put(String(decoding: Values.Base64.encode(Array(text.utf8)), as: UTF8.self), target, frame)
        case .boolean:
            guard let flag = Self.flag(text), let node = open(target, frame) else { return }
            draft.put(flag, at: node)
        case .system: put(systemAddress(named: text), target, frame)
        case .concept, .coding, .element: break
        }
    }

    private mutating func put(_ text: String?, _ target: Int32, _ frame: Frame) {
        guard let text, let node = open(target, frame) else { return }
        draft.put(text, at: node)
    }

    private mutating func put(number: String?, _ target: Int32, _ frame: Frame) {
        guard let number, let node = open(target, frame) else { return }
        draft.put(number: number, at: node)
    }

    private mutating func code(_ text: String, table: Int32, _ target: Int32, _ frame: Frame) {
        guard table >= 0 else {
            // A FHIR code has no space at its ends and no two in a row.
            let code = text.split(separator: " ").joined(separator: " ")
            if let node = open(target, frame) { draft.put(code, at: node) }
            return
        }
        guard let term = term(text, table), term.code >= 0, let node = open(target, frame) else { return }
        draft.put(literal: term.code, at: node)
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

    static func whole(_ text: String) -> String? {
        guard let number = number(text), let whole = number.split(separator: ".").first else { return nil }
        let fraction = number.dropFirst(whole.count + 1)
        return fraction.allSatisfy { $0 == "0" } ? String(whole) : nil
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
