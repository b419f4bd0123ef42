import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct StreamsRoutesTests {
    private static let path = "/api/integration/events/streams"

    @Test func `Streams are listed and read, and a place that was pruned is gone`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get(Self.path).json["items"]?[0]?["first"] == 3)
            #expect(try await api.get("\(Self.path)/events?stream=points/adt").json["stream"] == "points/adt")
            #expect(try await api.get("\(Self.path)/events?stream=s&after=2&limit=1").json["isEnd"] == false)
            let gone = try await api.get("\(Self.path)/events?stream=s&after=1")
            #expect(gone.status == 410)
            #expect(gone.code == "J4031 events.pruned")
            let nameless = try await api.get("\(Self.path)/events")
            #expect(nameless.status == 422)
            #expect(nameless.places.first?["parameter"] == "stream")
        }
    }

    @Test func `A snapshot beyond the stream is refused with where the stream stands`() async throws {
        try await APIHarness().route { api async throws in
            let saved = try await api.send(
                .put, "\(Self.path)/snapshot?stream=s", #"{"version":7,"state":{"n":1}}"#, key: .write)
            #expect(saved.json["state"] == ["n": 1])
            let refused = try await api.send(.put, "\(Self.path)/snapshot?stream=s", #"{"version":8,"state":1}"#)
            #expect(refused.status == 409)
            #expect(refused.json["currentVersion"] == 7)
            #expect(try await api.send(.delete, "\(Self.path)/snapshot?stream=s").status == 204)
            #expect(try await api.get("\(Self.path)/state?stream=none").status == 404)
            #expect(try await api.get("\(Self.path)/state?stream=s").json["version"] == 7)
        }
    }
}
