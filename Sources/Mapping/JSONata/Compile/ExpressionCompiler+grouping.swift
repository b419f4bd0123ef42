import Values

/// Object constructors, which are also groupings: `{key: value}` over one item or over a sequence.
extension ExpressionCompiler {
    func grouping(_ pairs: [ExpressionNode.Pair], position: Int) -> ExpressionCode {
        let codes = pairs.map {
            GroupingCode.Pair(key: compile($0.key), value: compile($0.value), literal: $0.key.text)
        }
        let grouping = GroupingCode(pairs: codes, position: position)
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            return .one(.object(try grouping.evaluate(evaluation, input, frame)))
        }
    }
}

extension ExpressionNode {
    /// The text of a string literal that nothing is applied to.
    fileprivate var text: String? { kind == .string && predicates.isEmpty && group == nil ? value : nil }
}

struct GroupingCode: Sendable {
    struct Pair: Sendable {
        var key: ExpressionCode
        var value: ExpressionCode
        /// The key, when it is written out.
        var literal: String?
    }

    private let pairs: [Pair]
    private let position: Int
    /// All keys are written out and differ: one item needs no grouping.
    private let isPlain: Bool

    init(pairs: [Pair], position: Int) {
        self.pairs = pairs
        self.position = position
        let literals = pairs.compactMap(\.literal)
        isPlain = literals.count == pairs.count && Set(literals).count == literals.count
    }

    func evaluate(_ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame) throws -> Object {
        let object: Object
        if case .tuples(let stream) = input {
            object = try group(stream, evaluation, frame)
        } else if isPlain, input.elements == nil {
            object = try plain(evaluation, input, frame)
        } else {
            object = try group(input, evaluation, frame)
        }
        try evaluation.charge(bytes: object.count &* MemoryLayout<Object.Member>.stride)
        try evaluation.checkNesting(of: object)
        return object
    }

    private func plain(_ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame) throws -> Object {
        var members: [Object.Member] = []
        members.reserveCapacity(pairs.count)
        for pair in pairs {
            let datum = try pair.value(evaluation, input, frame)
            guard let literal = pair.literal, let value = datum.value(in: evaluation) else { continue }
            members.append(Object.Member(key: literal, value: value))
        }
        return Object(distinct: members)
    }

    /// Items under each key, in the order in which keys first occur.
    private struct Groups<Item> {
        struct Group {
            var key: String
            var pair: Int
            var items: [Item]
        }

        var groups: [Group] = []
        private var positions: [String: Int] = [:]

        /// False when another pair has made the key before.
        mutating func add(_ item: Item, under key: String, pair: Int) -> Bool {
            guard let known = positions[key] else {
                positions[key] = groups.count
                groups.append(Group(key: key, pair: pair, items: [item]))
                return true
            }
            groups[known].items.append(item)
            return groups[known].pair == pair
        }
    }

    private func key(_ datum: Datum) throws -> String? {
        if datum.isUndefined { return nil }
        guard case .one(.string(let key)) = datum else { throw JSONataError("T1003", position: position) }
        return key
    }

    private func group(_ input: Datum, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame) throws -> Object {
        var groups = Groups<Datum>()
        let elements = input.elements
        let items = elements.map { $0.isEmpty ? [.undefined] : $0.map { Datum.one($0) } } ?? [input]
        for item in items {
            for (index, pair) in pairs.enumerated() {
                guard let key = try key(try pair.key(evaluation, item, frame)) else { continue }
                guard groups.add(item, under: key, pair: index) else { throw JSONataError("D1009", position: position) }
            }
        }
        var result = Object()
        for group in groups.groups {
            let context = try Self.appended(group.items, evaluation)
            let datum = try pairs[group.pair].value(evaluation, context, frame)
            if let value = datum.value(in: evaluation) { result.append(group.key, value) }
        }
        return result
    }

    private func group(_ stream: TupleStream, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame) throws
        -> Object
    {
        var groups = Groups<TupleStream.Row>()
        for row in stream.rows {
            let rowFrame = EvaluationFrame(slots: row.slots, parent: frame)
            for (index, pair) in pairs.enumerated() {
                guard let key = try key(try pair.key(evaluation, row.item, rowFrame)) else { continue }
                guard groups.add(row, under: key, pair: index) else { throw JSONataError("D1009", position: position) }
            }
        }
        var result = Object()
        for group in groups.groups {
            let context = try Self.appended(group.items.map(\.item), evaluation)
            let slots = try (0..<stream.scope.count).map { slot in
                try Self.appended(group.items.map { $0.slots[slot] }, evaluation)
            }
            let rowFrame = EvaluationFrame(slots: slots, parent: frame)
            let datum = try pairs[group.pair].value(evaluation, context, rowFrame)
            if let value = datum.value(in: evaluation) { result.append(group.key, value) }
        }
        return result
    }

    /// All of them put together as `$append` does.
    private static func appended(_ items: [Datum], _ evaluation: ExpressionEvaluation) throws -> Datum {
        guard items.count > 1 else { return items.first ?? .undefined }
        var result: [Value] = []
        var isBound = false
        for item in items {
            if case .unbound = item { continue }
            isBound = true
            if let elements = item.elements {
                result += elements
            } else if let value = item.value(in: evaluation) {
                result.append(value)
            }
        }
        try evaluation.charge(items: result.count)
        return isBound ? .many(result, keep: false) : .unbound
    }
}
