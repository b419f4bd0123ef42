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
        draft.put(Self.printable(text), at: draft.open(RuleLibrary.textKey, of: element, as: .text))
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
            if let code { put(Self.collapsed(code), RuleLibrary.codeKey, coding) }
            if let display { put(Self.printable(display), RuleLibrary.displayKey, coding) }
        }
        if isObject(node), let version = take(parts.3, of: node) {
            put(Self.printable(version), RuleLibrary.versionKey, coding)
        }
    }

    private mutating func put(literal: Int32, _ key: Int32, _ element: Int32) {
        guard literal >= 0 else { return }
        draft.put(literal: literal, at: draft.open(key, of: element, as: .text))
    }

    private mutating func put(_ text: String, _ key: Int32, _ element: Int32) {
        draft.put(text, at: draft.open(key, of: element, as: .text))
    }

    // MARK: - Addresses

    /// The URI of a coding system or namespace by its name in HL7 v2.
    func systemAddress(named name: String) -> String {
        if let known = library.systems[name] ?? library.systems[name.uppercased()] {
            return library.literals[Int(known)]
        }
        if let table = Self.tableNumber(name) { return "http://terminology.hl7.org/CodeSystem/v2-" + table }
        if name.contains(":") && !name.contains(" ") { return name }
        if Self.isObjectIdentifier(name) { return "urn:oid:" + name }
        return "urn:id:" + Self.escaped(name)
    }

    /// HD, or what begins like one, to the URI of what it names: its universal identifier when that is one, else its
    /// namespace.
    mutating func address(of node: Int32) -> String? {
        let namespace = take(1, of: node)
        guard isObject(node), let universal = take(2, of: node) else { return namespace.map(systemAddress) }
        let type = take(3, of: node)?.uppercased() ?? ""
        switch type {
        case "ISO" where Self.isObjectIdentifier(universal): return "urn:oid:" + universal
        case "UUID", "GUID": return "urn:uuid:" + universal.lowercased()
        case "URI", "URL": return universal.contains(" ") ? "urn:id:" + Self.escaped(universal) : universal
        case "" where Self.isObjectIdentifier(universal): return "urn:oid:" + universal
        default: return "urn:id:" + Self.escaped(universal)
        }
    }

    /// `0203` of `HL70203`, `HL7203`, `0203` and `203`.
    private static func tableNumber(_ name: String) -> String? {
        var digits = Substring(name)
        if digits.uppercased().hasPrefix("HL7") {
            digits = digits.dropFirst(3)
        } else if digits.utf8.count != 4 {
            return nil
        }
        if digits.first == "-" || digits.first == "_" { digits = digits.dropFirst() }
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    static func isObjectIdentifier(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }

    /// The text with what a URI may not hold written as `%20` and the like.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    /// RFC 3986 section 2.3.
    fileprivate var isUnreserved: Bool {
        self >= 0x30 && self <= 0x39 || self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "~")
    }
}
