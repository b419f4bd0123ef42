import Values

/// Coded values and the addresses of their systems.
extension RuleRun {
    /// Where a CWE keeps the parts of its codings: code, display, system, version (HL7 v2.8 chapter 2A, CWE).
    private static let codings: [(UInt32, UInt32, UInt32, UInt32)] = [(1, 2, 3, 7), (4, 5, 6, 8), (10, 11, 12, 13)]
    private static let originalText: UInt32 = 9

    /// CWE, CE, CNE, IS, ID or ST to a CodeableConcept.
    mutating func concept(_ node: Int32, table: Int32, _ target: Int32, _ frame: Frame) {
        guard let element = open(target, frame, as: .object) else { return }
        for (place, parts) in Self.codings.enumerated() {
            guard place == 0 || isObject(node) else { break }
            coding(node, parts, table: table, frame) { run in
                run.draft.append(to: run.draft.open(RuleLibrary.codingKey, of: element, as: .list))
            }
        }
        guard isObject(node), let text = take(Self.originalText, of: node) else { return }
        draft.put(printable(text), at: draft.open(RuleLibrary.textKey, of: element, as: .text))
    }

    /// The first coding of a CWE to a Coding.
    mutating func coding(_ node: Int32, table: Int32, _ target: Int32, _ frame: Frame) {
        coding(node, Self.codings[0], table: table, frame) { run in run.open(target, frame, as: .object) }
    }

    private mutating func coding(
        _ node: Int32, _ parts: (UInt32, UInt32, UInt32, UInt32), table: Int32, _ frame: Frame,
        into element: (inout RuleRun) -> Int32?
    ) {
        let code = take(parts.0, of: node)
        let display = isObject(node) ? take(parts.1, of: node) : nil
        guard code != nil || display != nil, let coding = element(&self) else { return }
        let system = isObject(node) ? take(parts.2, of: node) : nil
        if let code, let term = term(code, table), term.code >= 0 {
            put(literal: term.system, RuleLibrary.systemKey, coding)
            put(literal: term.code, RuleLibrary.codeKey, coding)
            put(literal: term.display, RuleLibrary.displayKey, coding)
        } else {
            if let system { put(systemAddress(named: system), RuleLibrary.systemKey, coding) }
            if let code { put(collapsed(code), RuleLibrary.codeKey, coding) }
            if let display { put(printable(display), RuleLibrary.displayKey, coding) }
        }
        if isObject(node), let version = take(parts.3, of: node) {
            put(printable(version), RuleLibrary.versionKey, coding)
        }
    }

    private mutating func put(literal: Int32, _ key: Int32, _ element: Int32) {
        guard literal >= 0 else { return }
        draft.put(RuleText(literal: literal), at: draft.open(key, of: element, as: .text))
    }

    private mutating func put(_ text: RuleText, _ key: Int32, _ element: Int32) {
        draft.put(text, at: draft.open(key, of: element, as: .text))
    }
}
