import Values

/// A node of the syntax tree: first as parsed, then as refined into paths of steps. It lives only until it is compiled.
final class ExpressionNode {
    enum Kind {
        case name, variable, string, number, literal, regex, `operator`, end
        case binary, unary, function, partial, lambda, condition, coalesce, elvis, block, transform
        case wildcard, descendant, parent
        // Made by refinement:
        case path, bind, apply, sort
    }

    struct Pair {
        var key: ExpressionNode
        var value: ExpressionNode
    }

    struct Term {
        var descending: Bool
        var expression: ExpressionNode
    }

    /// What is applied to a step's result, in order: a predicate, or the binding of the position to a variable.
    enum Stage {
        case filter(ExpressionNode)
        case index(String)
    }

    var kind: Kind
    var value: String
    var literal: Value
    var regex: RegularExpression?
    let position: Int
    /// Nodes on the longest way down, to bound recursion.
    var height = 1

    var lhs: ExpressionNode?
    var rhs: ExpressionNode?
    /// Arguments of a call, parameters of a lambda, items of an array, expressions of a block, or steps of a path.
    var children: [ExpressionNode] = []
    var pairs: [Pair] = []
    var terms: [Term] = []
    /// What is called.
    var procedure: ExpressionNode?
    /// Body of a lambda, operand of a unary minus, condition of a conditional, or pattern of a transform.
    var body: ExpressionNode?
    /// Also the update of a transform.
    var then: ExpressionNode?
    /// Also the deletion of a transform.
    var otherwise: ExpressionNode?
    var signature: Signature?

    var keepArray = false
    var keepSingletonArray = false
    var isConstructedArray = false
    var isTailCall = false
    /// The step carries a tuple stream: it binds a variable, or an ancestor is asked for.
    var tuple = false
    var focus: String?
    var index: String?
    var predicates: [Stage] = []
    var stages: [Stage] = []
    var group: [Pair]?
    var groupPosition = 0
    /// The slot that a parent operator reads, and the one a step fills for it.
    var slot: AncestorSlot?
    var ancestor: AncestorSlot?
    var seekingParent: [AncestorSlot] = []

    init(_ kind: Kind, _ value: String, position: Int, literal: Value = .null) {
        self.kind = kind
        self.value = value
        self.position = position
        self.literal = literal
    }

    convenience init(path step: ExpressionNode) {
        self.init(.path, "", position: step.position)
        children = [step]
    }

    var isArrayConstructor: Bool { kind == .unary && value == "[" }
}

/// One use of the parent operator: how many levels up it still has to go, and the name under which its value travels.
final class AncestorSlot {
    /// Cannot be written in source, so it meets no variable of the author's.
    var label: String
    var level = 1
    let original: Int

    init(number: Int) {
        label = "!\(number)"
        original = number
    }
}
