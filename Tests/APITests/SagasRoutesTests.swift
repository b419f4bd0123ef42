import API
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct SagasRoutesTests {
    private static let path = "/api/integration/sagas"

    @Test func `Sagas and their instances are listed and shown`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.get(Self.path).json["items"]?.array?.count == 1)
            #expect(try await api.get("\(Self.path)/order").json["instances"]?["running"] == 1)
            #expect(try await api.get("\(Self.path)/none").status == 404)
            let page = try await api.get("\(Self.path)/order/instances?status=failed&limit=2").json
            #expect(page["items"]?.array?.map { $0["status"]?.string } == ["failed", "failed"])
            let cursor = try #require(page["nextCursor"]?.string)
            let rest = try await api.get("\(Self.path)/order/instances?status=failed&limit=2&cursor=\(cursor)").json
            #expect(rest["items"]?.array?.map { $0["key"]?.string } == ["c"])
            #expect(try await api.get("\(Self.path)/order/instances?status=odd").status == 422)
            let instance = try await api.get("\(Self.path)/order/instances/a").json
            #expect(instance["state"]?["total"] == 5)
            #expect(instance["history"]?[0]?["what"] == "began")
            #expect(try await api.get("\(Self.path)/order/instances/b").status == 404)
        }
    }

    @Test func `An instance is corrected by hand`() async throws {
        try await APIHarness().route { api async throws in
            let path = "\(Self.path)/order/instances/a"
            #expect(try await api.send(.post, "\(path)/retry", key: .write).status == 409)
            #expect(try await api.send(.post, "\(path)/skip", "{}", key: .write).status == 422, "a reason is asked for")
            for (word, status) in [("skip", "compensating"), ("compensate", "compensating"), ("cancel", "cancelled")] {
                let answer = try await api.send(.post, "\(path)/\(word)", #"{"reason":"r"}"#, key: .write)
                #expect(answer.json["status"] == .string(status))
            }
            let change = #"{"state":{"total":6},"expectedVersion":3,"reason":"typo"}"#
            #expect(try await api.send(.post, "\(path)/set-state", change, key: .write).status == 403)
            let changed = try await api.send(.post, "\(path)/set-state", change)
            #expect(changed.json["version"] == 4)
            #expect(changed.json["state"]?["total"] == 6)
        }
    }
}
