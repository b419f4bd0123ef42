import Formats
import Foundation
import Mapping
import Testing
import Values

/// Figures, not judgements: the CPU time of one record of CSV, mapped by a field table and written as NDJSON. Run as
/// `HL7ToFHIRSpeedTests` says.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["JUNCTION_SPEED"] != nil))
struct RecordMappingSpeedTests {
    private static let definition = """
        id: orders
        source: csv
        target: ndjson
        fields:
          - { to: id, from: id }
          - { to: customer, from: name }
          - { to: amount.value, from: total, functions: [number] }
          - { to: amount.unit, from: currency }
          - { to: address.line, from: street }
          - { to: address.city, from: town, functions: [upper] }
          - { to: address.postcode, from: postcode }
          - { to: status, from: state }
        ignore:
          - { path: day, reason: not asked for }
        """

    @Test func csvToMappedNDJSON() throws {
        let mapping = try MappingDefinition(yaml: Self.definition).compile()
        var context = MappingContext(now: .epoch)
        context.accounts = false
        let text =
            "id,day,name,total,currency,street,town,postcode,state\r\n"
            + (0..<20_000).map {
                "\($0),2026-10-01,\"Lee, Ann\",\($0).50,GBP,\"1 High Street\",Leeds,LS1 1AA,shipped\r\n"
            }
            .joined()
        var best = Double.infinity
        for _ in 0..<5 {
            let start = cpuSeconds
            var stream = FormatStream(from: CSVFormat(), to: NDJSONFormat()) { try mapping.apply($0, context).value }
            var output: [UInt8] = []
            try stream.feed(Array(text.utf8), into: &output)
            try stream.finish(into: &output)
            best = min(best, (cpuSeconds - start) / Double(stream.count))
        }
        print(
            "SPEED csv to mapped ndjson \(String(format: "%.2f", best * 1e6)) µs/record of \(text.utf8.count / 20_000) bytes"
        )
    }

    /// A gigabyte of such rows: time, and what the process held at most.
    @Test func aGigabyte() throws {
        let mapping = try MappingDefinition(yaml: Self.definition).compile()
        var context = MappingContext(now: .epoch)
        context.accounts = false
        let row = "4711,2026-10-01,\"Lee, Ann\",12.50,GBP,\"1 High Street\",Leeds,LS1 1AA,shipped\r\n"
        let piece = Array(String(repeating: row, count: 3000).utf8)
        let start = cpuSeconds
        var stream = FormatStream(from: CSVFormat(), to: NDJSONFormat()) { try mapping.apply($0, context).value }
        var output: [UInt8] = []
        try stream.feed(Array("id,day,name,total,currency,street,town,postcode,state\r\n".utf8), into: &output)
        var read = 0
        while read < 1_000_000_000 {
            output.removeAll(keepingCapacity: true)
            try stream.feed(piece, into: &output)
            read += piece.count
        }
        try stream.finish(into: &output)
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print("SPEED gigabyte mapped \(cpuSeconds - start) s, \(usage.ru_maxrss / 1024) MiB")
        #expect(stream.count > 10_000_000)
    }

    private var cpuSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
