import Mapping
package import Values

/// One JSONata expression of a projection or a stream, bounded so that no event can hold up the others.
///
/// Time and chance come from the event, so that the same events always give the same.
package struct ViewExpression: Sendable {
    /// The key in the point file, for messages.
    package let name: String
    private let text: String
    private let expression: JSONataExpression
    /// UTF-16 units put before what the author wrote.
    private let prefix: Int

    /// Throws `flow.pointUnusable` with the line and column in the expression.
    package init(_ name: String, _ text: String, isCondition: Bool = false) throws {
        self.name = name
        self.text = text
        prefix = isCondition ? "$boolean((".utf16.count : 0
        do { expression = try JSONataExpression(isCondition ? "$boolean((\(text)\n))" : text) } catch {
            throw Self.problem(.pointUnusable, error, name, text, prefix)
        }
    }

    /// Nil when the expression gives nothing. Throws `mapping.failed` with the line and column in the expression; the message
    /// quotes no data.
    ///
    /// - Parameter input: what the expression begins with; each member is also a variable.
    package func value(of input: Object, at now: Instant) throws -> Value? {
        var bindings: [String: Value] = [:]
        for member in input { bindings[member.key] = member.value }
        do {
            return try expression.evaluate(
                .object(input), bindings: bindings,
                environment: JSONataEnvironment(now: now, limits: Self.limits))
        } catch { throw Self.problem(.mappingFailed, error, name, text, prefix) }
    }

    /// By JSONata's own truth, of an expression that was made as a condition.
    package func holds(_ input: Object, at now: Instant) throws -> Bool { try value(of: input, at: now) == .bool(true) }

    /// Runs on threads with small stacks, and between other people's events.
    private static let limits: JSONataLimits = {
        var limits = JSONataLimits()
        limits.stepsMost = 5_000_000
        limits.depthMost = 200
        limits.stackBytesMost = 128 << 10
        limits.bytesMost = 64 << 20
        return limits
    }()

    private static func problem(
        _ code: ErrorCode, _ error: JSONataError, _ name: String, _ text: String, _ prefix: Int
    ) -> JunctionError {
        let known = error.junctionError
        guard let position = error.position else { return JunctionError(code, "\(name): \(known.message)") }
        let before = Array(text.utf16.prefix(max(0, position - prefix)))
        let line = before.count { $0 == 0x0A } + 1
        let column = before.reversed().prefix { $0 != 0x0A }.count
        return JunctionError(
            code, "\(name), line \(line), column \(max(1, column)): \(known.message)",
            place: Place(line: line, column: max(1, column), path: name))
    }
}
