import Formats
import Values

/// Evaluates expressions given line by line, for suites: one line of NDJSON in, one line out.
///
/// In: `{"id", "expr", "data", "bindings"?}`. Out: `{"id", "result"}`, `{"id", "undefined": true}` or
/// `{"id", "error": {"code", "position"?, "token"?, "message"}}`. A line that is no such object is answered with the
/// error `batch.line`.
package struct JSONataBatch: Sendable {
    /// Expressions kept compiled; when there are more, all are forgotten and compiled anew as they come.
    private static let compiledMost = 256

    private let environment: JSONataEnvironment
    private let format = JSONFormat()
    private var compiled: [String: JSONataExpression] = [:]

    package init(environment: JSONataEnvironment) { self.environment = environment }

    /// The answer to one line, without a line feed.
    package mutating func answer(_ line: [UInt8]) -> [UInt8] {
        let request: Value
        do {
            request = try BatchLine.decode(line)
        } catch {
            return encode(id: .null, "error", ["code": "batch.line", "message": "The line is not a JSON object"])
        }
        let id = request["id"] ?? .null
        guard case .string(let source)? = request["expr"] else {
            return encode(id: id, "error", ["code": "batch.line", "message": "The line has no 'expr'"])
        }
        var bindings: [String: Value] = [:]
        for member in request["bindings"]?.object?.members ?? [] { bindings[member.key] = member.value }
        do throws(JSONataError) {
            let expression = try expression(source)
            let result = try expression.evaluate(request["data"], bindings: bindings, environment: environment)
            guard let result else { return encode(id: id, "undefined", true) }
            return encode(id: id, "result", result.finite)
        } catch {
            return encode(id: id, "error", Self.value(error))
        }
    }

    private mutating func expression(_ source: String) throws(JSONataError) -> JSONataExpression {
        if let known = compiled[source] { return known }
        let expression = try JSONataExpression(source)
        if compiled.count >= Self.compiledMost { compiled.removeAll(keepingCapacity: true) }
        compiled[source] = expression
        return expression
    }

    private static func value(_ error: JSONataError) -> Value {
        var object: Object = ["code": .string(error.code)]
        if let position = error.position { object["position"] = .integer(Int64(position)) }
        if let token = error.token { object["token"] = .string(token) }
        object["message"] = .string(error.message)
        return .object(object)
    }

    private func encode(id: Value, _ key: String, _ value: Value) -> [UInt8] {
        let answer = Value.object(["id": id]).adding(key, value)
        return (try? format.encode(answer)) ?? Array(#"{"id":null,"error":{"code":"batch.answer"}}"#.utf8)
    }
}

extension Value {
    fileprivate func adding(_ key: String, _ value: Value) -> Value {
        guard case .object(var object) = self else { return self }
        object[key] = value
        return .object(object)
    }

    /// JSON has no infinity: null in its place, as JSON.stringify has it.
    fileprivate var finite: Value {
        switch self {
        case .double(let double): double.isFinite ? self : .null
        case .array(let items): .array(items.map(\.finite))
        case .object(let object):
            .object(Object(distinct: object.members.map { Object.Member(key: $0.key, value: $0.value.finite) }))
        default: self
        }
    }
}
