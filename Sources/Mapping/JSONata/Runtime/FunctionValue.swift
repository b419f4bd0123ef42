import Values

/// A function as a value: built in, written in the expression, applied in part, or a regex.
final class FunctionValue {
    enum Kind {
        case native(NativeFunction)
        case lambda(LambdaCode, frame: EvaluationFrame, input: Datum)
        /// Some arguments given; nil where one is still to come.
        case partial(FunctionValue, [Datum?])
        case composed(first: FunctionValue, then: FunctionValue)
        case regex(RegularExpression)
        /// Looks for the next match behind the last one.
        case nextMatch(RegularExpression, [UInt16], from: Int)
        case transform(TransformCode, frame: EvaluationFrame)
    }

    let kind: Kind
    /// How many arguments it can take, which decides how many a higher-order function passes.
    let arity: Int
    /// Its stand-in within data, once it has one.
    var number: Int?

    init(_ kind: Kind) {
        self.kind = kind
        arity =
            switch kind {
            case .native(let native): native.arity
            case .lambda(let code, _, _): code.parameterCount
            case .partial(_, let arguments): arguments.count { $0 == nil }
            case .composed, .transform: 1
            case .regex: 2
            case .nextMatch: 0
            }
    }
}

/// A lambda, compiled.
final class LambdaCode: Sendable {
    let parameterCount: Int
    /// Where each parameter goes, when not simply in order: two parameters of one name share a slot.
    let slots: [Int]?
    let slotCount: Int
    let signature: Signature?
    let body: ExpressionCode

    init(
        parameterCount: Int, slots: [Int]?, slotCount: Int, signature: Signature?, body: @escaping ExpressionCode
    ) {
        self.parameterCount = parameterCount
        self.slots = slots
        self.slotCount = slotCount
        self.signature = signature
        self.body = body
    }
}

/// A function implemented here, with what the language knows of it.
package final class NativeFunction: Sendable {
    package let name: String
    let signature: Signature?
    let arity: Int
    /// It sees the variables where it is called, so its call cannot be made elsewhere.
    let needsItsPlace: Bool
    let body: @Sendable (inout NativeCall) throws -> Datum

    /// Traps on a malformed signature, which is a fault of the program: signatures are constants.
    init(
        _ name: String, _ signature: String, arity: Int? = nil, needsItsPlace: Bool = false,
        _ body: @escaping @Sendable (inout NativeCall) throws -> Datum
    ) {
        self.name = name
        guard let parsed = try? Signature(signature) else { preconditionFailure("signature of \(name)") }
        self.signature = parsed
        self.arity = arity ?? parsed.parameters.count
        self.needsItsPlace = needsItsPlace
        self.body = body
    }
}

/// One call of a native function: its arguments, checked and filled up by the signature, and where it happens.
struct NativeCall {
    var arguments: [Datum]
    let evaluation: ExpressionEvaluation
    let input: Datum
    let frame: EvaluationFrame
    let scope: EvaluationScope

    func argument(_ index: Int) -> Datum { index < arguments.count ? arguments[index] : .undefined }

    func value(_ index: Int) -> Value? { argument(index).value(in: evaluation) }

    func string(_ index: Int) -> String? {
        if case .one(.string(let text)) = argument(index) { return text }
        return nil
    }

    func number(_ index: Int) throws -> Double? {
        guard case .one(let value) = argument(index) else { return nil }
        return try value.finiteNumber()
    }

    func integer(_ index: Int) throws -> Int? { try number(index).map { Int(clampingTruncated: $0) } }

    func array(_ index: Int) -> [Value]? { argument(index).elements }

    func function(_ index: Int) -> FunctionValue? { evaluation.function(argument(index)) }
}

extension Int {
    /// Cut off toward zero, and at the ends of the range.
    init(clampingTruncated double: Double) {
        self = double.isNaN ? 0 : double >= 9e18 ? .max : double <= -9e18 ? .min : Int(double)
    }
}
