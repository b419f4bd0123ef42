import API
import HTTPTypes
import Synchronization
import Testing
import Values

@Suite struct CloudEventPublishTests {
    private static let path = "/api/integration/events/publish"
    private static let event =
        #"{"specversion":"1.0","id":"e-1","source":"ward","type":"moved","partitionkey":"p-1","subject":"s","data":{"room":12}}"#

    @Test func `A structured event keeps its attributes`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let answer = try await api.send(
                .post, Self.path, Self.event, type: "application/cloudevents+json; charset=utf-8")
            #expect(answer.status == 202)
            #expect(answer.json["id"] == "e-1")
        }
        let draft = try #require(harness.doubles.state.withLock { $0.events.first })
        #expect(draft.key == "p-1")
        #expect(draft.metadata == ["subject": "s"])
        #expect(draft.contentType == "application/json")
        #expect(String(decoding: draft.payload, as: UTF8.self) == #"{"room":12}"#)
    }

    @Test func `A binary event is its headers and its body`() async throws {
        let harness = try await APIHarness()
        var headers = HTTPFields()
        for (name, value) in [
            ("ce-specversion", "1.0"), ("ce-id", "e-2"), ("ce-source", "ward"), ("ce-type", "moved"),
            ("ce-correlationid", "caf%C3%A9"), ("ce-time", "2026-10-01T09:30:00Z"),
        ] {
            headers[try #require(HTTPField.Name(name))] = value
        }
        try await harness.route { [headers] api async throws in
            let answer = try await api.send(
                .post, Self.path, bytes: [0, 255], type: "application/octet-stream; x=y", headers: headers)
            #expect(answer.status == 202)
        }
        let draft = try #require(harness.doubles.state.withLock { $0.events.first })
        #expect(draft.id == "e-2")
        #expect(draft.correlationID == "café")
        #expect(draft.contentType == "application/octet-stream; x=y")
        #expect(draft.payload == [0, 255])
    }

    /// CloudEvents 1.0.2, HTTP Protocol Binding, sections 3.1.1 and 3.3.2.
    @Test func `Media types are kept or found, and a batch may be empty`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            for (id, type, body) in [
                ("bare", "application/x-y", []), ("json", nil, Array("{\"a\":1}".utf8)), ("bytes", nil, [0, 255]),
            ] as [(String, String?, [UInt8])] {
                var headers = HTTPFields()
                for (name, value) in [("specversion", "1.0"), ("id", id), ("source", "s"), ("type", "t")] {
                    headers[try #require(HTTPField.Name("ce-" + name))] = value
                }
                let answer = try await api.send(.post, Self.path, bytes: body, type: type, headers: headers)
                #expect(answer.status == 202, "\(id): \(answer.text)")
            }
            let empty = try await api.send(.post, Self.path, "[]", type: "application/cloudevents-batch+json")
            #expect(empty.status == 202 && empty.json["results"] == [])
            for (event, pointer) in [
                (Self.event.replacing("\"ward\"", with: "\"ward 7\""), "/source"),
                (Self.event.replacing("\"s\"", with: "\"s\",\"dataschema\":\"a.json\""), "/dataschema"),
            ] {
                let refused = try await api.send(.post, Self.path, event, type: "application/cloudevents+json")
                #expect(refused.status == 422 && refused.places.first?["pointer"]?.string == pointer)
            }
        }
        let types = harness.doubles.state.withLock { $0.events.map(\.contentType) }
        #expect(types == ["application/x-y", "application/json", "application/octet-stream"])
    }

    @Test func `One Idempotency-Key covers one event, not one body`() async throws {
        try await APIHarness().route { api async throws in
            func send(_ id: String) async throws -> Int {
                var headers: HTTPFields = [try #require(HTTPField.Name("Idempotency-Key")): "k"]
                for (name, value) in [("specversion", "1.0"), ("id", id), ("source", "s"), ("type", "t")] {
                    headers[try #require(HTTPField.Name("ce-" + name))] = value
                }
                return try await api.send(.post, Self.path, bytes: [1], type: "text/plain", headers: headers).status
            }
            #expect(try await send("a") == 202)
            #expect(try await send("a") == 202)
            #expect(try await send("b") != 202)
        }
    }

    @Test func `A batch is published whole, and lines up to the first that is wrong`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let batch = try await api.send(
                .post, Self.path, "[\(Self.event),\(Self.event)]", type: "application/cloudevents-batch+json")
            #expect(batch.json["results"]?.array?.count == 2)
            let lines = #"{"type":"a","source":"s","payload":1}"# + "\n\n" + Self.event + "\r\n"
            let mixed = try await api.send(.post, Self.path, lines, type: "application/x-ndjson")
            #expect(mixed.json["results"]?.array?.count == 2)
            let broken = try await api.send(
                .post, Self.path, lines + #"{"type":"a","source":"s"}"#, type: "application/x-ndjson")
            #expect(broken.status == 422)
            #expect(broken.json["detail"]?.string?.contains("Line 4") == true)
            #expect(broken.json["taken"] == ["lines": 3, "published": 2, "duplicates": 0])
            #expect(broken.places.first?["position"] == "line 4")
            let keyed = try await api.send(
                .post, Self.path, lines + "{", type: "application/x-ndjson",
                headers: [try #require(HTTPField.Name("Idempotency-Key")): "k"])
            #expect(keyed.json["taken"] == nil)
        }
        #expect(harness.doubles.state.withLock { $0.events.count } == 6)
    }

    @Test(
        arguments: [
            (#"{"specversion":"1.0","id":"1","source":"s"}"#, "application/cloudevents+json", 422, "/type"),
            (#"[{"specversion":"1.0"}]"#, "application/cloudevents-batch+json", 422, "/0/id"),
            ("{", "application/cloudevents+json", 400, nil), ("x", "text/plain", 415, nil),
        ] as [(String, String, Int, String?)])
    func `What cannot be published says why`(_ body: String, _ type: String, _ status: Int, _ pointer: String?)
        async throws
    {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, Self.path, body, type: type)
            #expect(answer.status == status)
            if let pointer { #expect(answer.places.first?["pointer"]?.string == pointer) }
        }
    }
}
