import Values

/// One check of one document: what has been found, and how much of the bounds is used up.
///
/// With `collects` false it ends at the first thing wrong, and allocates nothing unless the schema asks what other
/// schemas have evaluated.
struct SchemaRun {
    /// Schemas within schemas, while the data goes deeper with them.
    static let depthMost = 2_000
    /// Schemas after one another on the same piece of data: the sign of a schema that leads back to itself.
    static let standstillMost = 100
    /// Stack that a check may use; the smallest threads have 512 KiB.
    static let stackBytesMost: UInt = 320 << 10
    /// Schemas applied in all: a second or two.
    static let stepsMost = 100_000_000

    let program: SchemaProgram
    var collects: Bool
    private(set) var findings: [SchemaFinding] = []
    /// Where in the data the check is; kept only when collecting.
    var path: [Step] = []
    /// The resources gone through, outermost first; kept only when the program asks for it.
    var scope: [Int32] = []
    /// What has been evaluated of the data at hand, for every `unevaluated…` that is open.
    var marks: [SchemaMarks] = []
    var fault: Fault?
    private var depth = 0
    private var standstill = 0
    private var steps = 0
    private var stackStart: UInt = 0

    enum Step {
        case key(String)
        case index(Int)
    }

    enum Fault { case depth, standstill, steps, pattern }

    /// No marks are kept.
    static let unmarked = -1

    init(_ program: SchemaProgram, collects: Bool) {
        self.program = program
        self.collects = collects
    }

    mutating func start(_ data: Value) throws -> Bool {
        stackStart = StackPosition.current()
        let isMet = check(0, data, Self.unmarked)
        if let fault { throw fault.error }
        return isMet
    }

    /// Applies a schema to a piece of data. `marks` is the place of the marks to set, or `unmarked`.
    mutating func check(_ index: Int32, _ value: Value, _ outer: Int) -> Bool {
        guard enter() else { return false }
        defer {
            depth -= 1
            standstill -= 1
        }
        let node = program.nodes[Int(index)]
        let entersResource = program.needsScope && scope.last != node.resource
        if entersResource { scope.append(node.resource) }
        let keepsMarks = node.unevaluatedProperties >= 0 || node.unevaluatedItems >= 0
        let own = keepsMarks ? openMarks(for: value) : outer
        var isMet = checkOwn(node, index, value, own)
        if keepsMarks, own != Self.unmarked {
            if isMet || collects { isMet = checkUnevaluated(node, index, value, own) && isMet }
            closeMarks(into: outer)
        }
        if entersResource { scope.removeLast() }
        return isMet
    }

    private mutating func checkOwn(_ node: SchemaNode, _ index: Int32, _ value: Value, _ marks: Int) -> Bool {
        var isMet = node.types == .any || checkType(node, index, value)
        switch value {
        case .string(let text):
            if node.string >= 0, isMet || collects { isMet = checkString(node.string, index, text) && isMet }
        case .object(let object):
            if node.object >= 0, isMet || collects { isMet = checkObject(node.object, index, object, marks) && isMet }
        case .array(let items):
            if node.array >= 0, isMet || collects { isMet = checkArray(node.array, index, items, marks) && isMet }
        case .integer, .double, .decimal:
            if node.number >= 0, isMet || collects { isMet = checkNumber(node.number, index, value) && isMet }
        case .bytes(let bytes):
            if node.string >= 0, isMet || collects {
                let text = String(decoding: Values.Base64.encode(bytes), as: UTF8.self)
                isMet = checkString(node.string, index, text) && isMet
            }
        case .null, .bool: break
        }
        if !node.applicators.isEmpty, isMet || collects {
            isMet = checkApplicators(node.applicators, index, value, marks) && isMet
        }
        return isMet
    }

    private mutating func checkType(_ node: SchemaNode, _ index: Int32, _ value: Value) -> Bool {
        if node.types.isSuperset(of: .number) {
            switch value {
            case .double, .decimal: return true
            default: break
            }
        }
        if node.types.isSuperset(of: value.schemaType) { return true }
        if node.isFalse {
            report(index, nil, "nothing is allowed here")
        } else {
            report(index, "type", "must be \(node.types.description)")
        }
        return false
    }

    // MARK: Bounds

    private mutating func enter() -> Bool {
        depth += 1
        standstill += 1
        steps += 1
        if fault == nil {
            if standstill > Self.standstillMost { fault = .standstill }
            if depth > Self.depthMost || stackStart &- StackPosition.current() > Self.stackBytesMost { fault = .depth }
            if steps > Self.stepsMost { fault = .steps }
        }
        guard fault != nil else { return true }
        depth -= 1
        standstill -= 1
        return false
    }

    /// Applies a schema to a part of the data at hand.
    mutating func checkPart(_ node: Int32, _ value: Value, at step: @autoclosure () -> Step) -> Bool {
        let before = standstill
        standstill = 0
        if collects { path.append(step()) }
        let isMet = check(node, value, Self.unmarked)
        if collects { path.removeLast() }
        standstill = before
        return isMet
    }

    /// Applies a schema whose failing is not by itself a fault of the data.
    mutating func holds(_ node: Int32, _ value: Value, _ marks: Int) -> Bool {
        let before = collects
        // Steps of the path are kept only when collecting, so those below must not be taken for some above.
        collects = false
        let isMet = check(node, value, marks)
        collects = before
        return isMet
    }

    // MARK: Findings

    mutating func report(_ node: Int32, _ keyword: String?, _ message: @autoclosure () -> String) {
        guard collects, findings.count < JSONSchema.findingsMost else { return }
        let instance = path.map { step in
            switch step {
            case .key(let key): JSONPointer.step(key)
            case .index(let index): "/\(index)"
            }
        }
        let schema = program.locations[Int(node)] + (keyword.map(JSONPointer.step) ?? "")
        findings.append(
            SchemaFinding(
                instance: instance.joined(), schema: schema, keyword: keyword ?? "false", message: message()))
    }

    /// Takes back findings, as those of an alternative that was not meant.
    mutating func forget(from count: Int) -> [SchemaFinding] {
        let taken = Array(findings[count...])
        findings.removeSubrange(count...)
        return taken
    }

    mutating func add(_ more: [SchemaFinding]) {
        findings += more.prefix(max(0, JSONSchema.findingsMost - findings.count))
    }
}

extension SchemaRun.Fault {
    var error: JunctionError {
        switch self {
        case .depth: JunctionError(.validationLimit, "schema and data nest deeper than the stack allows")
        case .standstill:
            JunctionError(
                .validationLimit,
                "the schema leads back to itself: \(SchemaRun.standstillMost) schemas on one piece of data")
        case .steps:
            JunctionError(.validationLimit, "the check takes more than \(SchemaRun.stepsMost) steps")
        case .pattern:
            JunctionError(
                .validationLimit, "a pattern takes more than \(RegularExpression.stepsMost) steps",
                remedy: "Write the pattern so that it can match in one way only.")
        }
    }
}
