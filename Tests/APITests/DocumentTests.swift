import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct DocumentTests {
    @Test func `The document has every route of the requirements`() async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.get("/openapi.json", key: nil)
            #expect(answer.status == 200)
            #expect(answer.json["openapi"] == "3.1.0")
            let paths = try #require(answer.json["paths"]?.object)
            let wanted = [
                "post /api/integration/systems", "get /api/integration/systems",
                "post /api/integration/systems/{id}/connect", "get /api/integration/systems/{id}/status",
                "post /api/integration/integrations", "get /api/integration/integrations",
                "post /api/integration/integrations/{id}/sync", "get /api/integration/integrations/{id}/logs",
                "post /api/integration/integrations/{id}/messages", "post /api/integration/events/publish",
                "get /api/integration/events/history", "post /api/integration/events/subscribe", "get /canary",
                "get /health/live", "get /metrics",
            ]
            for line in wanted {
                let parts = line.split(separator: " ").map(String.init)
                #expect(paths[parts[1]]?[parts[0]] != nil, "\(line)")
            }
        }
    }

    @Test func `Every reference leads somewhere and every operation has its own id`() async throws {
        try await APIHarness().route { api async throws in
            let document = try await api.get("/openapi.json", key: nil).json
            let schemas = try #require(document["components"]?["schemas"]?.object)
            for reference in references(in: document) {
                #expect(schemas[String(reference.dropFirst("#/components/schemas/".count))] != nil, "\(reference)")
            }
            let operations = (document["paths"]?.object ?? Object()).flatMap { path in
                (path.value.object ?? Object()).compactMap { $0.value["operationId"]?.string }
            }
            #expect(Set(operations).count == operations.count)
            #expect(operations.count > 25)
            let answers = document["paths"]?["/api/integration/systems"]?["get"]?["responses"]?.object
            #expect(answers.map { Array($0.keys) } == ["200", "default"])
            #expect(schemas["NewExternalSystem"]?["additionalProperties"] == false)
            #expect(schemas["ExternalSystem"]?["additionalProperties"] == nil)
        }
    }

    private func references(in value: Value) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(references)
        case .object(let object):
            object.flatMap { $0.key == "$ref" ? [$0.value.string ?? ""] : references(in: $0.value) }
        default: []
        }
    }

    @Test func `The reader loads only what is here`() async throws {
        try await APIHarness().route { api async throws in
            let page = try await api.get("/swagger/index.html", key: nil)
            #expect(page.status == 200)
            let policy = page.headers[HTTPField.Name("Content-Security-Policy")!] ?? ""
            #expect(policy.contains("script-src 'self'"))
            #expect(!policy.contains("unsafe"))
            #expect(!page.text.contains("http"))
            for file in ["reader.js", "reader.css"] {
                #expect(page.text.contains("\"\(file)\""))
                #expect(try await api.get("/swagger/\(file)", key: nil).status == 200)
            }
            let script = try await api.get("/swagger/reader.js", key: nil)
            #expect(!script.text.contains("innerHTML"))
            #expect(!script.text.contains("https:"))
        }
    }
}
