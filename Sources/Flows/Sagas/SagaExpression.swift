import Mapping
import Values

/// JSONata in a saga, over an event or over the instance.
struct SagaExpression: Sendable {
    private let expression: JSONataExpression
    /// Where it stands in the saga.
    private let path: String

    /// Throws `sagaUnusable` with the path in the saga.
    init(_ text: String, at path: String) throws(JunctionError) {
        do { expression = try JSONataExpression(text) } catch {
            throw JunctionError(
                .sagaUnusable, "the expression cannot be read: \(error.message) (\(error.code))",
                place: Place(path: path))
        }
        self.path = path
    }

    /// Over `input`; nil when it gives nothing. Throws `sagaFailed`.
    func value(_ input: Value, at now: Instant) throws(JunctionError) -> Value? {
        do {
            return try expression.evaluate(input, environment: JSONataEnvironment(now: now, limits: Self.limits))
        } catch {
            throw JunctionError(.sagaFailed, "\(path): \(error.message) (\(error.code))")
        }
    }

    /// By JSONata's own truth (`$boolean`).
    func holds(_ input: Value, at now: Instant) throws(JunctionError) -> Bool {
        try value(input, at: now).map { Self.isTrue($0, depth: 0) } ?? false
    }

    private static let depthMost = 200

    /// A list is true when something in it is; what is nested too deep is not.
    private static func isTrue(_ value: Value, depth: Int) -> Bool {
        switch value {
        case .null: false
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .double(let number): number != 0
        case .decimal(let number): number.normal.sign != 0
        case .string(let text): !text.isEmpty
        case .bytes(let bytes): !bytes.isEmpty
        case .array(let elements): depth < depthMost && elements.contains { isTrue($0, depth: depth + 1) }
        case .object(let object): !object.isEmpty
        }
    }

    private static var limits: JSONataLimits {
        var limits = JSONataLimits()
        limits.stepsMost = 1_000_000
        limits.depthMost = 200
        limits.stackBytesMost = 128 << 10
        limits.bytesMost = 16 << 20
        return limits
    }
}
