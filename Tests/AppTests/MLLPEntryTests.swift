import Connectors
import Events
import Flows
import Formats
import Mapping
import Synchronization
import TestKit
import Testing
import Values

@testable import App

/// What a sender of HL7 is answered, and when.
@Suite struct MLLPEntryTests {
    private struct NamesAPatient: MessageCheck {
        func findings(in message: Value) -> [Finding] {
            (try? HL7Path("PID-3.1"))?.string(in: message) == nil
                ? [.error("hl7.requiredField", "PID-3 patient identifier is required", at: "PID-3")] : []
        }
    }

    private static let peer = MLLPConnectionInfo(number: 1, peer: "10.0.0.9:1")
    private static let good = "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|id7|P|2.4\rPID|||p9^^^X\r"

    private static func entry(isFull: Bool = false) -> (MLLPEntry, EventLog) {
        let clock = ManualClock()
        let log = EventLog(
            store: InMemoryEventStore(beforeCommit: { if isFull { throw JunctionError(.storeFull, "no room") } }),
            time: clock.source)
        let number = Atomic(0)
        let engine = FlowEngine(log: log, time: clock.source) {
            "m\(number.add(1, ordering: .relaxed).newValue)"
        }
        engine.install(
            Flow(
                id: "adt", version: "1", source: "hospital", format: HL7Format(), checks: [NamesAPatient()],
                deliveries: []))
        return (MLLPEntry(point: "adt", engine: engine, time: clock.source), log)
    }

    private static func answer(_ message: String, isFull: Bool = false) async -> (text: String, log: EventLog) {
        let (entry, log) = entry(isFull: isFull)
        let bytes = await entry.answer(to: Array(message.utf8), from: peer)
        return (String(decoding: bytes, as: UTF8.self), log)
    }

    @Test func whatIsOnDiskIsAccepted() async throws {
        let (text, log) = await Self.answer(Self.good)
        #expect(text.contains("MSA|AA|id7"))
        #expect(try await log.event(id: "m1")?.stored.event.metadata["peer"] == Self.peer.peer)
    }

    @Test func whatMissesItsChecksIsAnErrorWithItsPlace() async throws {
        let (text, log) = await Self.answer(Self.good.replacing("p9^^^X", with: ""))
        #expect(text.contains("MSA|AE|id7") && text.contains("PID-3 patient identifier is required"))
        #expect(text.contains("\rERR|") && text.contains("PID^1^3"), "\(text)")
        #expect(try await log.event(id: "m1")?.stored.event.type == FlowEventType.refused)
    }

    @Test(arguments: ["", "MSH", "MSH|^~\\&", "EVN|x", "MSH|^~\\&|A\u{0}|B"])
    func whatCannotBeReadIsAnsweredAllTheSame(message: String) async {
        let (text, _) = await Self.answer(message)
        #expect(text.hasPrefix("MSH|") && !text.contains("|AA|"), "\(text)")
    }

    @Test func whatCannotBeKeptIsNotAccepted() async {
        let (text, _) = await Self.answer(Self.good, isFull: true)
        #expect(text.contains("MSA|AR|id7"), "\(text)")
    }

    @Test func aMessageOverTheLimitIsAnsweredByItsBeginning() {
        let (entry, _) = Self.entry()
        let answer = entry.refuse(.tooLong(limit: 1000, start: Array(Self.good.utf8)))
        let text = String(decoding: answer, as: UTF8.self)
        #expect(text.contains("|id7") && text.contains("longer than 1000 bytes") && !text.contains("|AA|"))
    }
}
