/// Runs a compiled pattern at one place of a text, with a stack of its own for the alternatives not yet tried.
///
/// Units are UTF-16 code units, or code points for patterns of the option `unicode`.
struct RegexMachine<Unit: FixedWidthInteger & UnsignedInteger> {
    private enum Entry {
        /// Go on there if what is being tried fails.
        case branch(instruction: Int, position: Int)
        /// Undo the setting of a register.
        case restore(register: Int, value: Int)
    }

    private let regex: RegularExpression
    private let units: [Unit]
    private let ignoresCase: Bool
    private let isMultiline: Bool
    /// Two per group (-1 is unset), then the marks of loops.
    private var registers: [Int]
    private var stack: [Entry] = []
    var steps = RegularExpression.stepsMost

    init(_ regex: RegularExpression, _ units: [Unit]) {
        self.regex = regex
        self.units = units
        ignoresCase = regex.options.contains(.ignoreCase)
        isMultiline = regex.options.contains(.multiline)
        registers = Array(repeating: -1, count: regex.registerCount)
    }

    mutating func reset() {
        stack.removeAll(keepingCapacity: true)
        for index in registers.indices { registers[index] = -1 }
    }

    var groups: [Range<Int>?] {
        (0..<regex.groupCount).map { group in
            let (start, end) = (registers[group * 2], registers[group * 2 + 1])
            return start >= 0 && end >= start ? start..<end : nil
        }
    }

    private mutating func set(_ register: Int, _ value: Int) {
        stack.append(.restore(register: register, value: registers[register]))
        registers[register] = value
    }

    /// Takes back everything down to `base`, or to the last branch above it, where it says to go on.
    private mutating func backtrack(to base: Int) -> (instruction: Int, position: Int)? {
        while stack.count > base {
            switch stack.removeLast() {
            case .branch(let instruction, let position): return (instruction, position)
            case .restore(let register, let value): registers[register] = value
            }
        }
        return nil
    }

    /// Runs from an instruction until `.match`; where the match ends, or nil.
    mutating func run(from start: Int, at position: Int) throws(RegularExpressionError) -> Int? {
        let base = stack.count
        var instruction = start
        var position = position
        while true {
            steps -= 1
            guard steps > 0, stack.count < RegularExpression.openMost else { throw .tooManySteps }
            let next = try step(&instruction, &position)
            if next == .matched { return position }
            if next == .failed {
                guard let branch = backtrack(to: base) else { return nil }
                (instruction, position) = branch
            }
        }
    }

    private enum Outcome { case goOn, failed, matched }

    private mutating func step(_ at: inout Int, _ position: inout Int) throws(RegularExpressionError) -> Outcome {
        let current = at
        at += 1
        switch regex.program[current] {
        case .unit(let wanted, let back):
            return read(&position, back) { $0 == wanted }
        case .any(let back): return read(&position, back, folding: false) { !RegexSet.lineTerminator.contains($0) }
        case .set(let index, let back):
            let set = regex.sets[index]
            return read(&position, back, folding: false) { set.contains($0) }
        case .split(let first, let second):
            stack.append(.branch(instruction: second, position: position))
            at = first
        case .jump(let target): at = target
        case .save(let register): set(register, position)
        case .clear(let range): for register in range where registers[register] >= 0 { set(register, -1) }
        case .mark(let register): set(register, position)
        case .progress(let register): return registers[register] == position ? .failed : .goOn
        case .start: return isLineStart(position) ? .goOn : .failed
        case .end: return isLineEnd(position) ? .goOn : .failed
        case .wordBoundary(let negative):
            return (isWord(position - 1) != isWord(position)) != negative ? .goOn : .failed
        case .backreference(let group, let back): return readAgain(group, &position, back)
        case .look(let negative, let next):
            at = next
            return try look(from: current + 1, at: position, negative: negative)
        case .match: return .matched
        }
        return .goOn
    }

    @inline(__always)
    private func read(
        _ position: inout Int, _ back: Bool, folding: Bool = true, _ accepts: (UInt32) -> Bool
    ) -> Outcome {
        let index = back ? position - 1 : position
        guard index >= 0, index < units.count else { return .failed }
        let read = UInt32(truncatingIfNeeded: units[index])
        let unit = folding && ignoresCase ? RegexCase.fold(read) : read
        guard accepts(unit) else { return .failed }
        position += back ? -1 : 1
        return .goOn
    }

    private func isWord(_ index: Int) -> Bool {
        units.indices.contains(index) && RegexSet.word.contains(UInt32(truncatingIfNeeded: units[index]))
    }

    private func isLineTerminator(_ index: Int) -> Bool {
        RegexSet.lineTerminator.contains(UInt32(truncatingIfNeeded: units[index]))
    }

    private func isLineStart(_ position: Int) -> Bool {
        position == 0 || (isMultiline && isLineTerminator(position - 1))
    }

    private func isLineEnd(_ position: Int) -> Bool {
        position == units.count || (isMultiline && isLineTerminator(position))
    }

    /// What a group matched, once more; a group that took no part matches nothing at all.
    private func readAgain(_ group: Int, _ position: inout Int, _ back: Bool) -> Outcome {
        let (start, end) = (registers[group * 2 - 2], registers[group * 2 - 1])
        guard start >= 0, end > start else { return .goOn }
        let from = back ? position - (end - start) : position
        guard from >= 0, from + end - start <= units.count else { return .failed }
        for offset in 0..<end - start {
            let one = UInt32(truncatingIfNeeded: units[start + offset])
            let other = UInt32(truncatingIfNeeded: units[from + offset])
            guard one == other || (ignoresCase && RegexCase.fold(one) == RegexCase.fold(other)) else { return .failed }
        }
        position = back ? from : from + end - start
        return .goOn
    }

    /// An assertion: whether it holds. It reads nothing, and once it has held its alternatives are forgotten.
    private mutating func look(
        from start: Int, at position: Int, negative: Bool
    ) throws(RegularExpressionError) -> Outcome {
        let base = stack.count
        let found = try run(from: start, at: position) != nil
        if negative {
            while backtrack(to: base) != nil {}
            return found ? .failed : .goOn
        }
        guard found else { return .failed }
        let kept = stack[base...].filter { if case .restore = $0 { true } else { false } }
        stack.replaceSubrange(base..., with: kept)
        return .goOn
    }
}
