import Formats
import Foundation
import Mapping
import Testing
import Values

/// Figures, not judgements, for scripts/bench/schema: reads lines {"name", "schema", "data"} from the file that
/// JUNCTION_SPEED_SCHEMA names, and prints the CPU time of one check of each.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["JUNCTION_SPEED_SCHEMA"] != nil))
struct JSONSchemaSpeedTests {
    @Test func checks() throws {
        let file = ProcessInfo.processInfo.environment["JUNCTION_SPEED_SCHEMA"] ?? ""
        for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
            let request = try JSONFormat().decode(Array(line.utf8))
            let data = request["data"] ?? .null
            let schema = try JSONSchema(request["schema"] ?? true)
            let best = try measure { try schema.isMet(by: data) }
            print("SPEED \(request["name"]?.string ?? "") \(String(format: "%.1f", best * 1e9)) ns")
        }
    }

    /// The fastest of seven rounds of a tenth of a second.
    private func measure(_ body: () throws -> Bool) throws -> Double {
        var best = Double.infinity
        for _ in 0..<7 {
            var count = 0
            let start = cpuSeconds
            repeat {
                for _ in 0..<1000 { if try !body() { throw Invalid() } }
                count += 1000
            } while cpuSeconds - start < 0.1
            best = min(best, (cpuSeconds - start) / Double(count))
        }
        return best
    }

    private struct Invalid: Error {}

    private var cpuSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
