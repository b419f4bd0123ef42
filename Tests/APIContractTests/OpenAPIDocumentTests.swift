import APIContract
import Testing
import Values

@Suite struct OpenAPIDocumentTests {
    private func document(_ change: (inout OperationDescription) -> Void) -> Value {
        var operation = OperationDescription(
            .post, "/api/things/{id}", id: "makeThing", tag: "Things", summary: "Makes a thing.", scope: .write)
        change(&operation)
        return OpenAPIDocument.document(version: "1.2.3", operations: [operation])
    }

    private func operation(_ document: Value) -> Value? { document["paths"]?["/api/things/{id}"]?["post"] }

    @Test func `An operation names itself, its scope and its security`() {
        let closed = document { _ in }
        #expect(closed["info"]?["version"] == "1.2.3")
        #expect(operation(closed)?["operationId"] == "makeThing")
        #expect(operation(closed)?["security"] == [["key": []]])
        #expect(operation(closed)?["description"] == "Needs a key with scope write.")
        let open = document { $0.scope = nil }
        #expect(operation(open)?["security"] == [])
        #expect(operation(open)?["description"] == nil)
    }

    @Test func `What arrives takes no other keys; what is answered may grow`() {
        let document = document {
            $0.body = BodyDescription(schema: .of([NewKey].self), mediaTypes: ["application/json"], required: true)
            $0.answers = [AnswerDescription(200, "Made.", .of(KeyDescription.self))]
        }
        let schemas = document["components"]?["schemas"]
        #expect(schemas?["NewKey"]?["additionalProperties"] == false)
        #expect(schemas?["KeyDescription"] != nil)
        #expect(schemas?["KeyDescription"]?["additionalProperties"] == nil)
    }

    @Test func `Parameters in a path are required, others as said, with their limits`() {
        let document = document {
            $0.parameters = [
                ParameterDescription("id", in: .path, .text(format: nil), FieldNote("Name.", lengthMost: 9)),
                ParameterDescription("limit", in: .query, .whole, FieldNote("Most.", least: 1, most: 500)),
            ]
        }
        let parameters = operation(document)?["parameters"]
        #expect(parameters?[0]?["required"] == true)
        #expect(parameters?[0]?["schema"] == ["type": "string", "maxLength": 9])
        #expect(parameters?[1]?["required"] == false)
        #expect(parameters?[1]?["schema"] == ["type": "integer", "format": "int64", "minimum": 1, "maximum": 500])
    }

    @Test func `Answers have headers in order, and status 0 stands for the rest`() {
        let document = document {
            $0.answers = [
                AnswerDescription(202, "Taken.", headers: ["retry-after": "When.", "location": "Where."]),
                AnswerDescription(0, "Refused.", .of(Problem.self), mediaType: "application/problem+json"),
            ]
        }
        let answers = operation(document)?["responses"]?.object
        #expect(answers.map { Array($0.keys) } == ["202", "default"])
        #expect(answers?["202"]?["headers"]?.object.map { Array($0.keys) } == ["location", "retry-after"])
        let problem = answers?["default"]?["content"]?["application/problem+json"]?["schema"]
        #expect(problem == ["$ref": "#/components/schemas/Problem"])
    }

    @Test func `Every reference leads to a component, and every component is led to`() {
        let document = document {
            $0.body = BodyDescription(
                schema: .either(.of(NewEvent.self), .of([NewEvent].self)), mediaTypes: ["application/json"],
                required: true)
            $0.answers = EveryWireType.all.enumerated().map { place, type in Self.answer(200 + place, type) }
        }
        let components = Set((document["components"]?["schemas"]?.object ?? Object()).map(\.key))
        var references: Set<String> = []
        Self.gather(document, &references)
        #expect(references == Set(components.map { "#/components/schemas/\($0)" }))
        #expect(components.count >= EveryWireType.all.count)
    }

    private static func answer(_ status: Int, _ type: (some WireType).Type) -> AnswerDescription {
        AnswerDescription(status, "x", .of(type))
    }

    private static func gather(_ value: Value, _ references: inout Set<String>) {
        if let reference = value["$ref"]?.string { references.insert(reference) }
        for member in value.object ?? Object() { gather(member.value, &references) }
        for element in value.array ?? [] { gather(element, &references) }
    }
}
