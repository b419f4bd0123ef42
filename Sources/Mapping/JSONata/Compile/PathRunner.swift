import Values

/// Runs the steps of a path.
enum PathRunner {
    /// A path of names only.
    static func names(_ names: [FieldName], _ evaluation: ExpressionEvaluation, _ input: Datum) throws -> Datum {
        var index = 0
        guard case .one(var current) = input.unwrapped else {
            guard let elements = input.elements else { return .undefined }
            return try nameTail(names[...], evaluation, elements)
        }
        while index < names.count {
            guard case .object(let object) = current else { break }
            let isLast = index == names.count - 1
            let next = isLast ? evaluation.member(object, names[index]) : object.member(names[index])
            guard let next else { return .undefined }
            current = next
            index += 1
        }
        if index == names.count { return .one(current) }
        guard case .array(let elements) = current else { return .undefined }
        return try nameTail(names[index...], evaluation, elements)
    }

    /// The rest of the names over several items. A last name that gives one array, and nothing else, keeps it an array.
    private static func nameTail(
        _ names: ArraySlice<FieldName>, _ evaluation: ExpressionEvaluation, _ input: [Value]
    ) throws -> Datum {
        var items = input
        for (offset, name) in names.enumerated() {
            let isLast = offset == names.count - 1
            let reads = isLast ? evaluation.reads : nil
            var found: [Value] = []
            found.reserveCapacity(items.count)
            var (count, only): (Int, Value?) = (0, nil)
            for item in items {
                if case .object(let object) = item {
                    guard let member = object.member(name) else { continue }
                    reads?.readMember(name.text, of: object)
                    count += 1
                    only = count == 1 ? member : nil
                    if case .array(let array) = member { found += array } else { found.append(member) }
                } else if case .array = item {
                    let before = found.count
                    Traversal.append(member: name, of: item, to: &found, reads: reads)
                    if found.count > before { count += 2 }
                }
            }
            try evaluation.charge(items: found.count)
            if isLast, count == 1, let only, case .array = only { return .one(only) }
            if found.isEmpty { return .undefined }
            items = found
        }
        return Datum.many(items, keep: false).collapsed()
    }

    static func run(
        _ steps: [StepCode], _ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame,
        startsAbsolute: Bool,
        endsPath: Bool = true
    ) throws -> PathFlow {
        var flow = start(input, startsAbsolute: startsAbsolute)
        for (index, step) in steps.enumerated() {
            if index == 0, step.isConstructed, case .evaluate(let code) = step.kind {
                let array = try code(evaluation, input, frame)
                flow = .plain(array)
                if array.elements?.isEmpty == true { return flow }
                if index < steps.count - 1 { flow = .sequence(array.elements ?? []) }
                continue
            }
            let afterArrays = index > 0 && steps[index - 1].isConstructed
            let context = PathContext(evaluation, frame, isLast: endsPath && index == steps.count - 1, afterArrays)
            flow = try run(step, flow, context)
            if flow.isEmpty { return .sequence([]) }
        }
        return flow
    }

    static func start(_ input: Datum, startsAbsolute: Bool) -> PathFlow {
        if case .root(let value) = input { return .single(.one(value)) }
        if !startsAbsolute, let elements = input.elements { return .sequence(elements) }
        return .single(input)
    }

    private static func run(_ step: StepCode, _ flow: PathFlow, _ context: PathContext) throws -> PathFlow {
        switch step.kind {
        case .sort(let sort):
            let sorted = try sort.sorted(
                items(of: flow, context.evaluation), context.evaluation, context.frame)
            let result = try apply(step.stages, to: .many(sorted, keep: false), context)
            return .sequence(result.elements ?? [])
        case .evaluate(let code):
            switch flow {
            case .single(let datum):
                let result = try apply(step.stages, to: try code(context.evaluation, datum, context.frame), context)
                if case .one(let value) = result {
                    if case .array = value {} else { return .single(result) }
                }
                var collector = PathCollector(isLast: context.isLast)
                collector.add(result, context.evaluation)
                return try collector.finish(context.evaluation)
            case .sequence(let items): return try run(code, step.stages, items, context)
            case .plain(let datum): return try run(code, step.stages, datum.elements ?? [], context)
            }
        }
    }

    private static func run(
        _ code: ExpressionCode, _ stages: [StepCode.Stage], _ items: [Value], _ context: PathContext
    ) throws -> PathFlow {
        var collector = PathCollector(isLast: context.isLast)
        for item in items {
            var result = try code(context.evaluation, context.datum(item), context.frame)
            if !stages.isEmpty { result = try apply(stages, to: result, context) }
            collector.add(result, context.evaluation)
        }
        return try collector.finish(context.evaluation)
    }

    private static func items(of flow: PathFlow, _ evaluation: ExpressionEvaluation) -> [Value] {
        switch flow {
        case .sequence(let items): items
        case .plain(let datum), .single(let datum):
            datum.elements ?? datum.value(in: evaluation).map { [$0] } ?? []
        }
    }

    private static func apply(
        _ stages: [StepCode.Stage], to datum: Datum, _ context: PathContext
    ) throws -> Datum {
        var result = datum
        for case .filter(let filter) in stages { result = try filter(context.evaluation, result, context.frame) }
        return result
    }
}

/// Where a step is evaluated.
private struct PathContext {
    let evaluation: ExpressionEvaluation
    let frame: EvaluationFrame
    let isLast: Bool
    /// The step before made arrays, which stay whole when they are passed on.
    let afterArrays: Bool

    init(_ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame, isLast: Bool, _ afterArrays: Bool) {
        self.evaluation = evaluation
        self.frame = frame
        self.isLast = isLast
        self.afterArrays = afterArrays
    }

    @inline(__always)
    func datum(_ item: Value) -> Datum {
        if afterArrays, case .array(let items) = item { return .constructed(items) }
        return .one(item)
    }
}
