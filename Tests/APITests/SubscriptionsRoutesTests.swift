import API
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct SubscriptionsRoutesTests {
    private static let path = "/api/integration/events/subscriptions"

    @Test func `A subscription is made with a secret and found where it says`() async throws {
        try await APIHarness().route { api async throws in
            let body =
                #"{"id":"shop","filters":[{"exact":{"type":"a"}}],"target":{"type":"webhook","url":"https://x.example"}}"#
            let made = try await api.send(.post, "/api/integration/events/subscribe", body)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(Self.path)/shop")
            #expect(made.json["secret"] == "whsec_x")
            #expect(try await api.get("\(Self.path)/shop").json["status"] == "active")
            #expect(try await api.get("\(Self.path)/none").status == 404)
            #expect(try await api.get(Self.path).json["items"]?.array?.count == 2)
            #expect(try await api.send(.post, "/api/integration/events/subscribe", body, key: .write).status == 403)
            let odd = body.replacing("\"shop\"", with: "\"shop/é\"")
            let refused = try await api.send(.post, "/api/integration/events/subscribe", odd)
            #expect(refused.status == 422 && refused.places.first?["pointer"] == "/id", "it could never be reached")
        }
    }

    @Test func `It is paused with a reason, resumed, given a new secret, tested and removed`() async throws {
        try await APIHarness().route { api async throws in
            let paused = try await api.send(.post, "\(Self.path)/a/pause", #"{"reason":"mending"}"#, key: .write)
            #expect(paused.json["pauseReason"] == "mending")
            #expect(try await api.send(.post, "\(Self.path)/a/pause", "{}", key: .write).status == 422)
            #expect(try await api.send(.post, "\(Self.path)/a/resume", key: .write).json["status"] == "active")
            #expect(try await api.send(.post, "\(Self.path)/a/secret", key: .write).status == 403)
            #expect(
                try await api.send(.post, "\(Self.path)/a/secret", #"{"overlapHours":1}"#).json["secret"] == "whsec_y")
            #expect(try await api.send(.post, "\(Self.path)/a/test", key: .write).status == 202)
            let standing = try await api.send(
                .post, "\(Self.path)/a/standing-test", #"{"enabled":false}"#, key: .write)
            #expect(standing.status == 200)
            #expect(try await api.send(.delete, "\(Self.path)/a").status == 204)
        }
    }

    @Test func `Messages are leased and settled one by one`() async throws {
        try await APIHarness().route { api async throws in
            let leased = try await api.send(
                .post, "\(Self.path)/q/lease", #"{"most":2,"leaseSeconds":30}"#, key: .write)
            #expect(leased.json["messages"]?.array?.count == 2)
            #expect(
                try await api.send(.post, "\(Self.path)/q/lease", key: .write).json["messages"]?[0]?["receipt"] == "0.1"
            )
            for verdict in LeaseVerdict.allCases {
                let settled = try await api.send(
                    .post, "\(Self.path)/q/\(verdict.rawValue)", #"{"receipts":["0.1","old"]}"#, key: .write)
                #expect(settled.json["results"]?[0]?["settled"] == true)
                #expect(settled.json["results"]?[1]?["problem"] == .string(verdict.rawValue))
            }
            #expect(try await api.send(.post, "\(Self.path)/q/lease", #"{"most":0}"#, key: .write).status == 422)
            #expect(try await api.send(.post, "\(Self.path)/q/lease", key: .read).status == 403)
        }
    }
}
