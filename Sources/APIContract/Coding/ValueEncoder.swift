package import Values

/// Turns wire types into values. Absent optionals are left out.
package final class ValueEncoder: Encoder {
    package let codingPath: [any CodingKey] = []
    package var userInfo: [CodingUserInfoKey: Any] { [:] }
    /// What has been encoded; objects and arrays grow in the two below until `finish`.
    var result: Value?
    fileprivate var members: [Object.Member]?
    fileprivate var elements: [Value]?

    private init() {}

    package static func encode(_ value: some Encodable) throws -> Value {
        let encoder = ValueEncoder()
        try value.encode(to: encoder)
        return encoder.finish()
    }

    fileprivate func finish() -> Value {
        if let members { return .object(Object(distinct: members)) }
        if let elements { return .array(elements) }
        return result ?? .null
    }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        members = members ?? []
        return KeyedEncodingContainer(ObjectContainer(encoder: self))
    }

    package func unkeyedContainer() -> any UnkeyedEncodingContainer {
        elements = elements ?? []
        return ArrayContainer(encoder: self)
    }

    package func singleValueContainer() -> any SingleValueEncodingContainer { OneValueContainer(encoder: self) }
}

private func encoded<T: Encodable>(_ value: T) throws -> Value {
    // Comparing types is quick; trying one cast after the other is not.
    if T.self == String.self, let text = value as? String { return .string(text) }
    if T.self == Instant.self, let instant = value as? Instant { return .string(instant.wireText) }
    if T.self == Value.self, let whole = value as? Value { return whole }
    if T.self == Int.self, let number = value as? Int { return .integer(Int64(number)) }
    if T.self == Int64.self, let number = value as? Int64 { return .integer(number) }
    return try ValueEncoder.encode(value)
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: ValueEncoder
    var codingPath: [any CodingKey] { [] }

    private func set(_ value: Value, _ key: Key) {
        encoder.members?.append(Object.Member(key: key.stringValue, value: value))
    }

    func encodeNil(forKey key: Key) { set(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { set(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) { set(.string(value), key) }
    func encode(_ value: Int, forKey key: Key) { set(.integer(Int64(value)), key) }
    func encode(_ value: Int64, forKey key: Key) { set(.integer(value), key) }
    func encode(_ value: Double, forKey key: Key) { set(.double(value), key) }
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { set(try encoded(value), key) }

    // Wire types are made of whole fields, so nothing opens containers inside one or encodes a superclass.
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
    let encoder: ValueEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.elements?.count ?? 0 }

    func encodeNil() { encoder.elements?.append(.null) }
    func encode<T: Encodable>(_ value: T) throws { encoder.elements?.append(try encoded(value)) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder.container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
}

private struct OneValueContainer: SingleValueEncodingContainer {
    let encoder: ValueEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.result = .null }
    func encode(_ value: Bool) { encoder.result = .bool(value) }
    func encode(_ value: String) { encoder.result = .string(value) }
    func encode(_ value: Double) { encoder.result = .double(value) }
    func encode(_ value: Int) { encoder.result = .integer(Int64(value)) }
    func encode(_ value: Int64) { encoder.result = .integer(value) }
    func encode<T: Encodable>(_ value: T) throws { encoder.result = try encoded(value) }
}
