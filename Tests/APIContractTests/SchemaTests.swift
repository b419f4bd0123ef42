import APIContract
import Testing
import Values

@Suite struct SchemaTests {
    @Test func `A type's schema is what it decodes`() throws {
        guard case .object(let object) = Schema.of(NewExternalSystem.self) else {
            Issue.record("not an object")
            return
        }
        #expect(object.name == "NewExternalSystem")
        let names = ["id", "name", "type", "endpoint", "authentication", "capabilities", "dataFormats", "rateLimits"]
        #expect(object.fields.map(\.name) == names + ["configuration"])
        #expect(object.fields.filter(\.required).map(\.name) == ["id", "name", "type", "endpoint"])
    }

    @Test func `A sound value has no faults and each fault has its place`() {
        let schema = Schema.of(NewEvent.self)
        let sound: Value = ["type": "a", "source": "s", "payload": ["x": .null], "timestamp": "2026-10-01T09:30:00Z"]
        #expect(SchemaCheck.places(in: sound, against: schema).isEmpty)
        let broken: Value = [
            "type": .string(String(repeating: "a", count: 257)), "source": 1, "timestamp": "2026-13-01T00:00:00Z",
            "metadata": ["a/b~c": 5], "corelationId": "x",
        ]
        let places = SchemaCheck.places(in: broken, against: schema)
        let pointers = ["/type", "/source", "/timestamp", "/metadata/a~1b~0c", "/corelationId", "/payload"]
        #expect(places.compactMap(\.pointer) == pointers)
        #expect(places[4].message.contains("'correlationId'"))
        #expect(places[5].message == "This field is missing.")
    }

    @Test func `No more than twenty places are named and long keys are cut`() {
        let members = (0..<100).map {
            Object.Member(key: "unknown\($0)" + String(repeating: "k", count: 999), value: 1)
        }
        let places = SchemaCheck.places(in: .object(Object(members)), against: .of(NewKey.self))
        #expect(places.count == SchemaCheck.placesMost)
        #expect(places.allSatisfy { ($0.pointer?.utf8.count ?? 0) <= 70 })
    }

    @Test(arguments: [
        ("retires", "retries"), ("endpont", "endpoint"), ("NAME", "name"), ("xyz", nil), ("", nil), ("naem", "name"),
    ])
    func `The nearest word is found, or none`(_ given: String, _ nearest: String?) {
        #expect(NearestWord.nearest(to: given, among: ["retries", "endpoint", "name"]) == nearest)
    }
}
