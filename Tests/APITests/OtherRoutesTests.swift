import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct EventsRoutesTests {
    private static let path = "/api/integration/events"

    @Test func `One event is answered with one result, an array with as many`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let one = try await api.send(
                .post, "\(Self.path)/publish",
                #"{"type":"resident.admitted","source":"hospital","payload":{"amount":1.10,"big":123456789012345678901},"metadata":{"ward":"3"}}"#,
                key: .write)
            #expect(one.status == 202)
            #expect(one.json["sequence"] == 1)
            let many = try await api.send(
                .post, "\(Self.path)/publish",
                #"[{"type":"a","source":"s","payload":null},{"id":"x","type":"b","source":"s","payload":[1]}]"#)
            #expect(many.json["results"]?.array?.count == 2)
            #expect(many.json["results"]?[1]?["id"] == "x")
            let history = try await api.get("\(Self.path)/history?type=a&status=published")
            #expect(history.json["items"]?[0]?["payload"]?["amount"] == .decimal(ExactDecimal(checked: "1.10")))
            #expect(history.text.contains("1.10"))
            #expect(history.text.contains("123456789012345678901"))
        }
        let filter = harness.doubles.state.withLock { $0.eventFilters.first }
        #expect(filter == EventFilter(type: "a", status: .published))
    }

    @Test func `Back pressure is 429 with the time to wait`() async throws {
        let harness = try await APIHarness()
        harness.doubles.state.withLock {
            $0.nextError = JunctionError(.appendQueueFull, "Full.", cause: RetryHint(after: .seconds(7)))
        }
        try await harness.route { api async throws in
            let answer = try await api.send(
                .post, "\(Self.path)/publish", #"{"type":"a","source":"s","payload":1}"#, key: .write)
            #expect(answer.status == 429)
            #expect(answer.headers[.retryAfter] == "7")
            #expect(answer.json["retryAfterSeconds"] == 7)
        }
    }

    @Test func `Every bad event of an array is named`() async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(
                .post, "\(Self.path)/publish",
                #"[{"type":"a","source":"s","payload":1},{"type":7,"source":"s","payload":1},{"tipe":"a","source":"s","payload":1}]"#
            )
            #expect(answer.status == 422)
            #expect(answer.places.compactMap { $0["pointer"]?.string } == ["/1/type", "/2/tipe", "/2/type"])
            #expect(answer.places[1]["message"]?.string?.contains("'type'") == true)
        }
    }
}

@Suite struct OperationsRoutesTests {
    @Test func `Lineage is found by id and by reference`() async throws {
        try await APIHarness().route { api async throws in
            _ = try await api.send(.post, "/api/integration/integrations/adt/messages", "MSH|", type: "text/plain")
            let one = try await api.get("/api/integration/messages/m-1")
            #expect(one.json["steps"]?[0]?["stage"] == "received")
            let found = try await api.get("/api/integration/messages?reference=MSG00001")
            #expect(found.json["items"]?.array == [one.json])
            #expect(try await api.get("/api/integration/messages?reference=other").json["items"] == [])
            #expect(try await api.get("/api/integration/messages/none").status == 404)
        }
    }

    @Test func `Dead letters are listed, retried and discarded with a reason`() async throws {
        let harness = try await APIHarness()
        let now = harness.doubles.now
        harness.doubles.state.withLock {
            $0.deadLetters["d-1"] = DeadLetter(
                id: "d-1", messageId: "m-1", destination: "care-record", reason: "Refused.", attempts: 3,
                receivedAt: now, deadSince: now)
        }
        try await harness.route { api async throws in
            let path = "/api/integration/deadletters"
            #expect(try await api.get("\(path)?destination=care-record").json["items"]?[0]?["attempts"] == 3)
            #expect(try await api.get("\(path)?destination=other").json["items"] == [])
            #expect(try await api.send(.post, "\(path)/d-1/retry", key: .write).status == 202)
            #expect(try await api.send(.post, "\(path)/d-2/retry", key: .write).status == 404)
            // Named by others: with what an identifier may not have, and longer.
            let odd = "a%2Fb%20" + String(repeating: "c", count: 300)
            #expect(try await api.send(.post, "\(path)/\(odd)@s/retry", key: .write).status == 404)
            #expect(try await api.send(.post, "\(path)/%00@s/retry", key: .write).status == 400)
            let blank = try await api.send(.post, "\(path)/d-1/discard", #"{"reason":""}"#, key: .write)
            #expect(blank.status == 422)
            let done = try await api.send(.post, "\(path)/d-1/discard", #"{"reason":"Twice"}"#, key: .write)
            #expect(done.json["status"] == "discarded")
        }
        #expect(harness.doubles.state.withLock { $0.discards } == ["d-1": "Twice"])
    }

    @Test func `Health is open to all and says no when it must`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let canary = try await api.get("/canary", key: nil)
            #expect(canary.text == "chirp\n")
            #expect(canary.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(try await api.get("/health/live", key: nil).status == 200)
            #expect(try await api.get("/health/ready", key: nil).status == 200)
            harness.doubles.state.withLock { $0.health = .degraded }
            #expect(try await api.get("/health/ready", key: nil).status == 200)
            harness.doubles.state.withLock { $0.health = .failing }
            let down = try await api.get("/health/ready", key: nil)
            #expect(down.status == 503)
            #expect(down.json["checks"]?[0]?["status"] == "failing")
        }
    }

    @Test func `Status shows backlog and breaker`() async throws {
        try await APIHarness().route { api async throws in
            let status = try await api.get("/api/integration/status")
            #expect(status.json["destinations"]?[0]?["breaker"] == "open")
            #expect(status.json["destinations"]?[0]?["backlog"] == 3)
        }
    }

    @Test func `A key is made, used, listed without its secret, and revoked at once`() async throws {
        try await APIHarness().route { api async throws in
            let path = "/api/integration/keys"
            let made = try await api.send(.post, path, #"{"name":"ward","scope":"read"}"#)
            #expect(made.status == 201)
            let text = try #require(made.json["key"]?.string)
            let id = try #require(made.json["description"]?["id"]?.string)
            let headers: HTTPFields = [.authorization: "Bearer \(text)"]
            #expect(try await api.send(.get, "/api/integration/status", headers: headers).status == 200)
            #expect(try await api.send(.get, path, headers: headers).status == 403)
            let list = try await api.get(path, key: .admin)
            #expect(list.text.contains(id))
            #expect(!list.text.contains(text.suffix(20)))
            let revoked = try await api.send(.delete, "\(path)/\(id)")
            #expect(revoked.status == 204)
            #expect(revoked.text.isEmpty)
            #expect(try await api.send(.get, "/api/integration/status", headers: headers).status == 401)
            #expect(try await api.send(.delete, "\(path)/none").status == 404)
        }
    }
}
