import Formats
import Values

/// Reads the text of a source path. Nil where the text is not one.
struct SourcePathScanner {
    private var rest: Substring.UnicodeScalarView

    static func parse(_ text: String, _ dialect: SourceTree.Dialect) -> SourcePath? {
        var scanner = SourcePathScanner(rest: text.unicodeScalars[...])
        let steps = dialect == .hl7 ? hl7(text) : scanner.generic()
        guard let steps, dialect == .hl7 || scanner.rest.isEmpty else { return nil }
        let isRelative = text.hasPrefix(".") || text.hasPrefix("-") || text.hasPrefix(">") || text.hasPrefix("<")
        return SourcePath(text: text, isRelative: isRelative, steps: steps)
    }

    /// Characters that a key may have without quotes.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "_-$@#:/".unicodeScalars.contains(scalar)
    }

    // MARK: HL7

    /// An absolute path is `HL7Path`'s to read; a relative one is the end of an absolute one.
    private static func hl7(_ text: String) -> [SourcePath.Step]? {
        if text == "." { return [] }
        let (written, leading): (String, Int) =
            switch text.first {
            case ".": ("ZZZ-1" + text, 3)
            case "-": ("ZZZ" + text, 1)
            case ">", "<": (String(text.dropFirst()), 0)
            default: (text, 0)
            }
        guard let path = try? HL7Path(written) else { return nil }
        let name = SourceTree.pack(path.segment)
        let occurrence = selection(path.occurrence)
        var steps: [SourcePath.Step] = [
            text.hasPrefix(">") ? .following(name, occurrence) : .segment(name, occurrence)
        ]
        if text.hasPrefix("<") { steps = [.preceding(name)] }
        if let field = path.field { steps += [.field(UInt32(field)), .repetition(selection(path.repetition))] }
        for part in [path.component, path.subcomponent] { if let part { steps.append(.component(UInt32(part))) } }
        return Array(steps.dropFirst(leading))
    }

    private static func selection(_ index: HL7Path.Index) -> SourcePath.Selection {
        switch index {
        case .number(let number): .at(number - 1)
        case .every: .all
        }
    }

    // MARK: Others

    private mutating func generic() -> [SourcePath.Step]? {
        var steps: [SourcePath.Step] = []
        if take("."), rest.isEmpty { return [] }
        while true {
            if rest.first != "[" {
                guard let key = key() else { return nil }
                steps.append(.key(key))
            }
            while rest.first == "[" {
                guard let selection = selection() else { return nil }
                steps.append(.element(selection))
            }
            if rest.isEmpty { return steps }
            guard take(".") else { return nil }
        }
    }

    private mutating func key() -> String? {
        guard take("'") else {
            let key = String(take(while: Self.isPlain))
            return key.isEmpty ? nil : key
        }
        var key = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "'", !take("'") { return String(key) }
            key.append(scalar)
        }
        return nil
    }

    // MARK: Parts

    /// `[3]` or `[*]`.
    private mutating func selection() -> SourcePath.Selection? {
        guard take("[") else { return nil }
        if take("*") { return take("]") ? .all : nil }
        let digits = take { $0.value >= 0x30 && $0.value <= 0x39 }
        guard digits.count <= 6, let number = Int(String(digits)), take("]") else { return nil }
        return .at(number)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(while accepted: (Unicode.Scalar) -> Bool) -> Substring.UnicodeScalarView {
        let taken = rest.prefix(while: accepted)
        rest.removeFirst(taken.count)
        return taken
    }
}
