import Formats
import Foundation
import Testing
import Values

@testable import Mapping

/// Figures, not judgements: `JUNCTION_SPEED=1 JUNCTION_ONLY=Mapping swift test -c release -Xswiftc -enable-testing --filter
/// HL7ToFHIRSpeedTests`. CPU time of this thread, so that other work on the machine matters little.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["JUNCTION_SPEED"] != nil))
struct HL7ToFHIRSpeedTests {
    private static var cpuSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The fastest of five rounds of about half a second, in microseconds a message.
    private func measure(_ name: String, messages: Int, _ body: () throws -> Void) rethrows {
        try body()
        var best = Double.infinity
        for _ in 0..<5 {
            let start = Self.cpuSeconds
            var rounds = 0
            repeat {
                try body()
                rounds += 1
            } while Self.cpuSeconds - start < 0.5
            best = min(best, (Self.cpuSeconds - start) / Double(rounds * messages))
        }
        print("SPEED \(name) \(String(format: "%.1f", best * 1e6)) µs/message \(Int(1 / best)) messages/s")
    }

    @Test func hl7ToFHIR() throws {
        let rules = try HL7ToFHIR()
        let bytes = try HL7Samples.names.map(HL7Samples.bytes)
        let values = try bytes.map { try HL7Format().decode($0) }
        measure("decode", messages: bytes.count) { for text in bytes { _ = try? HL7Format().decode(text) } }
        measure("tree", messages: bytes.count) { for value in values { _ = SourceTree(value, dialect: .hl7) } }
        measure("map", messages: bytes.count) { for value in values { _ = try? rules.run(value) } }
        measure("map to value", messages: bytes.count) { for value in values { _ = try? rules.bundle(of: value) } }
        measure("bytes to bytes", messages: bytes.count) {
            for text in bytes { _ = try? rules.json(of: HL7Format().decode(text)) }
        }
        let admission = try HL7Samples.bytes(of: "ADT01-28.hl7")
        measure("bytes to bytes, a small admission", messages: 1) {
            _ = try? rules.json(of: HL7Format().decode(admission))
        }
        try measure("compile the rules", messages: 1) { _ = try HL7ToFHIR() }
    }
}
