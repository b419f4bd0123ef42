import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct RetentionRoutesTests {
    private static let path = "/api/integration/events"

    @Test func `Retention is shown, set and run`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            #expect(try await api.get("\(Self.path)/retention").json["rules"] == [])
            let body = #"{"rules":[{"stream":"points/*","days":30}],"otherwise":{"megabytes":5,"events":0}}"#
            #expect(try await api.send(.put, "\(Self.path)/retention", body, key: .write).status == 403)
            let set = try await api.send(.put, "\(Self.path)/retention", body)
            #expect(set.json["rules"] == [["stream": "points/*", "days": 30]])
            #expect(set.json["otherwise"] == ["megabytes": 5, "events": 0])
            for wrong in [#"{"rules":[{"stream":"s","days":0}]}"#, #"{"rules":[{"days":1}]}"#, "{}"] {
                #expect(try await api.send(.put, "\(Self.path)/retention", wrong).status == 422, "\(wrong)")
            }
            #expect(try await api.send(.post, "\(Self.path)/retention/run").json["pruned"] == 2)
            harness.doubles.state.withLock {
                $0.nextError = JunctionError(.runUnderWay, "pruning is under way already")
            }
            let busy = try await api.send(.post, "\(Self.path)/retention/run")
            #expect(busy.status == 409)
            #expect(busy.headers[.retryAfter] == "1")
        }
    }

    @Test func `Holds are placed, listed, shown and released with a reason`() async throws {
        try await APIHarness().route { api async throws in
            let made = try await api.send(.post, "\(Self.path)/holds", #"{"reason":"Inquiry 17","key":"4711"}"#)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(Self.path)/holds/h-1")
            #expect(try await api.send(.post, "\(Self.path)/holds", #"{"key":"4711"}"#).status == 422)
            #expect(try await api.get("\(Self.path)/holds").json["items"]?.array?.count == 1)
            #expect(try await api.get("\(Self.path)/holds/none").status == 404)
            #expect(try await api.send(.post, "\(Self.path)/holds/h-1/release", "{}").status == 422)
            let released = try await api.send(.post, "\(Self.path)/holds/h-1/release", #"{"reason":"closed"}"#)
            #expect(released.json["id"] == "h-1")
        }
    }
}
