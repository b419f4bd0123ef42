import Connectors
import Contract
import Events
import Flows
import Formats
import NIOPosix
import Sandbox
import Values

/// One running server, one point, one scenario.
struct ScenarioBench {
    let server: JunctionServer
    let report: JunctionServer.Report
    let point: IntegrationPoint
    let workspace: Workspace

    /// How many times a lasting fault is played: more than any retry of a scenario asks for.
    private static let lastingCount = 1000

    func run(_ scenario: Scenario) async throws -> [String] {
        guard let sandbox = server.standIns else { throw JunctionError(.internalFault, "there is no sandbox") }
        for (system, faults) in scenario.given { sandbox.play(try faults.flatMap(Self.played), on: system) }
        let answers = try await stimulate(scenario.when)
        await settle()
        var failures = try acknowledgementFailures(scenario.then, answers)
        for (system, samples) in scenario.then.deliver {
            failures += try deliveryFailures(system, samples, sandbox.received(system))
        }
        return try await failures + outcomeFailures(scenario.then)
    }

    private static func played(_ fault: Fault) throws -> [SandboxFault] {
        let one: SandboxFault =
            switch (fault.outcome, fault.delay) {
            case (.ok, nil): .ok
            case (.ok, let delay?): .delay(delay)
            case (.status(let status, let after), nil): .status(status, retryAfter: after.map(String.init))
            case (.drop, nil): .dropAfterReading
            case (.malformed, nil): .malformedBody
            default:
                throw JunctionError(.pointUnusable, "the sandbox cannot play '\(fault)': a delay only goes with ok")
            }
        return fault.isLasting ? Array(repeating: one, count: lastingCount) : [one]
    }

    private struct Answer {
        var code: String
        var text: String
    }

    private func stimulate(_ stimulus: Scenario.Stimulus) async throws -> [Answer] {
        var answers: [Answer] = []
        for path in stimulus.samples {
            let bytes = try workspace.sample(path)
            switch stimulus {
            case .receive: answers.append(try await receive(bytes))
            case .publish: answers.append(try await publish(bytes))
            case .sync: answers.append(try await sync(path, bytes))
            }
        }
        return answers
    }

    private var client: JunctionClient { JunctionClient(server: report.api, key: report.adminKey) }

    private func receive(_ bytes: [UInt8]) async throws -> Answer {
        let format = point.communication.part?.incoming.format ?? "json"
        let media = FormatCatalogue.type(named: format)?.spec.mediaTypes.first ?? "application/json"
        if case .rabbitmq(let source)? = point.trigger {
            var delivery = RabbitMQDelivery()
            (delivery.body, delivery.bodyBytes, delivery.contentType) = (bytes, bytes.count, media)
            let settlement = await server.take(delivery, from: source, for: point.id)
            return Answer(code: settlement == .acknowledge ? "ack" : "nack", text: "")
        }
        guard case .mllp? = point.trigger else {
            let answer = try await client.send(
                "POST", "/api/integration/integrations/\(point.id)/messages", body: bytes, contentType: media)
            return Answer(code: String(answer.status), text: String(decoding: answer.bytes, as: UTF8.self))
        }
        guard let port = report.listeners.first(where: { $0.point == point.id })?.port else {
            throw JunctionError(.pointUnusable, "the point does not listen")
        }
        let client = try MLLPClient(
            settings: MLLPClientSettings(
                system: "test", host: "127.0.0.1", port: port, allowedNetworks: ["127.0.0.0/8"]),
            environment: ConnectorEnvironment(
                time: .system, secret: { _ in nil }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton))
        let answer = await client.send(bytes)
        await client.shutdown()
        let text = String(decoding: answer.acknowledgement, as: UTF8.self)
        return Answer(code: MLLPAcknowledgement(answer.acknowledgement)?.code ?? "no answer", text: text)
    }

    private func publish(_ bytes: [UInt8]) async throws -> Answer {
        guard case .event(let filter)? = point.trigger else {
            throw JunctionError(.pointUnusable, "the point does not listen to events")
        }
        let event: Value = [
            "type": .string(filter.type), "source": .string(filter.source ?? "junction/test"),
            "payload": try JSONFormat().decode(bytes),
        ]
        let answer = try await client.send(
            "POST", "/api/integration/events/publish", body: JSONFormat().encode(event),
            contentType: "application/json")
        return Answer(code: String(answer.status), text: String(decoding: answer.bytes, as: UTF8.self))
    }

    private func sync(_ path: String, _ bytes: [UInt8]) async throws -> Answer {
        let result = try await server.sync(point.id, from: SampleSource(name: path, bytes: bytes))
        return Answer(code: result.failure == nil ? "200" : "500", text: result.failure ?? "")
    }

    /// Returns when nothing waits any more, or patience is at its end.
    private func settle() async {
        let end = ContinuousClock.now + ScenarioRunner.patience
        while ContinuousClock.now < end, await server.backlog() > 0 { try? await Task.sleep(for: .milliseconds(20)) }
    }

    private func acknowledgementFailures(_ then: Expectation, _ answers: [Answer]) throws -> [String] {
        var failures: [String] = []
        if let wanted = then.acknowledge?.description {
            for answer in answers where answer.code != wanted {
                failures.append("acknowledged with \(answer.code), expected \(wanted)")
            }
        }
        return failures
    }

    /// Compares what a system took with what it should have been given. Messages of different keys may overtake each other,
    /// so only which they are counts here; their order is the delivery engine's, and is tested there.
    private func deliveryFailures(_ system: String, _ samples: [String], _ all: [SandboxReceived]) throws -> [String] {
        let received = try all.filter(Self.isTaken).map { try JSONFormat().decode($0.body) }
        let expected = try samples.flatMap { try Self.documents(workspace.sample($0), named: $0) }
        guard received.count == expected.count else {
            return ["\(system) was given \(received.count) messages, expected \(expected.count)"]
        }
        var left = received
        var failures: [String] = []
        for (index, wanted) in expected.enumerated() {
            if let match = left.firstIndex(where: { ValueDifference.first(expected: wanted, found: $0) == nil }) {
                left.remove(at: match)
            } else {
                let difference = ValueDifference.first(expected: wanted, found: received[index]) ?? "its order"
                failures.append("message \(index + 1) to \(system) differs at \(difference)")
            }
        }
        return failures
    }

    /// Whether the stand-in answered well, so that the message counts as delivered.
    private static func isTaken(_ received: SandboxReceived) -> Bool {
        switch received.fault {
        case .ok, .delay, .drip: (received.status ?? 500) < 300
        default: false
        }
    }

    static func documents(_ bytes: [UInt8], named name: String) throws -> [Value] {
        name.hasSuffix(".ndjson") ? try NDJSONFormat().decode(bytes).array ?? [] : [try JSONFormat().decode(bytes)]
    }

    /// Attempts, findings and dead letters, as the log has them.
    private func outcomeFailures(_ then: Expectation) async throws -> [String] {
        let lineages = try await server.lineages(of: point)
        var failures: [String] = []
        if let wanted = then.attempts {
            let systems = Set(point.deliveries.map(\.system))
            let made = systems.reduce(0) { $0 + (server.standIns?.receivedCount($1) ?? 0) }
            if made != wanted { failures.append("took \(made) attempts, expected \(wanted)") }
        }
        let dead = lineages.flatMap(\.steps).filter { $0.kind == .deadLettered }.compactMap(\.detail)
        if let wanted = then.finding {
            let reasons = lineages.compactMap { $0.record.stored.event.metadata["reason"] } + dead
            if !reasons.contains(where: { $0.contains(wanted) }) {
                failures.append(
                    "no message was refused with '\(wanted)'\(reasons.isEmpty ? "" : ", but with: \(reasons)")")
            }
        }
        if let wanted = then.deadLetter {
            if !dead.contains(where: { $0.contains(wanted) }) {
                failures.append(
                    "nothing was dead-lettered with '\(wanted)'\(dead.isEmpty ? "" : ", but with: \(dead)")")
            }
        } else if let first = dead.first {
            failures.append("dead-lettered: \(first)")
        }
        return failures
    }
}

/// A sample in the place of a file that a schedule would find.
private struct SampleSource: SyncSource {
    let name: String
    let bytes: [UInt8]

    func waiting() async throws -> [SyncDocument] { [SyncDocument(name: name)] }
    func read(_ document: SyncDocument) async throws -> [UInt8] { bytes }
    func finish(_ document: SyncDocument) async throws {}
    func narrowed(to selection: SyncSelection) throws -> any SyncSource { self }
}
