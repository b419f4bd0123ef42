import Values

/// A compiled part of an expression: given the evaluation, the context and the variables, its value.
typealias ExpressionCode = @Sendable (ExpressionEvaluation, Datum, EvaluationFrame) throws -> Datum

/// One run of an expression over one input: its limits, and what it shares between its parts.
final class ExpressionEvaluation {
    struct PendingCall {
        var function: FunctionValue
        var arguments: [Datum]
        var position: Int
        var token: String?
    }

    let environment: JSONataEnvironment
    let bindings: [String: Value]
    let root: Datum
    /// The source that the input is of, where an expression is part of a mapping.
    let source: ExpressionSource?
    /// Takes down what is read of it; nil when nobody asks.
    let reads: SourceReads?
    var pendingCall: PendingCall?
    private var depth = 0
    private var ticks = 0
    private var bytesMade = 0
    private var random: SplitMix
    private var functions: [FunctionValue] = []
    private var natives: [String: FunctionValue] = [:]
    /// Values of the expression's free variables, `.unbound` until first used.
    private var globals: [Datum]
    private var sampler = SplitMix(state: 0x1F83_D9AB_FB41_BD6B)
    /// Steps of regexes left to this run.
    var regexSteps: Int
    private let depthMost: Int
    private let stackLowest: UInt
    private let deadline: Instant
    let now: Instant

    init(
        environment: JSONataEnvironment, bindings: [String: Value], root: Datum, source: ExpressionSource?,
        globalCount: Int
    ) {
        self.source = source
        reads = source?.reads
        globals = Array(repeating: .unbound, count: globalCount)
        self.environment = environment
        self.bindings = bindings
        self.root = root
        random = SplitMix(state: environment.seed)
        depthMost = environment.limits.depthMost
        regexSteps = environment.limits.patternStepsMost
        let here = StackPosition.current()
        let most = UInt(min(environment.limits.stackBytesMost, StackPosition.bytesMost))
        stackLowest = here > most ? here - most : 0
        let started = environment.clock()
        now = environment.now ?? started
        deadline = environment.deadline ?? started + environment.limits.timeout
    }

    /// Called on entry of every part that has parts.
    @inline(__always)
    func enter() throws {
        depth += 1
        ticks &+= 1
        if depth > depthMost || ticks & 0xFF == 0 { try checkLimits() }
        if StackPosition.current() < stackLowest { throw JSONataError("U1001", expected: "stack") }
    }

    @inline(__always)
    func leave() { depth -= 1 }

    private func checkLimits() throws {
        if depth > depthMost { throw JSONataError("U1001", expected: "depth \(depthMost)") }
        try checkTime()
    }

    func checkTime() throws {
        if ticks > environment.limits.stepsMost {
            throw JSONataError("U1001", expected: "steps \(environment.limits.stepsMost)")
        }
        if environment.clock() > deadline {
            throw JSONataError("U1001", expected: "timeout \(environment.limits.timeout)")
        }
    }

    /// Time check for loops inside one function, every so many turns.
    @inline(__always)
    func tick(_ turn: Int) throws { if turn & 0x3FF == 0x3FF { try checkTime() } }

    /// One step of work that has no parts.
    func step() throws {
        ticks &+= 1
        if ticks & 0xFF == 0 { try checkTime() }
    }

    /// Counts the parts of values that were walked towards the limit of steps, eight of them being one.
    func charge(walked parts: Int) throws {
        ticks &+= parts >> 3
        if parts > 0x4000 { try checkTime() }
    }

    /// Counts what is made towards the limit of memory.
    func charge(bytes: Int) throws {
        let (sum, isOver) = bytesMade.addingReportingOverflow(bytes)
        bytesMade = isOver ? .max : sum
        if bytesMade > environment.limits.bytesMost {
            throw JSONataError("U1001", expected: "memory \(environment.limits.bytesMost) bytes")
        }
    }

    func charge(items: Int) throws {
        if items > environment.limits.sequenceMost { throw JSONataError("D2015") }
        try charge(bytes: items &* MemoryLayout<Value>.stride)
    }

    func nextRandom() -> Double { random.unitInterval() }

    /// The function that a datum is, if it is one.
    func function(_ datum: Datum) -> FunctionValue? {
        switch datum {
        case .function(let function): function
        case .one(let value): function(value)
        default: nil
        }
    }

    func function(_ value: Value) -> FunctionValue? {
        guard case .decimal(let decimal) = value, let number = decimal.functionNumber else { return nil }
        return functions.indices.contains(number) ? functions[number] : nil
    }

    /// A stand-in by which a function can be an item of an array or a member of an object.
    func intern(_ function: FunctionValue) -> Value {
        let number = function.number ?? functions.count
        if function.number == nil {
            function.number = number
            functions.append(function)
        }
        return .decimal(ExactDecimal(checked: "f\(number)"))
    }

    var hasInternedFunctions: Bool { !functions.isEmpty }

    /// True once in some sixty times, unforeseeably for the expression.
    func isSampled() -> Bool { sampler.next() & 63 == 0 }

    @inline(__always)
    func global(_ name: String, _ slot: Int) -> Datum {
        if case .unbound = globals[slot] { globals[slot] = global(name) }
        return globals[slot]
    }

    /// A variable that the expression itself does not bind: a binding, a function of the environment, or a built-in one.
    func global(_ name: String) -> Datum {
        if name == "$" { return read(root.unwrapped) }
        if let value = bindings[name] { return .one(value) }
        if let known = natives[name] { return .function(known) }
        guard let native = environment.functions[name] ?? NativeFunctions.all[name] else { return .undefined }
        let function = FunctionValue(.native(native))
        natives[name] = function
        return .function(function)
    }
}

/// What is read of the source, for the accounting.
extension ExpressionEvaluation {
    /// The member under `name`, taken out of the object.
    @inline(__always)
    func member(_ object: Object, _ name: FieldName) -> Value? {
        let found = object.member(name)
        if let reads, found != nil { reads.readMember(name.text, of: object) }
        return found
    }

    /// The plain elements of an array that is used as it is.
    @inline(__always)
    func read(_ datum: Datum) -> Datum {
        if let reads, case .one(let value) = datum { reads.readElements(value) }
        return datum
    }
}

/// A small generator of random numbers (SplitMix64), so that a seed decides everything.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to but not 1.
    mutating func unitInterval() -> Double { Double(next() >> 11) * 0x1p-53 }
}
