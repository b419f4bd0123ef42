import Values

/// An order-by clause, compiled.
struct SortCode: Sendable {
    struct Term: Sendable {
        var descending: Bool
        var code: ExpressionCode
    }

    var terms: [Term]
    var position: Int

    /// What one item sorts by, evaluated when first asked for.
    private final class Keys {
        let item: Datum
        let frame: EvaluationFrame
        var known: [Datum] = []

        init(_ item: Datum, _ frame: EvaluationFrame) {
            self.item = item
            self.frame = frame
        }

        func key(_ index: Int, _ term: Term, _ evaluation: ExpressionEvaluation) throws -> Datum {
            if index == known.count { known.append(try term.code(evaluation, item, frame)) }
            return known[index]
        }
    }

    func sorted(_ items: [Value], _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame) throws -> [Value] {
        guard items.count > 1 else { return items }
        let order = try self.order(items.map { Keys(.one($0), frame) }, evaluation)
        return order.map { items[$0] }
    }

    func sorted(_ stream: TupleStream, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame) throws
        -> TupleStream
    {
        guard stream.rows.count > 1 else { return stream }
        let keys = stream.rows.map { Keys($0.item, EvaluationFrame(slots: $0.slots, parent: frame)) }
        let order = try self.order(keys, evaluation)
        return TupleStream(scope: stream.scope, rows: order.map { stream.rows[$0] })
    }

    private func order(_ keys: [Keys], _ evaluation: ExpressionEvaluation) throws -> [Int] {
        try MergeSort.sorted(Array(keys.indices)) { left, right in
            try isAfter(keys[left], keys[right], evaluation)
        }
    }

    private func isAfter(_ left: Keys, _ right: Keys, _ evaluation: ExpressionEvaluation) throws -> Bool {
        for (index, term) in terms.enumerated() {
            let a = try left.key(index, term, evaluation)
            let b = try right.key(index, term, evaluation)
            // What is undefined comes last, whatever the direction.
            if a.isUndefined || b.isUndefined {
                if a.isUndefined && b.isUndefined { continue }
                return a.isUndefined
            }
            switch try compare(a, b) {
            case .equal, .unordered: continue
            case .less: return term.descending
            case .greater: return !term.descending
            }
        }
        return false
    }

    private func compare(_ left: Datum, _ right: Datum) throws -> Operators.Order {
        guard case .one(let a) = left, case .one(let b) = right, a.isNumber || a.string != nil,
            b.isNumber || b.string != nil
        else { throw JSONataError("T2008", position: position) }
        if let x = a.string, let y = b.string { return Operators.order(x, y) }
        guard a.isNumber, b.isNumber else { throw JSONataError("T2007", position: position) }
        return Operators.order(a.doubleValue, b.doubleValue)
    }
}

/// A stable sort by a comparison that may fail and need not be consistent.
enum MergeSort {
    /// `isAfter(a, b)` says that b belongs before a, of which a stands first now.
    static func sorted<Item>(_ items: [Item], _ isAfter: (Item, Item) throws -> Bool) throws -> [Item] {
        var source = items
        var target = items
        var width = 1
        while width < items.count {
            var start = 0
            while start < items.count {
                let middle = min(start + width, items.count)
                let end = min(start + 2 * width, items.count)
                try merge(source, start, middle, end, into: &target, isAfter)
                start = end
            }
            swap(&source, &target)
            width *= 2
        }
        return source
    }

    private static func merge<Item>(
        _ source: [Item], _ start: Int, _ middle: Int, _ end: Int, into target: inout [Item],
        _ isAfter: (Item, Item) throws -> Bool
    ) throws {
        var (left, right) = (start, middle)
        for index in start..<end {
            let takesRight = try left == middle || (right < end && isAfter(source[left], source[right]))
            target[index] = takesRight ? source[right] : source[left]
            if takesRight { right += 1 } else { left += 1 }
        }
    }
}
