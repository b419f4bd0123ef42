import Values

extension Schema {
    /// The schema of a type, found by letting the type decode itself from a decoder that notes what it asks for.
    package static func of<T: Decodable>(_ type: T.Type) -> Schema {
        switch type {
        case is Value.Type: return .any
        case is Object.Type: return .dictionary(.any)
        case is String.Type: return .text(format: nil)
        case is Instant.Type: return .text(format: "date-time")
        case is Bool.Type: return .flag
        case is Int.Type, is Int64.Type: return .whole
        case is Double.Type: return .number
        case let shaped as any ShapedType.Type: return shaped.shape
        case let words as any WireEnum.Type: return .words(words.words)
        case let wire as any WireType.Type: return .object(FieldRecorder.fields(of: wire))
        default: preconditionFailure("\(type) has no JSON form: make it a WireType")
        }
    }
}

extension WireEnum {
    static var words: [String] { allCases.map(\.rawValue) }
}

/// A type whose form does not follow from its stored properties.
package protocol ShapedType {
    static var shape: Schema { get }
}

extension Array: ShapedType where Element: Decodable {
    package static var shape: Schema { .list(.of(Element.self)) }
}

extension Dictionary: ShapedType where Key == String, Value: Decodable {
    package static var shape: Schema { .dictionary(.of(Value.self)) }
}

extension Optional: ShapedType where Wrapped: Decodable {
    package static var shape: Schema { .of(Wrapped.self) }
}
