import Values

/// The functions that every expression can call.
enum NativeFunctions {
    static let all: [String: NativeFunction] = {
        let groups = [
            aggregation, numbers, text, textPatterns, encodings, arrays, objects, higherOrder, values, dates,
            integration,
        ]
        return Dictionary(groups.joined().map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }()

    static func signature(_ text: String) -> Signature {
        guard let signature = try? Signature(text) else { preconditionFailure("signature \(text)") }
        return signature
    }

    /// Most functions of numbers: undefined of undefined.
    static func number(
        _ name: String, _ signature: String = "<n-:n>", _ body: @escaping @Sendable (Double) throws -> Double
    ) -> NativeFunction {
        NativeFunction(name, signature) { call in
            guard let number = try call.number(0) else { return .undefined }
            return .number(try body(number))
        }
    }

    /// Most functions of text: undefined of undefined.
    static func string(
        _ name: String, _ signature: String = "<s-:s>",
        _ body: @escaping @Sendable (String, inout NativeCall) throws -> Datum
    ) -> NativeFunction {
        NativeFunction(name, signature) { call in
            guard let text = call.string(0) else { return .undefined }
            return try body(text, &call)
        }
    }
}
