import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct EventSchemasRoutesTests {
    private static let path = "/api/integration/events/schemas"

    @Test func `Schemas are listed, set, checked and registered`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            #expect(try await api.get(Self.path).json["items"]?[0]?["type"] == "t")
            #expect(try await api.get("\(Self.path)/none").status == 404)
            let set = try await api.send(.put, "\(Self.path)/t", #"{"validation":"reject"}"#)
            #expect(set.json["validation"] == "reject")
            #expect(try await api.send(.put, "\(Self.path)/t", #"{"validation":"maybe"}"#).status == 422)
            let body = #"{"schema":{"type":"object"}}"#
            #expect(try await api.send(.post, "\(Self.path)/t/versions", body, key: .read).status == 403)
            #expect(try await api.send(.post, "\(Self.path)/t/check", body, key: .read).json["verdict"] == "compatible")
            let made = try await api.send(.post, "\(Self.path)/t/versions", body, key: .write)
            #expect(made.status == 201)
            #expect(made.json["schema"] == ["type": "object"])
            harness.doubles.state.withLock { $0.nextError = JunctionError(.schemaIncompatible, "it breaks") }
            #expect(try await api.send(.post, "\(Self.path)/t/versions", body, key: .write).status == 409)
            #expect(try await api.get("\(Self.path)/t/versions").json["items"]?[0]?["version"] == 1)
        }
    }
}
