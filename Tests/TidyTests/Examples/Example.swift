/// A small tree that breaks one rule, or that only looks as if it did.
struct Example: Sendable, CustomStringConvertible {
    var rule: Rule
    var tree: Tree
    /// Part of what must be reported.
    var expected: String
    var count: Int

    var description: String { "\(rule.name): \(expected)" }

    init(_ rule: Rule, _ files: [String: String], expect expected: String = "", count: Int = 1) {
        self.rule = rule
        self.tree = Tree(files)
        self.expected = expected
        self.count = count
    }

    static let all: [Example] = LayerExamples.bad + WordExamples.bad + ShapeExamples.bad + TextExamples.bad
    static let allowed: [Example] = LayerExamples.good + WordExamples.good + ShapeExamples.good + TextExamples.good
}
