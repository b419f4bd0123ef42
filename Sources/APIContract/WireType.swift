/// A type that travels in requests and answers: its JSON form, its OpenAPI schema and the checks on what comes in all follow
/// from its stored properties and from `about`.
package protocol WireType: Codable, Sendable {
    /// Its name in the OpenAPI document.
    static var schemaName: String { get }
    static var about: About { get }
}

extension WireType {
    package static var schemaName: String { String(describing: Self.self) }
}

/// A closed set of words.
package protocol WireEnum: WireType, CaseIterable, RawRepresentable, Hashable where RawValue == String {}
