import Values

/// One step of a path, compiled.
final class StepCode: Sendable {
    enum Kind: Sendable {
        case evaluate(ExpressionCode)
        case sort(SortCode)
    }

    enum Stage: Sendable {
        case filter(ExpressionCode)
        case index(slot: Int)
    }

    let kind: Kind
    let stages: [Stage]
    /// An array constructor that begins the path is evaluated once, not for every item of the input.
    let isConstructed: Bool
    let tuple: Bool
    /// Slots of the tuple's scope that the step fills.
    let focus: Int?
    let index: Int?
    let ancestor: Int?

    init(
        kind: Kind, stages: [Stage], isConstructed: Bool, tuple: Bool, focus: Int?, index: Int?, ancestor: Int?
    ) {
        self.kind = kind
        self.stages = stages
        self.isConstructed = isConstructed
        self.tuple = tuple
        self.focus = focus
        self.index = index
        self.ancestor = ancestor
    }
}

/// What flows from step to step of a path that binds no variables.
enum PathFlow {
    case single(Datum)
    case sequence([Value])
    /// An array that a last step gave as its only result: it stays as it is.
    case plain(Datum)

    var isEmpty: Bool {
        switch self {
        case .single(let datum): datum.isUndefined
        case .sequence(let items): items.isEmpty
        case .plain: false
        }
    }

    /// What the path gives, not collapsed yet; `keep` when it is to stay an array.
    func result(keep: Bool, _ evaluation: ExpressionEvaluation) -> Datum {
        switch self {
        case .single(let datum):
            guard keep, let value = datum.value(in: evaluation) else { return datum }
            return .many([value], keep: true)
        case .sequence(let items): return .many(items, keep: keep)
        case .plain(.constructed(let items)) where keep: return .many([.array(items)], keep: true)
        case .plain(let datum): return datum
        }
    }
}

/// Gathers what a step gives for each item of its input, flattened by one level.
struct PathCollector {
    private var items: [Value] = []
    /// The only array so far, held back because a last step keeps an only array as it is.
    private var only: Datum?
    private var count = 0
    private let isLast: Bool

    init(isLast: Bool) { self.isLast = isLast }

    mutating func add(_ datum: Datum, _ evaluation: ExpressionEvaluation) {
        switch datum {
        case .undefined, .unbound: return
        case .one(.array), .constructed:
            count += 1
            if isLast, count == 1 {
                only = datum
                return
            }
            flush()
            append(datum)
        case .many(let many, _):
            count += 1
            flush()
            if items.isEmpty { items = many } else { items += many }
        default:
            count += 1
            flush()
            if let value = datum.value(in: evaluation) { items.append(value) }
        }
    }

    private mutating func flush() {
        guard let datum = only else { return }
        only = nil
        append(datum)
    }

    private mutating func append(_ datum: Datum) {
        switch datum {
        case .one(.array(let array)): items += array
        case .constructed(let array): items.append(.array(array))
        default: break
        }
    }

    mutating func finish(_ evaluation: ExpressionEvaluation) throws -> PathFlow {
        try evaluation.charge(items: items.count)
        if let only { return .plain(only) }
        return .sequence(items)
    }
}
