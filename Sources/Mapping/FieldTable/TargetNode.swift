import Values

/// The shape of the target, with a rule at each leaf. Built by the compiler from the target paths of all fields, so that
/// applying a mapping makes each object once and whole.
indirect enum TargetNode: Sendable {
    case field(FieldRule)
    case object([Member])
    /// Elements in order; absent ones leave no gap.
    case array([TargetNode])
    /// One node for each place that the path names, as elements of the array around it.
    case each(SourcePath, Condition?, TargetNode)
    /// The node with the place that the path names at hand; absent when there is none.
    case at(SourcePath, TargetNode)
    /// The node with definitions of its own, by their positions, at hand.
    case scoped(Range<Int>, TargetNode)
    /// The node, of which something must be there; else the message is refused with the sentence given.
    case required(String, source: String, TargetNode)
    case conditional(Condition, TargetNode)
    /// The first of these that is present.
    case alternatives([TargetNode])

    struct Member: Sendable {
        let key: String
        let node: TargetNode
        /// The node's `isConstant`, found out once.
        let isConstant: Bool

        init(key: String, node: TargetNode) {
            self.key = key
            self.node = node
            isConstant = node.isConstant
        }
    }

    /// Whether nothing in it depends on the message.
    var isConstant: Bool {
        switch self {
        case .field(let rule): rule.expression.isConstant
        case .object(let members): members.allSatisfy(\.isConstant)
        case .array(let nodes), .alternatives(let nodes): nodes.allSatisfy(\.isConstant)
        case .each, .at: false
        case .conditional(_, let node), .scoped(_, let node), .required(_, _, let node): node.isConstant
        }
    }
}
