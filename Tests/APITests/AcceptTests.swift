import HTTPTypes
import SecurityCore
import Testing
import Values

@testable import API

@Suite struct AcceptTests {
    /// RFC 9110 section 12.5.1.
    @Test(arguments: [
        ("application/cloudevents+json", "application/cloudevents+json"),
        ("APPLICATION/CloudEvents+JSON ; charset=utf-8", "application/cloudevents+json"),
        ("application/json", "application/json"), ("*/*", "application/json"), ("application/*", "application/json"),
        ("application/cloudevents+json, */*", "application/cloudevents+json"),
        ("application/cloudevents+json;q=0.2, application/json;q=0.8", "application/json"),
        ("application/json; q=0.5 , application/*", "application/cloudevents+json"),
        ("application/json;q=0, */*;q=0.1", "application/cloudevents+json"),
        ("application/cloudevents+json;q=0, */*", "application/json"),
        ("text/html", "application/json"), ("", "application/json"), (",;q=,;;/", "application/json"),
        ("application/json;q=nan, application/cloudevents+json;q=7", "application/json"),
    ])
    func `The best of what is offered is chosen`(_ field: String, _ best: String) {
        #expect(Accept(field).best(of: ["application/json", "application/cloudevents+json"]) == best)
    }

    @Test func `Ranges without end are not all looked at`() {
        let field = String(repeating: "text/html,", count: 40) + "application/cloudevents+json"
        #expect(Accept(field).best(of: ["application/json", "application/cloudevents+json"]) == "application/json")
    }

    @Test func `An event is shown in the form that is asked for`() async throws {
        try await APIHarness().route { api async throws in
            let path = "/api/integration/events/e%2F1"
            let plain = try await api.get(path)
            #expect(plain.headers[.contentType] == "application/json")
            #expect(plain.headers[.vary] == "Accept")
            #expect(plain.json == ["timestamp": "now"])
            let cloudEvent = try await api.send(
                .get, path, key: .read, headers: [.accept: "application/cloudevents+json"])
            #expect(cloudEvent.headers[.contentType] == "application/cloudevents+json")
            #expect(cloudEvent.json == ["specversion": "1.0"])
            #expect(try await api.get("/api/integration/events/e-2").status == 404)
            #expect(try await api.send(.get, path, key: nil).status == 401)
            let described = try await api.get("/openapi.json", key: nil)
                .json["paths"]?["/api/integration/events/{event}"]?["get"]?["responses"]?["200"]?["content"]?.object
            #expect(described?.members.map(\.key) == ["application/json", "application/cloudevents+json"])
        }
    }
}
