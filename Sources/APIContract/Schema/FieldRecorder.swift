import Values

/// A decoder that gives a type whatever it asks for and notes the questions: so the schema of a type is what the type reads.
final class FieldRecorder: Decoder {
    let codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    fileprivate let about: About
    fileprivate var fields: [ObjectSchema.Field] = []

    private init(_ about: About) { self.about = about }

    static func fields(of type: any WireType.Type) -> ObjectSchema {
        let recorder = FieldRecorder(type.about)
        do {
            _ = try type.init(from: recorder)
        } catch {
            preconditionFailure("\(type) cannot be described: \(error)")
        }
        let unknown = type.about.fields.keys.filter { name in !recorder.fields.contains { $0.name == name } }
        precondition(unknown.isEmpty, "\(type) describes fields it does not have: \(unknown)")
        return ObjectSchema(name: type.schemaName, about: type.about, fields: recorder.fields)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(RecordingContainer(recorder: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw undescribable() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw undescribable() }

    fileprivate func note(_ key: any CodingKey, _ schema: Schema, required: Bool) {
        let name = key.stringValue
        fields.append(
            ObjectSchema.Field(name: name, schema: schema, required: required, note: about.fields[name] ?? ""))
    }
}

private func undescribable() -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "only types made of fields can be described"))
}

private struct RecordingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: FieldRecorder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { true }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        recorder.note(key, .of(type), required: true)
        return try sample(of: type)
    }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        recorder.note(key, .of(type), required: false)
        return nil
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { note(key, type, required: true, false) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { note(key, type, required: true, "") }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { note(key, type, required: true, 0) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { note(key, type, required: true, 0) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { note(key, type, required: true, 0) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        note(key, type, required: false, nil)
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        note(key, type, required: false, nil)
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { note(key, type, required: false, nil) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        note(key, type, required: false, nil)
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        note(key, type, required: false, nil)
    }

    private func note<T>(_ key: Key, _ type: (some Decodable).Type, required: Bool, _ sample: T) -> T {
        recorder.note(key, .of(type), required: required)
        return sample
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw undescribable() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw undescribable() }
    func superDecoder() throws -> any Decoder { throw undescribable() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw undescribable() }
}

/// Some value of the type, only so that its owner can be made.
private func sample<T: Decodable>(of type: T.Type) throws -> T {
    let schema = Schema.of(type)
    return try ValueDecoder.decode(type, from: schema.sample)
}

extension Schema {
    /// The smallest value of this form.
    fileprivate var sample: Value {
        switch self {
        case .any: .null
        case .flag: false
        case .text(format: "date-time"): "1970-01-01T00:00:00Z"
        case .text: ""
        case .whole, .number: 0
        case .words(let words): .string(words.first ?? "")
        case .list: []
        case .dictionary: [:]
        case .object(let object):
            .object(Object(object.fields.filter(\.required).map { .init(key: $0.name, value: $0.schema.sample) }))
        case .either(let first, _): first.sample
        }
    }
}
