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

    /// What `scripts/bench/formats` compares with others: its files, by the names it gives them.
    @Test(.enabled(if: folder != nil)) func compared() throws {
        func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: Self.folder ?? "").appending(path: name)))
        }
        for name in ["messages.json", "records.json"] {
            let text = try bytes(name)
            let value = try JSONFormat().decode(text)
            try measure("decode \(name)", bytes: text.count) { _ = try JSONFormat().decode(text) }
            try measure("encode \(name)", bytes: text.count) { _ = try JSONFormat().encode(value) }
        }
        for (name, format) in [("orders.csv", "csv"), ("orders.avro", "avro"), ("orders-deflate.avro", "avro")] {
            let text = try bytes(name)
            try measure("convert \(name)", bytes: text.count) {
                var output: [UInt8] = []
                var stream = FormatStream(from: try FormatCatalogue.format(named: format), to: NDJSONFormat())
                try stream.feed(text, into: &output)
                try stream.finish(into: &output)
            }
        }
        let xml = try bytes("orders.xml")
        try measure("decode orders.xml", bytes: xml.count) { _ = try XMLFormat().decode(xml) }
        let message = try bytes("message.hl7")
        try measure("decode message.hl7", bytes: message.count) { _ = try HL7Format().decode(message) }
    }

    private static let folder = ProcessInfo.processInfo.environment["JUNCTION_SPEED_DATA"]

    /// A gigabyte of CSV, mapped to NDJSON: time, and what the process held at most.
    @Test(.enabled(if: folder != nil)) func aGigabyte() throws {
        let row = "4711,2026-10-01,\"Lee, Ann\",12.50,GBP,\"1 High Street\",Leeds,LS1 1AA,shipped\r\n"
        let header = Array("id,day,name,total,currency,street,town,postcode,state\r\n".utf8)
        let piece = Array(String(repeating: row, count: 4000).utf8)
        var stream = FormatStream(from: CSVFormat(), to: NDJSONFormat()) { value in
            guard case .object(let order) = value else { return nil }
            return [
                "id": order["id"] ?? .null, "name": order["name"] ?? .null,
                "amount": ["value": order["total"] ?? .null, "unit": order["currency"] ?? .null],
            ]
        }
        let start = Self.cpuSeconds
        var read = 0
        var written = 0
        var output: [UInt8] = []
        try stream.feed(header, into: &output)
        while read < 1_000_000_000 {
            output.removeAll(keepingCapacity: true)
            try stream.feed(piece, into: &output)
            read += piece.count
            written += output.count
        }
        try stream.finish(into: &output)
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print("GIGABYTE \(read) bytes to \(written) in \(Self.cpuSeconds - start) s, \(usage.ru_maxrss / 1024) MiB")
        #expect(stream.count > 10_000_000)
    }
}
