/// One label of an internationalized host name, in Unicode: the rules of RFC 5891 section 4.2, RFC 5892 and RFC 5893.
struct HostLabel {
    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private static func set(_ name: String) -> RegexSet { UnicodeTable.hostNames[name] ?? RegexSet([]) }
    private static let valid = set("PVALID")
    private static let contextual = set("CONTEXT")
    private static let bidi = ["R", "AL", "AN", "EN", "ES", "BN", "NSM", "ON"].map { ($0, set("bidi" + $0)) }
    private static let joining = ["C", "D", "L", "R", "T"].map { ($0, set("joining" + $0)) }

    static func hasReservedHyphens(_ scalars: [Unicode.Scalar]) -> Bool {
        scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-"
    }

    /// Whether the label may stand in a name; the Bidi rule is met too where the label itself runs from right to left.
    var isAllowed: Bool {
        guard let first = scalars.first, let last = scalars.last, first != "-", last != "-",
            !Self.hasReservedHyphens(scalars), !Self.isMark(first)
        else { return false }
        for index in scalars.indices where !Self.valid.contains(scalars[index].value) {
            guard Self.contextual.contains(scalars[index].value), isAllowedHere(index) else { return false }
        }
        return !isRightToLeft || meetsBidiRule
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    // MARK: RFC 5892 appendix A

    private func isAllowedHere(_ index: Int) -> Bool {
        let before = index > 0 ? scalars[index - 1] : nil
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index].value {
        case 0x200C: return isVirama(before) || joins(at: index)
        case 0x200D: return isVirama(before)
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return isOf("Greek", after)
        case 0x5F3, 0x5F4: return isOf("Hebrew", before)
        case 0x30FB: return scalars.contains { isOf("Hiragana", $0) || isOf("Katakana", $0) || isOf("Han", $0) }
        case 0x660...0x669: return !scalars.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !scalars.contains { (0x660...0x669).contains($0.value) }
        default: return false
        }
    }

    private func isVirama(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.canonicalCombiningClass == .virama }

    private func isOf(_ script: String, _ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, let set = UnicodeTable.scripts[script] else { return false }
        return set.contains(scalar.value)
    }

    private static func joiningType(_ scalar: Unicode.Scalar) -> String {
        joining.first { $0.1.contains(scalar.value) }?.0 ?? "U"
    }

    /// A letter that joins to the left before, and one that joins to the right behind, with transparent ones between.
    private func joins(at index: Int) -> Bool {
        let before = scalars[..<index].reversed().map(Self.joiningType).first { $0 != "T" }
        let after = scalars[(index + 1)...].map(Self.joiningType).first { $0 != "T" }
        return (before == "L" || before == "D") && (after == "R" || after == "D")
    }

    // MARK: RFC 5893 section 2

    private static func bidiClass(_ scalar: Unicode.Scalar) -> String {
        bidi.first { $0.1.contains(scalar.value) }?.0 ?? "L"
    }

    var isRightToLeft: Bool { scalars.contains { ["R", "AL", "AN"].contains(Self.bidiClass($0)) } }

    var meetsBidiRule: Bool {
        let classes = scalars.map(Self.bidiClass)
        let ending = classes.last { $0 != "NSM" }
        switch classes.first {
        case "R", "AL":
            let allowed: Set = ["R", "AL", "AN", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"]
            return classes.allSatisfy(allowed.contains) && ["R", "AL", "EN", "AN"].contains(ending)
                && !(classes.contains("EN") && classes.contains("AN"))
        case "L":
            let allowed: Set = ["L", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"]
            return classes.allSatisfy(allowed.contains) && ["L", "EN"].contains(ending)
        default: return false
        }
    }
}
