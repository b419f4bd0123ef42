import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct IntegrationsRoutesTests {
    static let path = "/api/integration/integrations"
    static let admissions =
        #"{"id":"admissions","externalSystemId":"care-record","name":"Admissions","syncSchedule":{"trigger":"schedule","cron":"0 2 * * *"}}"#

    @Test func `An integration is created, listed and shown`() async throws {
        try await APIHarness().route { api async throws in
            let made = try await api.send(.post, Self.path, Self.admissions)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(Self.path)/admissions")
            #expect(made.json["syncSchedule"]?["cron"] == "0 2 * * *")
            #expect(try await api.get("\(Self.path)/admissions").json == made.json)
            #expect(try await api.get(Self.path).json["items"]?.array?.count == 1)
        }
    }

    @Test func `A sync takes what it is told, or nothing`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            _ = try await api.send(.post, Self.path, Self.admissions)
            let bare = try await api.send(.post, "\(Self.path)/admissions/sync", key: .write)
            #expect(bare.status == 202)
            #expect(bare.json["status"] == "running")
            let told = try await api.send(
                .post, "\(Self.path)/admissions/sync",
                #"{"since":"2026-10-01T09:30:00+01:00","dryRun":true,"parameters":{"home":7}}"#, key: .write)
            #expect(told.status == 202)
        }
        let syncs = harness.doubles.state.withLock { $0.syncs }
        #expect(syncs.first == SyncConfiguration())
        #expect(syncs.last?.since == Instant(rfc3339: "2026-10-01T08:30:00Z"))
        #expect(syncs.last?.parameters == ["home": 7])
    }

    @Test func `Logs are filtered and paged`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            _ = try await api.send(.post, Self.path, Self.admissions)
            var ids: [String] = []
            var path = "\(Self.path)/admissions/logs?level=warning&limit=2&since=2026-01-01T00:00:00Z"
            for _ in 0..<3 {
                let page = try await api.get(path)
                #expect(page.status == 200)
                ids += (page.json["items"]?.array ?? []).compactMap { $0["id"]?.string }
                guard let next = page.json["nextCursor"]?.string else { break }
                path = "\(Self.path)/admissions/logs?level=warning&limit=2&since=2026-01-01T00:00:00Z&cursor=\(next)"
            }
            #expect(ids == (1...5).map { "log-\($0)" })
        }
        let filter = harness.doubles.state.withLock { $0.logFilters.first }
        #expect(filter == LogFilter(levelLeast: .warning, since: Instant(rfc3339: "2026-01-01T00:00:00Z")))
    }

    @Test func `A message is taken in as it came`() async throws {
        let harness = try await APIHarness()
        let message: [UInt8] = Array("MSH|^~\\&|HIS\rPID|1".utf8) + [0xFF, 0x00]
        try await harness.route { api async throws in
            let answer = try await api.send(
                .post, "\(Self.path)/admissions/messages", bytes: message, key: .write,
                type: "application/HL7-v2; charset=ISO-8859-1")
            #expect(answer.status == 202)
            #expect(answer.headers[.location] == "/api/integration/messages/m-1")
            #expect(answer.json["duplicate"] == false)
        }
        let received = try #require(harness.doubles.state.withLock { $0.messages.first })
        #expect(received.bytes == message)
        #expect(received.contentType == "application/hl7-v2")
        #expect(received.charset == "iso-8859-1")
        #expect(received.integrationID == "admissions")
        #expect(received.caller.name == "write")
    }

    @Test func `An empty message is refused`() async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, "\(Self.path)/admissions/messages", type: nil)
            #expect(answer.status == 400)
        }
    }
}
