/// A regular expression in the syntax of ECMAScript (ECMA-262, section 22.2), matched over UTF-16 code units, or with the
/// option `unicode` over code points, by a backtracking machine that stops at a bound.
///
/// Compiled once, used from any thread. Supported: alternatives, greedy and lazy quantifiers, capturing, named and
/// plain groups, lookahead and lookbehind, backreferences, classes, `\b`, `^`, `$`, and escapes. A pattern that
/// backtracks without end (`(a+)+b`) ends in `RegularExpressionError.tooManySteps`, never in a hang.
package struct RegularExpression: Sendable {
    package struct Options: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let ignoreCase = Options(rawValue: 1)
        /// `^` and `$` also match at line ends.
        package static let multiline = Options(rawValue: 2)
        /// As the `u` flag has it: code points, `\p{…}`, and every escape must mean something. Not with `ignoreCase`.
        package static let unicode = Options(rawValue: 4)
        /// With `unicode`: takes `\-`, `\@` and a bracket that stands alone for themselves, as people write them.
        package static let lenient = Options(rawValue: 8)
    }

    package struct Match: Sendable, Hashable {
        /// In UTF-16 code units.
        package var range: Range<Int>
        /// What each capturing group matched; nil where it took no part.
        package var groups: [Range<Int>?]
    }

    /// Steps that one search may take: some tens of milliseconds.
    package static let stepsMost = 5_000_000
    /// Alternatives that may be open at once during a search.
    static let openMost = 500_000
    /// Instructions that a pattern may compile to; `a{1000}{1000}` goes beyond it.
    static let programMost = 20_000

    package let pattern: String
    package let options: Options
    package let groupCount: Int
    let program: [RegexInstruction]
    let sets: [RegexSet]
    /// Registers that the machine needs: two per group, then one per loop that could match nothing.
    let registerCount: Int
    /// The quick way to find whether the pattern occurs, where it has one.
    private let automaton: RegexAutomaton?

    package init(_ pattern: String, options: Options = []) throws(RegularExpressionError) {
        var parser = RegexParser(pattern, options)
        let tree = try parser.parse()
        var compiler = RegexCompiler(options: options, groupCount: parser.groupCount)
        try compiler.compileWhole(tree, names: parser.names)
        self.pattern = pattern
        self.options = options
        groupCount = parser.groupCount
        program = compiler.program
        sets = compiler.sets
        registerCount = compiler.registerCount
        automaton = options.contains(.unicode) ? RegexAutomaton(tree) : nil
    }

    /// The leftmost match that starts at `start` or later, or nil. Takes its steps off `budget`.
    package func firstMatch(
        in units: [some FixedWidthInteger & UnsignedInteger & Sendable], from start: Int = 0, budget: inout Int
    ) throws(RegularExpressionError) -> Match? {
        var machine = RegexMachine(self, units)
        machine.steps = budget
        defer { budget = machine.steps }
        var position = start
        while position <= units.count {
            if let end = try machine.run(from: 0, at: position) {
                return Match(range: position..<end, groups: machine.groups)
            }
            machine.reset()
            position = nextCandidate(in: units, after: position)
        }
        return nil
    }

    /// Skips to where the pattern's first code unit stands, when it always begins with a certain one.
    private func nextCandidate(
        in units: [some FixedWidthInteger & UnsignedInteger], after position: Int
    ) -> Int {
        guard case .unit(let first, false) = program[1], !options.contains(.ignoreCase) else { return position + 1 }
        var next = position + 1
        while next < units.count, UInt32(truncatingIfNeeded: units[next]) != first { next += 1 }
        return next < units.count ? next : units.count + 1
    }

    package func firstMatch(in text: String) throws(RegularExpressionError) -> Match? {
        var budget = Self.stepsMost
        guard options.contains(.unicode) else { return try firstMatch(in: Array(text.utf16), budget: &budget) }
        return try firstMatch(in: text.unicodeScalars.map(\.value), budget: &budget)
    }

    /// Whether the pattern occurs anywhere in `text`.
    package func matches(_ text: String) throws(RegularExpressionError) -> Bool {
        if let automaton { return automaton.matches(text) }
        return try firstMatch(in: text) != nil
    }
}

/// A pattern that cannot be used, at the UTF-16 offset given, or a search that went beyond its bound.
package enum RegularExpressionError: Error, Sendable, Hashable {
    case malformed(String, offset: Int)
    case tooLarge
    case tooManySteps
}
