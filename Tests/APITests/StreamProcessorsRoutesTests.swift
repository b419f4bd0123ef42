import API
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct StreamProcessorsRoutesTests {
    private static let path = "/api/integration/streams"

    @Test func `Stream processors are listed, shown, paused with a reason and resumed`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get(Self.path).json["items"]?.array?.count == 1)
            let one = try await api.get("\(Self.path)/falls").json
            #expect(one["status"] == "running" && one["held"] == 2 && one["late"] == 1)
            #expect(try await api.get("\(Self.path)/none").status == 404)
            #expect(try await api.send(.post, "\(Self.path)/falls/pause", key: .write).status == 403)
            let paused = try await api.send(.post, "\(Self.path)/falls/pause", #"{"reason":"a test"}"#)
            #expect(paused.json["status"] == "paused" && paused.json["pauseReason"] == "a test")
            #expect(try await api.send(.post, "\(Self.path)/falls/pause").json["pauseReason"] == "paused by hand")
            #expect(try await api.send(.post, "\(Self.path)/falls/resume").json["status"] == "running")
        }
    }
}
