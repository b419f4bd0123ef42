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
            for (word, status) in [("skip", "running"), ("compensate", "compensating"), ("cancel", "cancelled")] {
                let answer = try await api.send(.post, "\(path)/\(word)", #"{"reason":"r"}"#, key: .write)
                #expect(answer.json["status"] == .string(status))
            }
            let skip = #"{"reason":"r","step":"stock","expectedVersion":7}"#
            let skipped = try await api.send(.post, "\(path)/skip", skip, key: .write)
            #expect(skipped.json["step"] == "stock")
            #expect(skipped.json["version"] == 8)
            let change = #"{"state":{"total":6},"expectedVersion":3,"reason":"typo"}"#
            #expect(try await api.send(.post, "\(path)/set-state", change, key: .write).status == 403)
            let changed = try await api.send(.post, "\(path)/set-state", change)
            #expect(changed.json["version"] == 4)
            #expect(changed.json["state"]?["total"] == 6)
        }
    }

    @Test func `A saga is changed and the workspace is read again`() async throws {
        try await APIHarness().route { api async throws in
            let path = "\(Self.path)/order"
            let change = #"{"definition":{"id":"order"},"expectedVersion":2,"reason":"r"}"#
            #expect(try await api.send(.put, path, change, key: .write).status == 403)
            #expect(try await api.send(.put, path, #"{"definition":{}}"#).status == 422)
            #expect(try await api.send(.put, path, change).json["version"] == 3)
            let stale = change.replacing(":2,", with: ":1,")
            #expect(try await api.send(.put, path, stale).status == 409)
            #expect(try await api.send(.put, "\(Self.path)/none", change).status == 404)
            #expect(try await api.send(.post, "\(Self.path)/reload", key: .write).status == 403)
            let reloaded = try await api.send(.post, "\(Self.path)/reload").json
            #expect(reloaded["changed"]?[0]?["id"] == "order")
            #expect(reloaded["removed"] == ["gone"])
            #expect(reloaded["pointsGone"] == ["left"] && reloaded["pointsNew"] == ["found"])
        }
    }
}
