package import Mapping
package import Values

/// Decides whether a message goes on, by a JSONata expression over it.
package struct MessageFilter: Sendable {
    private let expression: JSONataExpression

    /// Throws `flow.pointUnusable` when the expression cannot be read.
    package init(_ text: String) throws {
        do { expression = try JSONataExpression("$boolean((\(text)\n))") } catch {
            throw JunctionError(.pointUnusable, "the filter cannot be read: \(error.message) (\(error.code))")
        }
    }

    /// By JSONata's own truth: nothing, `false`, zero and what is empty hold a message back. Throws `mapping.failed`.
    package func lets(_ message: Value, _ context: MappingContext) throws -> Bool {
        do {
            let environment = JSONataEnvironment(now: context.now, lookups: context.lookups)
            return try expression.evaluate(message, environment: environment) == .bool(true)
        } catch { throw JunctionError(.mappingFailed, "the filter failed: \(error.message) (\(error.code))") }
    }
}
