import Foundation
import Glibc

extension PrometheusRegistry {
    /// Adds what every process is asked about: memory, processor time, open files, start. Read from `/proc` at each scrape.
    package func collectProcess() {
        collect("process_resident_memory_bytes", .gauge, "Memory in use.") {
            Self.statusField(23).map { [Sample($0 * Double(getpagesize()))] } ?? []
        }
        collect("process_virtual_memory_bytes", .gauge, "Address space in use.") {
            Self.statusField(22).map { [Sample($0)] } ?? []
        }
        collect("process_cpu_seconds_total", .counter, "Processor time used.") {
            guard let user = Self.statusField(13), let system = Self.statusField(14) else { return [] }
            return [Sample((user + system) / Double(sysconf(Int32(_SC_CLK_TCK))))]
        }
        collect("process_threads", .gauge, "Threads.") { Self.statusField(19).map { [Sample($0)] } ?? [] }
        collect("process_open_fds", .gauge, "Open files and sockets.") {
            [Sample(Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0))]
        }
    }

    /// A field of `/proc/self/stat` (proc(5)), counted from 0; the second, which may hold spaces, is skipped safely.
    private static func statusField(_ index: Int) -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return index >= 2 && index - 2 < fields.count ? Double(fields[index - 2]) : nil
    }
}
