import Sandbox
import Testing
import Values

@testable import App

/// One message's way through a whole server, over real sockets.
struct WholeServerTests {
    @Test func admissionBecomesADeliveredBundle() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let sender = try MessageSender.mllp(host: "127.0.0.1", port: running.mllpPort)
            let outcome = try await sender.send(RunningServer.sample("samples/admissions/a01.hl7"))
            #expect(outcome.answer == "AA")
            try await running.settle()
            let received = running.server.standIns?.received("care-record") ?? []
            #expect(received.count == 1)
            #expect(received.first.map { String(decoding: $0.body, as: UTF8.self).contains("\"Patient\"") } == true)
            try await running.stop()
        }
    }

    @Test func lineageIsFoundByTheSendersOwnIdentifier() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let sender = try MessageSender.mllp(host: "127.0.0.1", port: running.mllpPort)
            let message = try RunningServer.sample("samples/admissions/a01.hl7")
            _ = try await sender.send(message)
            try await running.settle()
            let text = String(decoding: message, as: UTF8.self)
            let fields = text.split(separator: "|", omittingEmptySubsequences: false)
            let client = running.client(key: running.report.adminKey)
            let page = try await client.get("/api/integration/messages", query: [("reference", String(fields[9]))])
            let steps = page["items"]?[0]?["steps"]?.array ?? []
            #expect(steps.compactMap { $0["stage"]?.string } == ["received", "validated", "mapped", "delivered"])
            #expect(steps.allSatisfy { $0["time"]?.string != nil })
            try await running.stop()
        }
    }

    @Test func refusedMessageIsAnsweredAndKeptWithItsReason() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let sender = try MessageSender.mllp(host: "127.0.0.1", port: running.mllpPort)
            let outcome = try await sender.send(
                RunningServer.sample("samples/admissions/a01-without-patient-identifier.hl7"))
            #expect(outcome.answer == "AE")
            let client = running.client(key: running.report.adminKey)
            let logs = try await client.get("/api/integration/integrations/resident-admissions/logs")
            let entry = try #require(logs["items"]?.array?.first)
            #expect(entry["stage"]?.string == "rejected")
            #expect(entry["message"]?.string?.contains("PID-3") == true)
            try await running.stop()
        }
    }

    @Test func whatWasAcknowledgedSurvivesARestart() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let key = try #require(first.report.adminKey)
            // The stand-in is down for good while the first server runs.
            first.server.standIns?.play(Array(repeating: .status(503, retryAfter: nil), count: 100), on: "care-record")
            let sender = try MessageSender.mllp(host: "127.0.0.1", port: first.mllpPort)
            for name in ["a01", "a03", "a08"] {
                let outcome = try await sender.send(RunningServer.sample("samples/admissions/\(name).hl7"))
                #expect(outcome.isAccepted)
            }
            try await first.stop()

            let second = try await RunningServer.start(data: data)
            #expect(second.report.adminKey == nil)
            try await second.settle()
            #expect(second.server.standIns?.receivedCount("care-record") == 3)
            let status = try await second.client(key: key).get("/api/integration/status")
            #expect(status["deadLetters"]?.integer == 0)
            try await second.stop()
        }
    }

    @Test func scheduledPointSaysWhenItRunsNext() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let point = try await client.get("/api/integration/integrations/nightly-rota")
            #expect(point["syncSchedule"]?["trigger"]?.string == "schedule")
            #expect(point["syncSchedule"]?["nextRun"]?.string != nil)
            try await running.stop()
        }
    }

    @Test(arguments: ["care-record", "family-portal", "rostering"])
    func everySystemOfTheExampleCanBeReached(system: String) async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let answer = try await client.post("/api/integration/systems/\(system)/connect", body: Array("{}".utf8))
            #expect(answer["status"]?.string == "connected", "\(answer)")
            try await running.stop()
        }
    }
}

/// The example's own scenarios: what `junction test Examples/care-home` runs.
struct ExampleScenarioTests {
    @Test func everyScenarioOfTheExamplePasses() async throws {
        var reports: [ScenarioReport] = []
        try await ScenarioRunner(workspace: RunningServer.example).run(point: nil) { reports.append($0) }
        #expect(reports.count > 10)
        for report in reports { #expect(report.failures == [], "\(report.point): \(report.name)") }
    }
}
