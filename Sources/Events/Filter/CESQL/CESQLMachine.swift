import Values

/// Runs compiled code over one event.
///
/// A value that came with an error stays marked: an operator or function that gets it results in the zero value of its
/// own type, and adds no error of its own (CloudEvents SQL 1.0, sections 3.2 and 3.3). So `1 / missing` lacks an
/// attribute and divides by nothing.
struct CESQLMachine {
    struct Slot {
        var value: CESQLValue
        var isFaulty = false
    }

    private var stack: [Slot] = []
    private var errors: [CESQLError] = []
    private var work = CESQLExpression.workMost

    mutating func run(_ code: [CESQLInstruction], _ event: some AttributeSource) -> CESQLResult {
        var next = 0
        while next < code.count {
            let instruction = code[next]
            next += 1
            if let jump = step(instruction, event) { next = jump }
        }
        return CESQLResult(value: pop().value, errors: errors)
    }

    /// Returns where to go on, when that is not the next instruction.
    private mutating func step(_ instruction: CESQLInstruction, _ event: some AttributeSource) -> Int? {
        switch instruction {
        case .push(let value): push(value)
        case .attribute(let name): pushAttribute(name, event)
        case .exists(let name): push(.boolean(Self.required.contains(name) || event.attribute(name) != nil))
        case .not: not()
        case .negate: negate()
        case .equal(let isNegated): equal(isNegated)
        case .compare(let symbol): compare(symbol)
        case .arithmetic(let symbol): arithmetic(symbol)
        case .decide(let connective, let end): return decide(connective) ? end : nil
        case .connect(let connective): connect(connective)
        case .like(let pattern, let isNegated):
            let operand = pop()
            guard !operand.isFaulty else { return pushZero(.boolean) }
            guard let isMatch = pattern.matches(operand.value.text, &work) else { failTired(.boolean); break }
            push(.boolean(isMatch != isNegated))
        case .beginIn(let end): return skipFaulty() ? end : nil
        case .element(let isNegated, let end): return isSettled(isNegated) ? end : nil
        case .endIn(let isNegated):
            _ = pop()
            push(.boolean(isNegated))
        case .call(let function, let count): call(function, count)
        case .missingFunction(let name):
            fail(.missingFunction, "there is no function \(name) with so many arguments", .boolean)
        }
        return nil
    }

    // MARK: Stack

    /// Every event has these, whatever the source says (section 3.4.4).
    private static let required: Set<String> = ["id", "source", "type", "specversion"]

    private mutating func push(_ value: CESQLValue) { stack.append(Slot(value: value)) }

    @discardableResult
    private mutating func pushZero(_ type: CESQLType) -> Int? {
        stack.append(Slot(value: type.zero, isFaulty: true))
        return nil
    }

    /// The compiler leaves exactly one value; an empty stack is false all the same.
    private mutating func pop() -> Slot { stack.popLast() ?? Slot(value: .boolean(false), isFaulty: true) }

    private mutating func fail(_ kind: CESQLError.Kind, _ message: String, _ type: CESQLType) {
        note(CESQLError(kind, message))
        pushZero(type)
    }

    private mutating func failTired(_ type: CESQLType) {
        fail(.generic, "the expression takes too much work for this event", type)
    }

    private mutating func note(_ error: CESQLError) {
        if errors.count < CESQLResult.errorsMost { errors.append(error) }
    }

    private mutating func pushAttribute(_ name: String, _ event: some AttributeSource) {
        if let value = event.attribute(name) { return push(value) }
        fail(.missingAttribute, "the event has no attribute '\(name)'", .boolean)
    }

    // MARK: Operators

    /// The conformance suite has a number fail here although `BOOL` takes one: the failed cast counts as false, and its
    /// negation is true.
    private mutating func not() {
        let operand = pop()
        guard !operand.isFaulty else {
            pushZero(.boolean)
            return
        }
        if case .integer = operand.value {
            note(CESQLError(.cast, "NOT: the operand is a number, not true or false"))
        } else if let truth = operand.value.truth {
            return push(.boolean(!truth))
        } else {
            note(CESQLError(.cast, "NOT: the operand is neither true nor false"))
        }
        stack.append(Slot(value: .boolean(true), isFaulty: true))
    }

    private mutating func negate() {
        let operand = pop()
        guard !operand.isFaulty else {
            pushZero(.integer)
            return
        }
        guard let number = operand.value.number else { return fail(.cast, "-: the operand is no number", .integer) }
        guard number != .min else { return fail(.math, "-: the result does not fit in 32 bits", .integer) }
        push(.integer(-number))
    }

    /// Both operands, the left one first; nil when either is marked, and then the zero value has been pushed.
    private mutating func operands(_ type: CESQLType) -> (CESQLValue, CESQLValue)? {
        let right = pop()
        let left = pop()
        guard !left.isFaulty, !right.isFaulty else {
            pushZero(type)
            return nil
        }
        return (left.value, right.value)
    }

    /// The type of the right side is the one that both are compared in (section 3.7).
    private mutating func equal(_ isNegated: Bool) {
        guard let (left, right) = operands(.boolean) else { return }
        guard let cast = left.cast(to: right.type) else {
            return fail(.cast, "the left side cannot be compared with the right one", .boolean)
        }
        push(.boolean((cast == right) != isNegated))
    }

    private mutating func numbers(_ type: CESQLType, _ symbol: CESQLSymbol) -> (Int32, Int32)? {
        guard let (left, right) = operands(type) else { return nil }
        guard let left = left.number, let right = right.number else {
            fail(.cast, "\(symbol.rawValue): an operand is no number", type)
            return nil
        }
        return (left, right)
    }

    private mutating func compare(_ symbol: CESQLSymbol) {
        guard let (left, right) = numbers(.boolean, symbol) else { return }
        switch symbol {
        case .less: push(.boolean(left < right))
        case .lessOrEqual: push(.boolean(left <= right))
        case .greater: push(.boolean(left > right))
        default: push(.boolean(left >= right))
        }
    }

    private mutating func arithmetic(_ symbol: CESQLSymbol) {
        guard let (left, right) = numbers(.integer, symbol) else { return }
        let (result, isOverflow) =
            switch symbol {
            case .plus: left.addingReportingOverflow(right)
            case .minus: left.subtractingReportingOverflow(right)
            case .times: left.multipliedReportingOverflow(by: right)
            case .divide: left.dividedReportingOverflow(by: right)
            // The one quotient that 32 bits do not hold leaves no remainder.
            default: right == -1 ? (0, false) : left.remainderReportingOverflow(dividingBy: right)
            }
        guard !isOverflow else {
            let why = right == 0 ? "division by zero" : "the result does not fit in 32 bits"
            return fail(.math, "\(symbol.rawValue): \(why)", .integer)
        }
        push(.integer(result))
    }

    /// Whether the left side decides; its verdict is then on the stack.
    private mutating func decide(_ connective: CESQLConnective) -> Bool {
        let left = pop()
        guard !left.isFaulty else {
            pushZero(.boolean)
            return true
        }
        guard let truth = left.value.truth else {
            fail(.cast, "\(connective.rawValue): the left side is neither true nor false", .boolean)
            return true
        }
        push(.boolean(truth))
        return connective.settled(by: truth)
    }

    private mutating func connect(_ connective: CESQLConnective) {
        guard let (left, right) = operands(.boolean) else { return }
        guard let left = left.truth, let right = right.truth else {
            return fail(.cast, "\(connective.rawValue): the right side is neither true nor false", .boolean)
        }
        push(.boolean(connective.result(left, right)))
    }

    // MARK: IN and calls

    private mutating func skipFaulty() -> Bool {
        guard stack.last?.isFaulty == true else { return false }
        _ = pop()
        pushZero(.boolean)
        return true
    }

    /// Takes the element; when it settles the matter, takes the value looked for too and leaves the verdict.
    private mutating func isSettled(_ isNegated: Bool) -> Bool {
        let element = pop()
        guard let wanted = stack.last?.value else { return false }
        guard !element.isFaulty else {
            _ = pop()
            pushZero(.boolean)
            return true
        }
        guard let cast = element.value.cast(to: wanted.type) else {
            _ = pop()
            fail(.cast, "IN: an element cannot be compared with the value looked for", .boolean)
            return true
        }
        guard cast == wanted else { return false }
        _ = pop()
        push(.boolean(!isNegated))
        return true
    }

    private mutating func call(_ function: CESQLFunction, _ count: Int) {
        let arguments = stack.suffix(count)
        stack.removeLast(min(count, stack.count))
        guard !arguments.contains(where: \.isFaulty) else {
            pushZero(function.result)
            return
        }
        var values: [CESQLValue] = []
        values.reserveCapacity(count)
        for (index, argument) in arguments.enumerated() {
            guard let value = argument.value.cast(to: function.parameter(index)) else {
                return fail(.cast, "\(function.rawValue): argument \(index + 1) cannot be cast", function.result)
            }
            if case .string(let text) = value { work -= text.utf8.count }
            values.append(value)
        }
        guard work > 0 else { return failTired(function.result) }
        let (value, error) = function.call(values[...])
        if let error { note(error) }
        stack.append(Slot(value: value, isFaulty: error != nil))
    }
}
