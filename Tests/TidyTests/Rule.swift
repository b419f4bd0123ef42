/// A habit of the house that a machine can keep. `Examples/` shows each one failing.
struct Rule: Sendable, CustomStringConvertible {
    let name: String
    /// What breaks the rule, each with its place and what to do instead.
    let check: @Sendable (Tree) -> [Violation]

    var description: String { name }

    init(_ name: String, check: @escaping @Sendable (Tree) -> [Violation]) {
        self.name = name
        self.check = check
    }

    static let all: [Rule] =
        LayerRules.all + BannedWords.rules + ShapeRules.all + TextRules.all + TestRules.all + CatalogueRules.all
}

/// One breach of a rule, printed the way that compilers do, so that editors can jump to it.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    var path: String
    /// From 1; nil where the whole file is meant.
    var line: Int?
    var message: String

    var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}

extension SourceFile {
    func violation(_ line: Int?, _ message: String) -> Violation {
        Violation(path: path, line: line, message: message)
    }
}
