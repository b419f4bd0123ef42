import Formats
import Foundation
import Testing
import Values

@testable import App

/// What callers hold in their hands stays good over a restart.
@Suite struct RestartTests {
    private static let path = "/api/integration/systems"

    private static func body(_ id: String, name: String = "A") -> [UInt8] {
        Array(
            #"{"id":"\#(id)","name":"\#(name)","type":"bank","endpoint":"https://a.example.org","configuration":{"operations":{}}}"#
                .utf8)
    }

    @Test func aRepeatedRegistrationGetsTheFirstAnswer() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let key = try #require(first.report.adminKey)
            let header = [("idempotency-key", "k1")]
            let made = try await first.client(key: key).post(Self.path, body: Self.body("ledger"), headers: header)
            try await first.stop()
            let second = try await RunningServer.start(data: data)
            let client = second.client(key: key)
            #expect(try await client.post(Self.path, body: Self.body("ledger"), headers: header) == made)
            let conflict = await #expect(throws: ServerProblem.self) {
                _ = try await client.post(Self.path, body: Self.body("other"), headers: header)
            }
            #expect(conflict?.status == 422)
            // The very same without a key is no other system.
            #expect(try await client.post(Self.path, body: Self.body("ledger")) == made)
            let again = await #expect(throws: ServerProblem.self) {
                _ = try await client.post(Self.path, body: Self.body("ledger", name: "B"))
            }
            #expect(again?.status == 409)
            #expect(again?.document["detail"] == "there is the system 'ledger' already, which differs from this one")
            try await second.stop()
        }
    }

    @Test func aListCanBeReadOn() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let key = try #require(first.report.adminKey)
            let page = try await first.client(key: key).get(Self.path, query: [("limit", "1")])
            let cursor = try #require(page["nextCursor"]?.string)
            try await first.stop()
            let second = try await RunningServer.start(data: data)
            let rest = try await second.client(key: key).get(Self.path, query: [("cursor", cursor)])
            #expect(page["items"]?[0]?["id"] == "call-bells")
            #expect(
                rest["items"]?.array?.compactMap { $0["id"]?.string } == [
                    "care-record", "family-portal", "pharmacy", "rostering",
                ])
            try await second.stop()
        }
    }
}
