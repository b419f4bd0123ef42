package import APIContract
package import Values

/// A kind of value that fits in a query or path.
package protocol ParameterValue: Sendable {
    static var parameterSchema: Schema { get }
    /// Nil when the text is not of this kind.
    init?(parameter text: String)
    /// What belongs there, for messages.
    static var parameterKind: String { get }
}

/// One query parameter: a route declares it, its handler reads it, the document shows it.
package struct Parameter<Kind: ParameterValue>: Sendable {
    package let name: String
    package let note: FieldNote

    package init(_ name: String, _ note: FieldNote) {
        self.name = name
        self.note = note
    }

    package var description: ParameterDescription {
        ParameterDescription(name, in: .query, Kind.parameterSchema, note)
    }
}

extension String: ParameterValue {
    package static let parameterSchema = Schema.text(format: nil)
    package static let parameterKind = "Text"
    package init?(parameter text: String) { self = text }
}

extension Instant: ParameterValue {
    package static let parameterSchema = Schema.text(format: "date-time")
    package static let parameterKind = "A time in the form of RFC 3339, such as 2026-10-01T09:30:00Z,"
    package init?(parameter text: String) { self.init(rfc3339: text) }
}

extension Int: ParameterValue {
    package static let parameterSchema = Schema.whole
    package static let parameterKind = "A whole number"
    package init?(parameter text: String) {
        guard text.utf8.count <= 18 else { return nil }
        self.init(text)
    }
}

extension ParameterValue where Self: WireEnum {
    package static var parameterSchema: Schema { .words(allCases.map(\.rawValue)) }
    package static var parameterKind: String { "One of \(allCases.map(\.rawValue).joined(separator: ", "))" }
    package init?(parameter text: String) { self.init(rawValue: text) }
}

extension EventStatus: ParameterValue {}
extension SagaStatus: ParameterValue {}
extension StreamStart: ParameterValue {}
extension StreamForm: ParameterValue {}
extension MessageStatus: ParameterValue {}
extension LogLevel: ParameterValue {}
