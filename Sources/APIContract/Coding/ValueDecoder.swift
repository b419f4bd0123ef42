package import Values

/// Reads wire types out of values.
///
/// It expects what `SchemaCheck` has found to be sound, so its own errors are terse. Unknown keys are not looked at.
package struct ValueDecoder: Decoder {
    package let value: Value
    package let codingPath: [any CodingKey]
    package var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: Value, _ path: [any CodingKey]) {
        self.value = value
        codingPath = path
    }

    package static func decode<T: Decodable>(_ type: T.Type, from value: Value) throws -> T {
        try read(type, value, [])
    }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = value.object else { throw mismatch("an object", value, codingPath) }
        return KeyedDecodingContainer(ObjectContainer(object: object, codingPath: codingPath))
    }

    package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.array else { throw mismatch("an array", value, codingPath) }
        return ArrayContainer(elements: elements, codingPath: codingPath)
    }

    package func singleValueContainer() throws -> any SingleValueDecodingContainer {
        OneValueContainer(value: value, codingPath: codingPath)
    }
}

private func mismatch(_ wanted: String, _ found: Value, _ path: [any CodingKey]) -> DecodingError {
    .typeMismatch(Value.self, .init(codingPath: path, debugDescription: "\(wanted) expected, \(found.kindName) found"))
}

private func read<T: Decodable>(
    _ type: T.Type, _ value: Value, _ path: @autoclosure () -> [any CodingKey]
) throws -> T {
    // Comparing types is quick; trying the cast on each field is not.
    if type == Value.self, let same = value as? T { return same }
    return try T(from: ValueDecoder(value, path()))
}

// A path is an array, which only an error needs.

private func whole<T: FixedWidthInteger>(
    _ type: T.Type, _ value: Value, _ path: @autoclosure () -> [any CodingKey]
) throws -> T {
    guard let number = value.integer.flatMap({ T(exactly: $0) }) else {
        throw mismatch("a whole number", value, path())
    }
    return number
}

private func text(_ value: Value, _ path: @autoclosure () -> [any CodingKey]) throws -> String {
    guard let text = value.string else { throw mismatch("a string", value, path()) }
    return text
}

private func flag(_ value: Value, _ path: @autoclosure () -> [any CodingKey]) throws -> Bool {
    guard let flag = value.bool else { throw mismatch("a boolean", value, path()) }
    return flag
}

private func number(_ value: Value, _ path: @autoclosure () -> [any CodingKey]) throws -> Double {
    switch value {
    case .integer(let number): Double(number)
    case .double(let number): number
    case .decimal(let number): number.double
    default: throw mismatch("a number", value, path())
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: Object
    let codingPath: [any CodingKey]

    var allKeys: [Key] { object.keys.compactMap { Key(stringValue: $0) } }
    func contains(_ key: Key) -> Bool { object.position(of: key.stringValue) != nil }

    private func member(_ key: Key) throws -> Value {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
        }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { object[key.stringValue]?.isNull ?? true }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try flag(member(key), codingPath + [key]) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try text(member(key), codingPath + [key]) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try whole(type, member(key), codingPath + [key]) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try whole(type, member(key), codingPath + [key])
    }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try number(member(key), codingPath + [key]) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try read(type, member(key), codingPath + [key])
    }

    // One search for each field that may be absent, where the defaults make three.
    private func present(_ key: Key) -> Value? { object[key.stringValue].flatMap { $0.isNull ? nil : $0 } }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try present(key).map { try text($0, codingPath + [key]) }
    }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        try present(key).map { try whole(type, $0, codingPath + [key]) }
    }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try present(key).map { try read(type, $0, codingPath + [key]) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try ValueDecoder(member(key), codingPath + [key]).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try ValueDecoder(member(key), codingPath + [key]).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { ValueDecoder(.object(object), codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try ValueDecoder(member(key), codingPath + [key]) }
}

private struct ArrayContainer: UnkeyedDecodingContainer {
    let elements: [Value]
    let codingPath: [any CodingKey]
    var currentIndex = 0

    init(elements: [Value], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> Value {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(Value.self, .init(codingPath: codingPath, debugDescription: "at the end"))
        }
        defer { currentIndex += 1 }
        return elements[currentIndex]
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let index = currentIndex
        return try read(type, next(), codingPath + [AnyKey("\(index)")])
    }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    { try ValueDecoder(next(), codingPath).container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try ValueDecoder(next(), codingPath).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder { ValueDecoder(try next(), codingPath) }
}

private struct OneValueContainer: SingleValueDecodingContainer {
    let value: Value
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { value.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try flag(value, codingPath) }
    func decode(_ type: String.Type) throws -> String { try text(value, codingPath) }
    func decode(_ type: Double.Type) throws -> Double { try number(value, codingPath) }
    func decode(_ type: Int.Type) throws -> Int { try whole(type, value, codingPath) }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole(type, value, codingPath) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try read(type, value, codingPath) }
}
