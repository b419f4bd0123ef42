import API
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct ProjectionsRoutesTests {
    private static let path = "/api/integration/projections"

    @Test func `Projections are listed, shown, rebuilt and resumed`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get(Self.path).json["items"]?.array?.count == 1)
            #expect(try await api.get("\(Self.path)/stock").json["status"] == "current")
            #expect(try await api.get("\(Self.path)/none").status == 404)
            #expect(try await api.send(.post, "\(Self.path)/stock/rebuild", key: .write).status == 403)
            let rebuilt = try await api.send(.post, "\(Self.path)/stock/rebuild")
            #expect(rebuilt.status == 202 && rebuilt.json["status"] == "rebuilding")
            #expect(try await api.send(.post, "\(Self.path)/stock/resume").status == 200)
        }
    }

    @Test func `States are read one by one and page by page`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get("\(Self.path)/stock/states/a").json["state"] == ["count": 2])
            #expect(try await api.get("\(Self.path)/stock/states/none").status == 404)
            let odd = try await api.get("\(Self.path)/stock/states?key=a%2Fb%20c")
            #expect(odd.json["items"]?[0]?["key"] == "a/b c")
            let first = try await api.get("\(Self.path)/stock/states?limit=1")
            let cursor = try #require(first.json["nextCursor"]?.string)
            let second = try await api.get("\(Self.path)/stock/states?limit=1&cursor=\(cursor)")
            #expect(second.json["items"]?[0]?["key"] == "b")
            let found = try await api.get("\(Self.path)/stock/states?state=/key=b")
            #expect(found.json["items"]?.array?.compactMap { $0["key"]?.string } == ["b"])
        }
    }

    @Test func `A state that is not far enough is answered 503 with Retry-After`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get("\(Self.path)/stock/states/a?atLeast=9").status == 200)
            let behind = try await api.get("\(Self.path)/stock/states/a?atLeast=10&waitSeconds=0")
            #expect(behind.status == 503)
            #expect(behind.headers[.retryAfter] == "1")
            #expect(try await api.get("\(Self.path)/stock/states/a?waitSeconds=21").status == 422)
            let stopped = try await api.get("\(Self.path)/stock/states/a?atLeast=11")
            #expect(stopped.status == 409 && stopped.headers[.retryAfter] == nil)
            let ahead = try await api.get("\(Self.path)/stock/states?atLeast=12")
            #expect(ahead.status == 422 && ahead.code == "J4051 events.positionAhead")
        }
    }

    /// Who asks for what is on its way is no trouble of the operator's; a store that is away is.
    @Test func `Only what is wrong with the server is in its log`() async throws {
        let lines = LogLines()
        let harness = try await APIHarness(logger: lines.logger)
        try await harness.route { api async throws in
            #expect(try await api.get("\(Self.path)/stock/states/a?atLeast=10&waitSeconds=0").status == 503)
            #expect(lines.all.isEmpty)
            #expect(try await api.get("\(Self.path)/stock/states/a?atLeast=13").status == 503)
            #expect(lines.all == ["request failed"])
        }
    }
}
