import Values

/// Amounts of money, by the minor units of ISO 4217, and exact sums and products. The language itself computes in double
/// precision, in which 0.1 + 0.2 is not 0.3.
extension NativeFunctions {
    static let money: [NativeFunction] = [
        NativeFunction("money", "<(ns)ss?:n>") { call in
            guard let (amount, digits) = try amount(call) else { return .undefined }
            return .one(amount.rounded(to: digits, try rounding(call.string(2))).value)
        },
        NativeFunction("minorUnits", "<(ns)ss?:n>") { call in
            guard let (amount, digits) = try amount(call) else { return .undefined }
            return .one(amount.rounded(to: digits, try rounding(call.string(2))).shifted(by: digits).value)
        },
        NativeFunction("majorUnits", "<(ns)s:n>") { call in
            guard let (amount, digits) = try amount(call) else { return .undefined }
            return .one(amount.shifted(by: -digits).rounded(to: digits, .halfEven).value)
        },
        NativeFunction("exactSum", "<a:n>") { call in try exact(call, from: .zero) { $0.adding($1) } },
        NativeFunction("exactProduct", "<a:n>") { call in try exact(call, from: .one) { $0.multiplied(by: $1) } },
    ]

    /// The amount and how many digits its currency's minor units have.
    private static func amount(_ call: NativeCall) throws -> (ExactNumber, Int)? {
        guard let value = call.argument(0).plainValue, let code = call.string(1) else { return nil }
        guard let digits = Currency.minorUnits(code) else { throw JSONataError("D3203") }
        guard let amount = ExactNumber(value) else { throw JSONataError("D3030") }
        return (amount, digits)
    }

    private static func rounding(_ name: String?) throws -> ExactNumber.Rounding {
        guard let name else { return .halfEven }
        guard let rounding = ExactNumber.Rounding(rawValue: name) else { throw JSONataError("D3204") }
        return rounding
    }

    private static func exact(
        _ call: NativeCall, from start: ExactNumber, _ combine: (ExactNumber, ExactNumber) -> ExactNumber?
    ) throws -> Datum {
        guard let items = call.array(0) else { return .undefined }
        var result = start
        for (index, item) in items.enumerated() {
            guard let number = ExactNumber(item), let next = combine(result, number) else {
                throw JSONataError("D3030")
            }
            result = next
            try call.evaluation.tick(index)
        }
        return .one(result.value)
    }
}
