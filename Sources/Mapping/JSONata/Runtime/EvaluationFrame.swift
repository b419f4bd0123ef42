/// The variables of one scope while it is being evaluated. Shared with the closures made in it.
final class EvaluationFrame {
    var slots: [Datum]
    let parent: EvaluationFrame?

    init(slots: [Datum], parent: EvaluationFrame?) {
        self.slots = slots
        self.parent = parent
    }

    init(count: Int, parent: EvaluationFrame?) {
        slots = Array(repeating: .unbound, count: count)
        self.parent = parent
    }

    /// The frame so many scopes out.
    @inline(__always)
    func outward(_ hops: Int) -> EvaluationFrame {
        var frame = self
        for _ in 0..<hops {
            guard let parent = frame.parent else { return frame }
            frame = parent
        }
        return frame
    }
}

/// The stream that a path with bound variables or parents carries from step to step: items, each with the variables
/// bound on its way.
struct TupleStream {
    struct Row {
        var item: Datum
        var slots: [Datum]
    }

    /// What the slots of the rows are.
    var scope: EvaluationScope
    var rows: [Row]
}
