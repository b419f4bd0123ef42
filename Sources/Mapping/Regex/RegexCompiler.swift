/// Turns a pattern's tree into a program for the machine.
struct RegexCompiler {
    let options: RegularExpression.Options
    private(set) var program: [RegexInstruction] = []
    private(set) var sets: [RegexSet] = []
    private(set) var registerCount: Int
    private var names: [String: Int] = [:]

    init(options: RegularExpression.Options, groupCount: Int) {
        self.options = options
        registerCount = groupCount * 2
    }

    mutating func compileWhole(_ tree: RegexSyntax, names: [String: Int] = [:]) throws(RegularExpressionError) {
        self.names = names
        // So that the first instruction of the pattern itself always stands at 1.
        try emit(.jump(1))
        try compile(tree, back: false)
        try emit(.match)
    }

    private mutating func emit(_ instruction: RegexInstruction) throws(RegularExpressionError) {
        guard program.count < RegularExpression.programMost else { throw .tooLarge }
        program.append(instruction)
    }

    private mutating func compile(_ tree: RegexSyntax, back: Bool) throws(RegularExpressionError) {
        switch tree {
        case .empty: break
        case .unit(let unit):
            try emit(.unit(options.contains(.ignoreCase) ? RegexCase.fold(unit) : unit, back: back))
        case .any: try emit(.any(back: back))
        case .set(let set):
            sets.append(set)
            try emit(.set(sets.count - 1, back: back))
        case .sequence(let items):
            for item in back ? items.reversed() : items { try compile(item, back: back) }
        case .alternatives(let branches): try alternatives(branches, back: back)
        case .group(let inner, let index):
            try emit(.save(index * 2 - (back ? 1 : 2)))
            try compile(inner, back: back)
            try emit(.save(index * 2 - (back ? 2 : 1)))
        case .look(let inner, let ahead, let negative):
            let start = program.count
            try emit(.match)
            try compile(inner, back: !ahead)
            try emit(.match)
            program[start] = .look(negative: negative, next: program.count)
        case .backreference(let index): try emit(.backreference(index, back: back))
        case .namedBackreference(let name):
            guard let index = names[name] else { throw .malformed("There is no group '\(name)'", offset: 0) }
            try emit(.backreference(index, back: back))
        case .start: try emit(.start)
        case .end: try emit(.end)
        case .wordBoundary(let negative): try emit(.wordBoundary(negative: negative))
        case .loop(let inner, let least, let most, let greedy, let groups):
            try loop(Loop(inner: inner, greedy: greedy, groups: groups, back: back), least, most)
        }
    }

    private mutating func alternatives(_ branches: [RegexSyntax], back: Bool) throws(RegularExpressionError) {
        var exits: [Int] = []
        for (index, branch) in branches.enumerated() {
            guard index < branches.count - 1 else {
                try compile(branch, back: back)
                break
            }
            let split = program.count
            try emit(.match)
            try compile(branch, back: back)
            exits.append(program.count)
            try emit(.match)
            program[split] = .split(split + 1, program.count)
        }
        for exit in exits { program[exit] = .jump(program.count) }
    }

    private struct Loop {
        var inner: RegexSyntax
        var greedy: Bool
        var groups: Range<Int>
        var back: Bool
    }

    private mutating func loop(_ loop: Loop, _ least: Int, _ most: Int?) throws(RegularExpressionError) {
        for _ in 0..<least {
            let before = program.count
            try turn(loop)
            // Nothing, however often, is nothing.
            if program.count == before { break }
        }
        guard let most else {
            let split = program.count
            try emit(.match)
            try turn(loop, checked: true)
            try emit(.jump(split))
            program[split] = branch(loop, into: split + 1, past: program.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<most {
            splits.append(program.count)
            try emit(.match)
            try turn(loop, checked: true)
        }
        for split in splits { program[split] = branch(loop, into: split + 1, past: program.count) }
    }

    private func branch(_ loop: Loop, into: Int, past: Int) -> RegexInstruction {
        loop.greedy ? .split(into, past) : .split(past, into)
    }

    /// One turn of a loop. `checked` refuses a turn that reads nothing, so that no loop runs for ever.
    private mutating func turn(_ loop: Loop, checked: Bool = false) throws(RegularExpressionError) {
        if !loop.groups.isEmpty {
            try emit(.clear((loop.groups.lowerBound - 1) * 2..<(loop.groups.upperBound - 1) * 2))
        }
        let needsCheck = checked && Self.canBeEmpty(loop.inner)
        let register = registerCount
        if needsCheck {
            registerCount += 1
            try emit(.mark(register))
        }
        try compile(loop.inner, back: loop.back)
        if needsCheck { try emit(.progress(register)) }
    }

    private static func canBeEmpty(_ tree: RegexSyntax) -> Bool {
        switch tree {
        case .unit, .any, .set: false
        case .sequence(let items): items.allSatisfy(canBeEmpty)
        case .alternatives(let branches): branches.contains(where: canBeEmpty)
        case .group(let inner, _): canBeEmpty(inner)
        case .loop(let inner, let least, _, _, _): least == 0 || canBeEmpty(inner)
        default: true
        }
    }
}
