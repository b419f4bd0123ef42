import Foundation
import NIOPosix
import Sandbox
import TestKit
import Testing
import Values

@testable import App

/// Subscriptions of a whole server, with a receiver behind a real socket.
struct SubscriptionServiceTests {
    private static let path = "/api/integration/events"

    /// A server, its API, and a receiver of webhooks at `hook`.
    private struct Bench {
        let running: RunningServer
        let client: JunctionClient
        let receiver: SandboxServer
        let hook: String

        func post(_ path: String, _ body: String, contentType: String = "application/json") async throws -> Value {
            try await client.post(
                SubscriptionServiceTests.path + path, body: Array(body.utf8), contentType: contentType)
        }

        func get(_ path: String) async throws -> Value { try await client.get(SubscriptionServiceTests.path + path) }

        func publish(_ id: String, type: String = "resident.moved", key: String = "p-1") async throws {
            _ = try await post(
                "/publish", #"{"id":"\#(id)","type":"\#(type)","source":"ward","payload":{"room":12},"key":"\#(key)"}"#)
        }

        func subscribe(_ id: String, _ more: String = "", target: String = "") async throws -> Value {
            try await post(
                "/subscribe",
                #"{"id":"\#(id)","filters":[{"prefix":{"type":"resident."}}]\#(more),"target":{"type":"webhook","url":"\#(hook)","allowedNetworks":["127.0.0.0/8"]\#(target)}}"#
            )
        }

        /// What the receiver has got, once there are so many.
        func received(_ count: Int) async throws -> [SandboxReceived] {
            #expect(await eventually { receiver.receivedCount("shop") >= count })
            return receiver.received("shop")
        }
    }

    private func withBench(_ body: (Bench) async throws -> Void) async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let receiver = SandboxServer(
                systems: [SandboxSystem(id: "shop", operations: [SandboxOperation(method: "POST", path: "/hooks")])],
                time: .system, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
            let port = try await receiver.start()
            let bench = Bench(
                running: running, client: running.client(key: running.report.adminKey), receiver: receiver,
                hook: "http://127.0.0.1:\(port)/shop/hooks")
            let result: Result<Void, any Error>
            do { result = .success(try await body(bench)) } catch { result = .failure(error) }
            try await running.stop()
            await receiver.stop()
            try result.get()
        }
    }

    private static func header(_ name: String, _ received: SandboxReceived) -> String {
        received.headers.first { $0.name.lowercased() == name }?.value ?? ""
    }

    @Test func aWebhookGetsWhatItAskedForSignedByItsSecret() async throws {
        try await withBench { bench in
            let made = try await bench.subscribe("shop-1", target: #","headers":{"X-Tenant":"7"}"#)
            let secret = try #require(made["secret"]?.string)
            #expect(made["subscription"]?["status"] == "active")
            #expect(made["subscription"]?["target"]?["secrets"] == nil)
            try await bench.publish("m-1")
            try await bench.publish("m-2", type: "staff.joined")
            try await bench.publish("m.3")
            let received = try await bench.received(2)
            #expect(received.count == 2)
            #expect(Self.header("webhook-id", received[0]) == "m-1")
            #expect(Self.header("webhook-id", received[1]).hasPrefix("evt_"))
            #expect(Self.header("x-tenant", received[0]) == "7")
            #expect(String(decoding: received[0].body, as: UTF8.self).contains(#""payload":{"room":12}"#))
            if OutsideProgram.find("mllp_send") != nil { try Self.verify(received, secret) }
            #expect(
                try await eventually { try await bench.get("/subscriptions/shop-1")["lag"] == 0 })
            let shown = try await bench.get("/subscriptions/shop-1")
            #expect(shown["lastDeliveredAt"]?.string != nil)
            #expect(shown["deadLetters"] == 0)
        }
    }

    /// By another's library.
    private static func verify(_ received: [SandboxReceived], _ secret: String) throws {
        for one in received {
            let file = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(one.body).write(to: file)
            let script = OutsideProgram.root + "/scripts/test-servers/webhook_verify.py"
            let answer = try OutsideProgram.run(
                "python",
                [
                    script, secret, header("webhook-id", one), header("webhook-timestamp", one),
                    header("webhook-signature", one), file.path,
                ])
            #expect(answer == "ok\n")
        }
    }

    @Test func aNewSecretSignsBesideTheOldOne() async throws {
        try await withBench { bench in
            let first = try #require(try await bench.subscribe("shop-1")["secret"]?.string)
            let second = try #require(try await bench.post("/subscriptions/shop-1/secret", "{}")["secret"]?.string)
            #expect(first != second)
            try await bench.publish("m-1")
            let received = try await bench.received(1)
            #expect(Self.header("webhook-signature", received[0]).split(separator: " ").count == 2)
            guard OutsideProgram.find("mllp_send") != nil else { return }
            try Self.verify(received, first)
            try Self.verify(received, second)
        }
    }

    @Test func cloudEventsAreSentInBothModes() async throws {
        try await withBench { bench in
            _ = try await bench.subscribe("s", target: #","format":"cloudevent""#)
            _ = try await bench.subscribe("b", target: #","format":"cloudevent-binary""#)
            try await bench.publish("m-1")
            let received = try await bench.received(2)
            let structured = try #require(
                received.first { Self.header("content-type", $0) == "application/cloudevents+json" })
            #expect(String(decoding: structured.body, as: UTF8.self).contains(#""partitionkey":"p-1""#))
            let binary = try #require(received.first { Self.header("ce-id", $0) == "m-1" })
            #expect(Self.header("ce-specversion", binary) == "1.0")
            #expect(String(decoding: binary.body, as: UTF8.self) == #"{"room":12}"#)
        }
    }

    @Test func aReceiverThatFailsIsTriedAgainAndOneThatIsGoneIsPaused() async throws {
        try await withBench { bench in
            _ = try await bench.subscribe("shop-1")
            bench.receiver.play([.status(503, retryAfter: nil)], on: "shop")
            try await bench.publish("m-1")
            #expect(try await bench.received(2).count == 2)
            #expect(try await eventually { try await bench.get("/subscriptions/shop-1")["lag"] == 0 })
            let mended = try await bench.get("/subscriptions/shop-1")
            #expect(mended["lastError"]?.string?.contains("503") == true)
            bench.receiver.play([.status(410, retryAfter: nil)], on: "shop")
            try await bench.publish("m-2")
            #expect(
                try await eventually { try await bench.get("/subscriptions/shop-1")["status"] == "paused" })
            #expect(try await bench.get("/subscriptions/shop-1")["pauseReason"]?.string?.contains("410") == true)
        }
    }

    @Test func thePastComesFirstWhenAskedFor() async throws {
        try await withBench { bench in
            for number in 1...5 { try await bench.publish("m-\(number)") }
            _ = try await bench.subscribe("shop-1", #","start":"beginning""#)
            try await bench.publish("m-6")
            let received = try await bench.received(6)
            #expect(received.map { Self.header("webhook-id", $0) } == (1...6).map { "m-\($0)" })
            let tested = try await bench.post("/subscriptions/shop-1/test", "")
            let last = try #require(try await bench.received(7).last)
            #expect(Self.header("webhook-id", last) == tested["id"]?.string)
            #expect(Self.header("junction-test", last) == "true" && Self.header("junction-test", received[0]) == "")
            #expect(
                try await eventually {
                    try await bench.get("/subscriptions/shop-1")["pathProven"]?["result"] == "proven"
                })
            let shown = try await bench.get("/subscriptions/shop-1")
            #expect(shown["pathProven"]?["message"] == "The test event was delivered: HTTP 200.")
            #expect(shown["standingTest"] == true)
            let changed = try await bench.post("/subscriptions/shop-1/standing-test", #"{"enabled":false}"#)
            #expect(changed["standingTest"] == false)
        }
    }

    @Test func jsonataFiltersSeeThePayload() async throws {
        try await withBench { bench in
            _ = try await bench.post(
                "/subscribe",
                #"{"id":"q","filters":[{"jsonata":"payload.room > 10 and source = 'ward'"}],"target":{"type":"queue"}}"#
            )
            try await bench.publish("m-1")
            _ = try await bench.post("/publish", #"{"type":"t","source":"ward","payload":{"room":3}}"#)
            let leased = try await bench.post("/subscriptions/q/lease", #"{"most":5,"waitSeconds":20}"#)
            #expect(leased["messages"]?.array?.compactMap { $0["event"]?["id"]?.string } == ["m-1"])
        }
    }

    @Test func consumersShareAQueue() async throws {
        try await withBench { bench in
            _ = try await bench.post(
                "/subscribe",
                #"{"id":"q","target":{"type":"queue","deliveriesMost":1},"ordering":"none","filters":[{"prefix":{"type":"resident."}}]}"#
            )
            for number in 1...3 { try await bench.publish("m-\(number)") }
            var receipts: [String] = []
            #expect(
                try await eventually {
                    let leased = try await bench.post("/subscriptions/q/lease", #"{"most":2,"leaseSeconds":600}"#)
                    receipts += leased["messages"]?.array?.compactMap { $0["receipt"]?.string } ?? []
                    return receipts.count == 3
                })
            #expect(Set(receipts).count == 3)
            func settle(_ verb: String, _ receipt: String, _ more: String = "") async throws -> Bool? {
                try await bench.post("/subscriptions/q/\(verb)", #"{"receipts":["\#(receipt)"]\#(more)}"#)["results"]?[
                    0]?["settled"]?.bool
            }
            #expect(try await settle("ack", receipts[0]) == true)
            #expect(try await settle("ack", receipts[0]) == false)
            #expect(try await settle("extend", receipts[1], #","leaseSeconds":900"#) == true)
            #expect(try await settle("deadletter", receipts[1], #","reason":"unreadable""#) == true)
            // Its only delivery: given back, it is a dead letter.
            #expect(try await settle("nack", receipts[2]) == true)
            #expect(
                try await eventually { try await bench.get("/subscriptions/q")["deadLetters"] == 2 })
            #expect(try await bench.get("/subscriptions/q")["lag"] == 0)
        }
    }

    @Test func anIntegrationPointTakesEventsIn() async throws {
        try await withBench { bench in
            _ = try await bench.post(
                "/subscribe",
                #"{"id":"f","filters":[{"exact":{"type":"admission"}}],"target":{"type":"flow","integrationId":"resident-admissions"}}"#
            )
            let message = try RunningServer.sample("samples/admissions/a01.hl7")
            let headers = [
                ("ce-specversion", "1.0"), ("ce-id", "adt-1"), ("ce-source", "hospital"), ("ce-type", "admission"),
            ]
            _ = try await bench.client.post(
                Self.path + "/publish", body: message, contentType: "x-application/hl7-v2+er7", headers: headers)
            #expect(await eventually { bench.running.server.standIns?.received("care-record").count == 1 })
            // The receiver has it before its delivery is noted.
            #expect(
                try await eventually {
                    let lineage = try await bench.client.get("/api/integration/messages/adt-1")
                    return lineage["steps"]?.array?.contains { $0["stage"] == "delivered" } == true
                })
        }
    }

    @Test func subscriptionsOutliveARestartAndEndWhenRemoved() async throws {
        try await withFolder { data in
            let before = try await RunningServer.start(data: data)
            let key = before.report.adminKey
            _ = try await before.client(key: key).post(
                Self.path + "/subscribe",
                body: Array(#"{"id":"q","target":{"type":"queue"},"filters":[{"exact":{"type":"a"}}]}"#.utf8))
            try await before.stop()
            let after = try await RunningServer.start(data: data)
            let client = after.client(key: key)
            _ = try await client.post(
                Self.path + "/publish", body: Array(#"{"id":"m-1","type":"a","source":"s","payload":1}"#.utf8))
            #expect(try await client.get(Self.path + "/subscriptions/q")["lag"] == 1)
            let gone = try await client.send("DELETE", Self.path + "/subscriptions/q", body: nil, contentType: nil)
            #expect(gone.status == 204)
            #expect(try await client.get(Self.path + "/subscriptions")["items"] == [])
            let steps = try await client.get("/api/integration/messages/m-1")["steps"]?.array
            #expect(steps?.last?["stage"] == "discarded")
            try await after.stop()
        }
    }

    /// Accepted, since a name may come later than who uses it; but told at once, and with every attempt.
    @Test func aReceiverWithoutAnAddressIsToldWhenItIsSubscribed() async throws {
        try await withBench { bench in
            #expect(try await bench.subscribe("known")["warning"] == nil)
            let made = try await bench.post(
                "/subscribe",
                #"{"id":"s","filters":[{"prefix":{"type":"resident."}}],"target":{"type":"webhook","url":"https://no-such-name.invalid/hook?a=b"}}"#
            )
            let warning = made["warning"]?.string ?? ""
            #expect(warning.contains("no-such-name.invalid") && warning.contains("Events wait"), "\(warning)")
            try await bench.publish("m-1")
            #expect(
                try await eventually {
                    try await bench.get("/subscriptions/s")["lastError"]?.string?.contains("no-such-name.invalid")
                        == true
                })
            #expect(try await bench.get("/subscriptions/s")["lag"] == 1)
            // A name that leads where nothing may be called is refused at once.
            let refused = await #expect(throws: ServerProblem.self) {
                _ = try await bench.post(
                    "/subscribe", #"{"target":{"type":"webhook","url":"http://localhost:1/hook"}}"#)
            }
            #expect(refused?.status == 422)
            #expect(refused?.document["places"]?[0]?["pointer"] == "/target/url")
        }
    }

    @Test func resumedByHandItIsTriedAtOnce() async throws {
        try await withBench { bench in
            _ = try await bench.subscribe("shop-1")
            bench.receiver.play([.status(503, retryAfter: "600")], on: "shop")
            try await bench.publish("m-1")
            _ = try await bench.received(1)
            #expect(
                try await eventually { try await bench.get("/subscriptions/shop-1")["lastError"]?.string != nil })
            #expect(try await bench.get("/subscriptions/shop-1")["nextAttemptAt"]?.string != nil)
            _ = try await bench.post("/subscriptions/shop-1/resume", "")
            #expect(try await bench.received(2).count == 2)
        }
    }

    @Test func whatCannotBeUsedIsRefusedWithItsPlace() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            for (body, pointer) in [
                (#"{"target":{"type":"webhook"}}"#, "/target/url"),
                (#"{"target":{"type":"webhook","url":"http://127.0.0.1:1/x"}}"#, "/target/url"),
                (#"{"target":{"type":"webhook","url":"ftp://x.example"}}"#, "/target"),
                (#"{"target":{"type":"rabbitmq"}}"#, "/target"),
                (#"{"target":{"type":"flow"}}"#, "/target/integrationId"),
                (#"{"target":{"type":"flow","integrationId":"none"}}"#, "/target/integrationId"),
                (#"{"target":{"type":"queue"},"filters":[{"sql":"1 +"}]}"#, "/filters/0/sql"),
                (#"{"target":{"type":"queue"},"filters":[{"all":[{"sql":"LEN(type) > 3"}]}]}"#, "/filters/0/all/0/sql"),
                (#"{"target":{"type":"queue"},"filters":[{"exacct":{"type":"a"}}]}"#, "/filters/0/exacct"),
                (#"{"target":{"type":"queue"},"filters":[{"jsonata":"payload.a ="}]}"#, "/filters/0/jsonata"),
                (#"{"target":{"type":"queue","url":"https://shop.example.org/hook"}}"#, "/target/url"),
                (#"{"target":{"type":"queue"},"start":"sequence"}"#, "/fromSequence"),
            ] {
                let refused = await #expect(throws: ServerProblem.self) {
                    try await client.post(Self.path + "/subscribe", body: Array(body.utf8))
                }
                #expect(refused?.status == 422, "\(body)")
                #expect(refused?.document["places"]?[0]?["pointer"] == .string(pointer), "\(body)")
            }
            #expect(try await client.get(Self.path + "/subscriptions")["items"] == [])
            try await running.stop()
        }
    }
}
