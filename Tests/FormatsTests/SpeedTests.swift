import Foundation
import Testing
import Values

@testable import Formats

/// Figures, not judgements: run with `JUNCTION_SPEED=1 swift test -c release -Xswiftc -enable-testing --filter SpeedTests`.
/// CPU time of this thread, so that other work on the machine matters little.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["JUNCTION_SPEED"] != nil)) struct SpeedTests {
    /// Runs `body` for about half a second, five times, and prints the fastest round.
    private func measure(_ name: String, bytes: Int, _ body: () throws -> Void) rethrows {
        try body()
        var best = Double.infinity
        for _ in 0..<5 {
            let start = Self.cpuSeconds
            var rounds = 0
            repeat {
                try body()
                rounds += 1
            } while Self.cpuSeconds - start < 0.1
            best = min(best, (Self.cpuSeconds - start) / Double(rounds))
        }
        let microseconds = String(format: "%10.2f", best * 1e6)
        print("SPEED \(name) \(bytes) bytes \(microseconds) µs \(Int(Double(bytes) / best / 1e6)) MB/s")
    }

    private static var cpuSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test func hl7() throws {
        for name in ["IZ_1_1.1_Admin_Child_Max_Message", "ADT-A40-02", "ADT-A03-01", "LAB-ORU-2"] {
            let bytes = try Fixtures.bytes("hl7v2-fhir/messages/\(name).hl7")
            let value = try HL7Format().decode(bytes)
            try measure("hl7 decode \(name)", bytes: bytes.count) { _ = try HL7Format().decode(bytes) }
            try measure("hl7 encode \(name)", bytes: bytes.count) { _ = try HL7Format().encode(value) }
            measure("hl7 header \(name)", bytes: bytes.count) { _ = HL7Header(bytes) }
            let path = try HL7Path("PID-3.4.2")
            measure("hl7 path \(name)", bytes: 0) { _ = path.string(in: value) }
        }
    }

    @Test func json() throws {
        var messages: [Value] = []
        for name in HL7RoundTripTests.names {
            messages.append(try HL7Format().decode(Fixtures.bytes("hl7v2-fhir/messages/" + name)))
        }
        let bytes = try JSONFormat().encode(.array(messages))
        try measure("json decode", bytes: bytes.count) { _ = try JSONFormat().decode(bytes) }
        try measure("json encode", bytes: bytes.count) { _ = try JSONFormat().encode(.array(messages)) }
        let numbers = Array(
            ("["
                + (0..<20000).map { "{\"id\":\($0),\"price\":\($0).25,\"name\":\"item \($0)\"}" }.joined(separator: ",")
                + "]").utf8)
        let value = try JSONFormat().decode(numbers)
        try measure("json decode records", bytes: numbers.count) { _ = try JSONFormat().decode(numbers) }
        try measure("json encode records", bytes: numbers.count) { _ = try JSONFormat().encode(value) }
    }
}
