import Formats
import TestKit
import Testing
import Values

@testable import App

/// What a preview of a replay says of each event, over a whole server.
@Suite struct ReplayDifferenceTests {
    private static let root = "/api/integration"

    private struct Bench {
        let client: JunctionClient

        func send(_ method: String, _ path: String, _ body: Value) async throws -> Value {
            let answer = try await client.send(
                method, root + path, body: JSONFormat().encode(body), contentType: "application/json")
            #expect((200...299).contains(answer.status), "\(path): \(String(decoding: answer.bytes, as: UTF8.self))")
            return try JSONFormat().decode(answer.bytes)
        }

        func map(by expression: String, title: String = "Orders", _ method: String = "PUT") async throws {
            let definition: Value = [
                "source": "json", "target": "json", "title": .string(title), "expression": .string(expression),
            ]
            let body: Value = method == "PUT" ? ["definition": definition] : ["id": "order", "definition": definition]
            _ = try await send(method, method == "PUT" ? "/mappings/order" : "/mappings", body)
        }

        /// A point that maps orders, and a subscription that gives it the events of the type `order`.
        func prepare() async throws {
            try await map(by: "{'n': number}", "POST")
            _ = try await send(
                "POST", "/integrations",
                [
                    "id": "orders", "name": "Orders", "externalSystemId": "family-portal",
                    "configuration": [
                        "communication": [
                            "in": ["protocol": "event", "format": "json"],
                            "out": ["protocol": "HTTPS", "format": "json"],
                        ],
                        "technicalSolution": [
                            "steps": [["map": "order"]],
                            "deliver": [["system": "family-portal", "operation": "notify"]],
                        ],
                    ],
                ])
            _ = try await send(
                "POST", "/events/subscribe",
                [
                    "id": "s", "filters": [["exact": ["type": "order"]]],
                    "target": ["type": "flow", "integrationId": "orders"],
                ])
        }

        func publish(_ id: String, _ number: Int64) async throws {
            _ = try await send(
                "POST", "/events/publish",
                ["id": .string(id), "type": "order", "source": "shop", "payload": ["number": .integer(number)]])
        }

        func preview(_ more: Object = [:]) async throws -> Value {
            var body: Object = ["subscriptionId": "s", "select": ["type": "order"]]
            for member in more { body[member.key] = member.value }
            return try await send("POST", "/events/replays/preview", .object(body))
        }

        /// Of the only event, once it has been delivered.
        func difference() async throws -> Value {
            var found = Value.null
            _ = try await eventually {
                found = try await preview()["differences"]?[0] ?? .null
                return found["result"] != "notSent"
            }
            return found
        }
    }

    @Test func aChangedMappingShowsWhatItChanges() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let key = try #require(first.report.adminKey)
            var bench = Bench(client: first.client(key: key))
            try await bench.prepare()
            try await bench.publish("m-1", 7)
            let same = try await bench.difference()
            #expect(same["result"] == "same" && same["eventId"] == "m-1" && same["sentAt"]?.string != nil)
            let request = same["requests"]?[0]
            #expect(request?["destination"] == "orders:family-portal.notify")
            #expect(request?["definitionThen"] == request?["definitionNow"] && request?["changes"] == nil)

            try await bench.map(by: "{'n': number + 1, 'x': 'new'}")
            let changed = try await bench.difference()
            #expect(changed["result"] == "changed")
            #expect(
                changed["requests"]?[0]?["changes"] == [
                    ["path": "$.body.n", "before": 7, "after": 8], ["path": "$.body.x", "after": "new"],
                ])
            #expect(changed["requests"]?[0]?["definitionThen"] == request?["definitionNow"])

            // Another text that makes the same.
            try await bench.map(by: "{'n': number}", title: "Orders, once more")
            let again = try await bench.difference()
            #expect(again["result"] == "same")
            #expect(again["requests"]?[0]?["message"]?.string?.contains("make the same") == true)
            #expect(again["requests"]?[0]?["definitionThen"] != again["requests"]?[0]?["definitionNow"])

            // A mapping that refuses it.
            try await bench.map(by: "$error('no')")
            let refused = try await bench.difference()["requests"]?[0]?["changes"]
            #expect(refused?.array?.contains { $0["path"] == "$.refused" && $0["before"] == nil } == true)
            try await first.stop()

            let second = try await RunningServer.start(data: data)
            bench = Bench(client: second.client(key: key))
            try await bench.map(by: "{'n': number * 2}")
            #expect(
                try await bench.difference()["requests"]?[0]?["changes"] == [
                    ["path": "$.body.n", "before": 7, "after": 14]
                ])
            try await second.stop()
        }
    }

    @Test func whatIsNoLongerKeptIsNeverCalledTheSame() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let bench = Bench(client: running.client(key: running.report.adminKey))
            try await bench.prepare()
            try await bench.publish("m-1", 7)
            #expect(try await bench.difference()["result"] == "same")
            for number in 0...DefinitionArchive.versionsMost {
                try await bench.map(by: "{'n': number}", title: "Version \(number)")
            }
            let gone = try await bench.difference()
            #expect(gone["result"] == "notKnown")
            #expect(gone["requests"]?[0]?["message"] == "The texts by which it was made are not kept any more.")
            try await running.stop()
        }
    }

    @Test func eventsAreLookedAtPageByPage() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let bench = Bench(client: running.client(key: running.report.adminKey))
            // Before there is a subscription.
            for number in 1...5 { try await bench.publish("m-\(number)", Int64(number)) }
            try await bench.prepare()
            var cursor: Value?
            var pages: [[String]] = []
            repeat {
                var more: Object = ["limit": 2]
                more["cursor"] = cursor
                let page = try await bench.preview(more)
                let ids = page["first"]?.array?.compactMap { $0["id"]?.string } ?? []
                #expect(page["count"] == .integer(Int64(5 - pages.joined().count)) && page["isExact"] == true)
                #expect(page["differences"]?.array?.compactMap { $0["eventId"]?.string } == ids)
                #expect(page["differences"]?.array?.allSatisfy { $0["result"] == "notSent" } == true)
                pages.append(ids)
                cursor = page["nextCursor"]
            } while cursor != nil && pages.count < 5
            #expect(pages == [["m-1", "m-2"], ["m-3", "m-4"], ["m-5"]])
            try await running.stop()
        }
    }

    /// A queue is given what is kept.
    @Test func whatCannotHaveChangedIsTheSame() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let bench = Bench(client: running.client(key: running.report.adminKey))
            _ = try await bench.send("POST", "/events/subscribe", ["id": "s", "target": ["type": "queue"]])
            try await bench.publish("m-1", 7)
            #expect(try await bench.preview()["differences"]?[0]?["result"] == "notSent")
            let leased = try await bench.send(
                "POST", "/events/subscriptions/s/lease", ["most": 10, "waitSeconds": 10])
            let receipts = leased["messages"]?.array?.compactMap { $0["receipt"] } ?? []
            _ = try await bench.send("POST", "/events/subscriptions/s/ack", ["receipts": .array(receipts)])
            let same = try await bench.difference()
            #expect(same["result"] == "same" && same["message"]?.string?.contains("as they are kept") == true)
            try await running.stop()
        }
    }
}
