/// The variables of one scope, resolved to slots while compiling. Each scope is one `EvaluationFrame` when evaluated.
///
/// Unchecked because it changes only while the expression is compiled, by one thread; afterwards it is only read.
final class EvaluationScope: @unchecked Sendable {
    private(set) var names: [String] = []
    private var slots: [String: Int] = [:]
    let parent: EvaluationScope?

    init(names: [String] = [], parent: EvaluationScope?) {
        self.parent = parent
        for name in names { _ = declare(name) }
    }

    var count: Int { names.count }

    @discardableResult
    func declare(_ name: String) -> Int {
        if let known = slots[name] { return known }
        names.append(name)
        slots[name] = names.count - 1
        return names.count - 1
    }

    func slot(of name: String) -> Int? { slots[name] }
}

/// The names that an expression uses without binding them, each with a slot of its own in the evaluation.
///
/// Unchecked because it changes only while the expression is compiled, by one thread; afterwards it is only read.
final class GlobalNames: @unchecked Sendable {
    private(set) var names: [String] = []
    private var slots: [String: Int] = [:]

    func slot(of name: String) -> Int {
        if let known = slots[name] { return known }
        names.append(name)
        slots[name] = names.count - 1
        return names.count - 1
    }
}
