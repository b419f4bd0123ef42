/// Reads ECMAScript pattern syntax, with the leniences of ECMA-262 annex B (a `{` or `]` that means nothing special is
/// itself).
struct RegexParser {
    static let depthMost = 200

    let units: [UInt32]
    let options: RegularExpression.Options
    var position = 0
    private(set) var groupCount = 0
    var names: [String: Int] = [:]
    let groupsInAll: Int
    private var depth = 0

    init(_ pattern: String, _ options: RegularExpression.Options) {
        units =
            options.contains(.unicode) ? pattern.unicodeScalars.map(\.value) : pattern.utf16.map { UInt32($0) }
        self.options = options
        groupsInAll = Self.countGroups(units)
    }

    var next: UInt32? { position < units.count ? units[position] : nil }

    mutating func take(_ text: String) -> Bool {
        let wanted = text.unicodeScalars.map(\.value)
        guard units[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    func fault(_ message: String) -> RegularExpressionError { .malformed(message, offset: position) }

    mutating func parse() throws(RegularExpressionError) -> RegexSyntax {
        let tree = try alternatives()
        guard position == units.count else { throw fault("A ) has no partner") }
        return tree
    }

    /// How many groups capture in the whole pattern: decides whether `\12` is a backreference.
    private static func countGroups(_ units: [UInt32]) -> Int {
        var (count, index, inClass) = (0, 0, false)
        while index < units.count {
            switch units[index] {
            case 0x5C: index += 1
            case 0x5B: inClass = true
            case 0x5D: inClass = false
            case 0x28 where !inClass:
                let isPlain = index + 1 >= units.count || units[index + 1] != 0x3F
                let isNamed =
                    index + 3 < units.count && units[index + 2] == 0x3C && units[index + 3] != 0x3D
                    && units[index + 3] != 0x21
                if isPlain || isNamed { count += 1 }
            default: break
            }
            index += 1
        }
        return count
    }

    private mutating func alternatives() throws(RegularExpressionError) -> RegexSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMost else { throw .tooLarge }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(RegularExpressionError) -> RegexSyntax {
        var items: [RegexSyntax] = []
        while let unit = next, unit != 0x7C, unit != 0x29 {
            let groupsBefore = groupCount
            let atom = try term()
            items.append(try quantified(atom, groups: groupsBefore + 1..<groupCount + 1))
        }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    private mutating func term() throws(RegularExpressionError) -> RegexSyntax {
        guard let unit = next else { return .empty }
        position += 1
        switch unit {
        case 0x5E: return .start
        case 0x24: return .end
        case 0x28: return try group()
        case 0x2E: return .any
        case 0x5B: return .set(try characterClass())
        case 0x5C: return try escape()
        case 0x2A, 0x2B, 0x3F: throw fault("There is nothing to repeat")
        case 0x5D, 0x7B, 0x7D:
            if isStrict { throw fault("A bracket stands alone") }
            return .unit(unit)
        default: return .unit(unit)
        }
    }

    private mutating func group() throws(RegularExpressionError) -> RegexSyntax {
        let result: RegexSyntax
        if take("?:") {
            result = try alternatives()
        } else if take("?=") {
            result = .look(try alternatives(), ahead: true, negative: false)
        } else if take("?!") {
            result = .look(try alternatives(), ahead: true, negative: true)
        } else if take("?<=") {
            result = .look(try alternatives(), ahead: false, negative: false)
        } else if take("?<!") {
            result = .look(try alternatives(), ahead: false, negative: true)
        } else {
            groupCount += 1
            let index = groupCount
            if take("?<") {
                let name = try groupName()
                guard names.updateValue(index, forKey: name) == nil else { throw fault("Two groups have one name") }
            }
            if next == 0x3F { throw fault("The group is of no known kind") }
            result = .group(try alternatives(), index: index)
        }
        guard take(")") else { throw fault("A ( has no partner") }
        return result
    }

    mutating func groupName() throws(RegularExpressionError) -> String {
        guard let close = units[position...].firstIndex(of: 0x3E), close > position else {
            throw fault("The group's name is not closed")
        }
        let name = String(decoding: units[position..<close], as: UTF32.self)
        guard !isStrict || Self.isIdentifier(name) else { throw fault("That cannot be the name of a group") }
        position = close + 1
        return name
    }

    private static func isIdentifier(_ name: String) -> Bool {
        for (index, scalar) in name.unicodeScalars.enumerated() {
            let properties = scalar.properties
            let fits =
                scalar == "$" || scalar == "_" || properties.isIDStart
                || index > 0 && (properties.isIDContinue || scalar.value == 0x200C || scalar.value == 0x200D)
            if !fits { return false }
        }
        return true
    }

    private mutating func quantified(
        _ atom: RegexSyntax, groups: Range<Int>
    ) throws(RegularExpressionError) -> RegexSyntax {
        let bounds: (least: Int, most: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if let counted = try braces() {
            bounds = counted
        } else {
            return atom
        }
        let lazy = take("?")
        switch atom {
        case .start, .end, .wordBoundary: throw fault("There is nothing to repeat")
        case .look where options.contains(.unicode): throw fault("An assertion cannot be repeated")
        default: return .loop(atom, least: bounds.least, most: bounds.most, greedy: !lazy, groups: groups)
        }
    }

    /// `{2}`, `{2,}` or `{2,5}`; nil, and nothing read, when the brace is just a brace.
    private mutating func braces() throws(RegularExpressionError) -> (least: Int, most: Int?)? {
        let start = position
        guard take("{"), let least = number() else {
            position = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            position = start
            return nil
        }
        if let most, most < least { throw fault("The bounds of the repetition are the wrong way round") }
        return (least, most)
    }

    mutating func number() -> Int? {
        let start = position
        while let unit = next, (0x30...0x39).contains(unit) { position += 1 }
        guard position > start else { return nil }
        return Int(String(decoding: units[start..<position], as: UTF32.self)) ?? RegularExpression.programMost
    }
}
