import Testing
import Values

@testable import Contract

struct IntegrationPointTests {
    @Test func readsEveryHeading() throws {
        let (read, problems) = PointSketch.read(PointSketch.text)
        #expect(problems.map(\.description) == [])
        let point = try #require(read)
        #expect(point.id == "resident-admissions")
        #expect(point.version == SemanticVersion(1, 2, 0))
        #expect(point.boundedContext.part?.pattern == .anticorruptionLayer)
        #expect(point.ownership.part?.reviewBy == CivilDate(year: 2027, month: 3, day: 1))
        #expect(point.trigger == .mllp(.init(port: 2575, host: "127.0.0.1")))
        #expect(point.dataflow.part?.cadence?.alarmWhenSilentFor == .seconds(4 * 3600))
        #expect(point.dataflow.part?.cadence?.expect == Rate(count: 200, unit: .day))
        #expect(point.orderBy == "PID-3.1")
        #expect(
            point.steps.map(\.action) == [.validate("hl7v2/ADT"), .map("adt-to-fhir"), .validate("fhir-r4/Bundle")])
        #expect(point.steps.last?.onlyIf == "strict")
        #expect(point.deliveries.first?.retry.within == .seconds(86_400))
        #expect(point.deliveries.first?.retry.most == .seconds(600))
        #expect(point.communication.part?.incoming.format == "hl7v2")
        #expect(point.settings.flags["strict"]?.isOn(in: .live) == true)
        #expect(point.scenarios.count == 3)
        #expect(point.samples.map(\.output) == ["samples/a01.fhir.json", "samples/a03.fhir.json"])
        #expect(
            point.monitoring.part?.alerts.map(\.when) == [
                .deadLetters(moreThan: 0), .backlog(olderThan: .seconds(900)),
            ])
        #expect(point.testing.part?.last?.last == CivilDate(year: 2026, month: 10, day: 2))
    }

    @Test func readsScenarios() throws {
        let scenarios = try #require(PointSketch.read(PointSketch.text).point).scenarios
        let faults = try #require(scenarios[1].given["care-record"])
        #expect(faults.map(\.outcome) == [.status(503, retryAfter: 1), .status(503, retryAfter: nil), .ok])
        #expect(scenarios[1].when == .receive(["samples/a01.hl7"]))
        #expect(scenarios[1].then.attempts == 3)
        #expect(scenarios[2].then.acknowledge == .hl7("AE"))
        #expect(scenarios[2].then.deliver["care-record"] == [])
    }

    @Test func aHeadingMaySayThatItDoesNotApply() throws {
        let text = PointSketch.text.replacing(
            "testing:\n  - { what: scenarios above, where: every change, how: junction test }\n  - { what: hospital's own test messages, where: hospital test system, last: 2026-10-02 }",
            with: "testing: { notApplicable: not yet built }")
        let (point, problems) = PointSketch.read(text)
        #expect(problems == [])
        #expect(point?.testing.reasonNotApplicable == "not yet built")
        #expect(point?.testing.part == nil)
    }

    @Test(arguments: [
        ("{ receive: http }", Trigger.http),
        ("{ receive: mllp, port: 0, host: 0.0.0.0 }", .mllp(.init(port: 0, host: "0.0.0.0"))),
        (
            "{ receive: mllp, port: 1, tls: { certificate: a.pem, key: /k.pem, clientAuthority: ca.pem } }",
            .mllp(
                .init(
                    port: 1, host: "127.0.0.1",
                    tls: .init(certificate: "a.pem", key: "/k.pem", clientAuthority: "ca.pem")))
        ),
        (
            "{ schedule: 30 2 * * *, timeZone: Europe/London, missedRuns: all, read: { files: in/*.csv, archive: done } }",
            .schedule(
                .init(
                    cron: "30 2 * * *", timeZone: "Europe/London", missedRuns: .all,
                    source: .read(FileSource(files: "in/*.csv", archive: "done"))))
        ),
        ("{ event: { type: incident.reported } }", .event(.init(type: "incident.reported", source: nil))),
    ])
    func readsTriggers(written: String, trigger: Trigger) {
        let (point, problems) = PointSketch.read(
            PointSketch.text.replacing("{ receive: mllp, port: 2575 }", with: written))
        #expect(problems.map(\.description) == [])
        #expect(point?.trigger == trigger)
    }

    @Test func readsASystem() throws {
        let (read, problems) = SystemDefinition.read(
            [UInt8](PointSketch.system.utf8), source: "systems/care-record.yaml")
        #expect(problems.map(\.description) == [])
        let system = try #require(read)
        #expect(system.endpoint == "http://127.0.0.1:9080/fhir")
        #expect(system.secrets == ["care-record-client"])
        let operation = try #require(system.operations["postTransaction"])
        #expect(operation.method == .post)
        #expect(operation.success == [200...200, 201...201])
        #expect(operation.timeout == .seconds(10))
        #expect(operation.parameterNames == ["id"])
        #expect(system.allowedNetworks.count == 2)
    }
}
