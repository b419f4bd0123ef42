import APIContract
import Testing
import Values

/// What holds for every type that travels, tried with values made at random.
@Suite struct WireTypePropertyTests {
    private static let rounds: UInt64 = 40

    @Test func `The list of types is whole`() throws {
        let listed = Set(EveryWireType.all.map { String(describing: $0) })
        #expect(try EveryWireType.declared().subtracting(listed) == [])
    }

    @Test(arguments: EveryWireType.names)
    func `What fits the schema passes the check, is decoded, and is written again as it was`(_ name: String) throws {
        let type = try #require(EveryWireType.named(name))
        for seed in 0..<Self.rounds {
            var random = RandomWireValue(seed: seed)
            let value = random.fitting(.of(type))
            #expect(SchemaCheck.places(in: value, against: .of(type)).isEmpty, "seed \(seed): \(value)")
            #expect(try Self.again(type, value) == value, "seed \(seed)")
        }
    }

    @Test(arguments: EveryWireType.names)
    func `One wrong place is found, and no other`(_ name: String) throws {
        let type = try #require(EveryWireType.named(name))
        guard case .object(let schema) = Schema.of(type) else {
            Issue.record("\(name) is not an object")
            return
        }
        for seed in 0..<Self.rounds {
            var random = RandomWireValue(seed: seed)
            guard let sound = random.fitting(.object(schema)).object else { continue }
            guard let (value, pointer) = random.spoilt(sound, schema) else { continue }
            let found = SchemaCheck.places(in: value, against: .object(schema))
            #expect(found.map(\.pointer) == [pointer], "seed \(seed): \(value)")
        }
    }

    @Test(arguments: EveryWireType.names)
    func `Every field is explained, with limits that can be met`(_ name: String) throws {
        let type = try #require(EveryWireType.named(name))
        guard case .object(let schema) = Schema.of(type) else { return }
        #expect(!schema.about.summary.isEmpty)
        for field in schema.fields {
            #expect(!field.note.text.isEmpty, "\(name).\(field.name)")
            if let least = field.note.least, let most = field.note.most { #expect(least <= most) }
            if let least = field.note.lengthLeast, let most = field.note.lengthMost { #expect(least <= most) }
            guard let example = field.note.example else { continue }
            let alone = Object([.init(key: field.name, value: example)])
            let wrong = SchemaCheck.places(in: .object(alone), against: .object(schema))
            #expect(!wrong.contains { $0.pointer == "/\(field.name)" && $0.message != "This field is missing." })
        }
    }

    private static func again<T: WireType>(_ type: T.Type, _ value: Value) throws -> Value {
        try ValueEncoder.encode(ValueDecoder.decode(type, from: value))
    }
}
