package import Values

extension Spec<Value> {
    /// Data as it is written, of no particular form.
    package static let data = Spec(.anything) { node, _ in node.data }
}

extension SourceNode {
    /// What YAML's core schema (YAML 1.2.2 section 10.3.2) makes of it. As deep as the reader lets a document be.
    package var data: Value {
        switch content {
        case .list(let elements): .array(elements.map(\.data))
        case .mapping(let members):
            .object(Object(members.map { Object.Member(key: $0.key, value: $0.value.data) }))
        case .scalar(let text, let writing): writing == .quoted ? .string(text) : Self.data(text)
        }
    }

    private static func data(_ text: String) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default:
            guard PlainScalar.isNotText(text) else { return .string(text) }
            if let whole = Int64(text) { return .integer(whole) }
            return Double(text).flatMap { $0.isFinite ? .double($0) : nil } ?? .string(text)
        }
    }
}
