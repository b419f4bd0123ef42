import Events
import Foundation
import StorageSQLite
import TestKit
import Testing
import Values

private let runs = ProcessInfo.processInfo.environment["JUNCTION_BENCH"].flatMap(Int.init) ?? 0

/// Figures for `make bench`: durable appends of 256 bytes a second, each caller waiting for its own. Switched on by
/// `JUNCTION_BENCH=RUNS`; the file is made where the test's temporary folder is, so that folder must be on a real disk.
/// Ids are made as the server makes them: sorted by time, with a random rest.
@Suite(.serialized, .enabled(if: runs > 0)) struct AppendBenchmark {
    struct Load: Sendable, CustomTestStringConvertible {
        var appenders: Int
        var total: Int
        var destinations: [String] = []

        var testDescription: String { "appenders=\(appenders) destinations=\(destinations.count)" }
    }

    @Test(arguments: [
        Load(appenders: 1, total: 4000), Load(appenders: 64, total: 200_000), Load(appenders: 512, total: 200_000),
        Load(appenders: 64, total: 100_000, destinations: ["destination"]),
    ])
    func appends(_ load: Load) async throws {
        for _ in 0..<runs {
            let file = try StoreFile()
            let log = EventLog(store: try SQLiteEventStore(path: file.path), time: Self.time)
            let each = load.total / load.appenders
            let begun = ContinuousClock.now
            let processorBegun = Self.processorSeconds
            try await withThrowingTaskGroup(of: Void.self) { group in
                for appender in 0..<load.appenders {
                    group.addTask { try await Self.append(each, to: log, load, key: "k\(appender)") }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            let count = Double(each * load.appenders)
            let cost = (Self.processorSeconds - processorBegun) * 1e6 / count
            await log.close()
            print("APPEND \(load.testDescription) perSecond=\(Int(count / seconds)) microseconds=\(cost)")
        }
    }

    /// Processor time of the process, which other work on the machine changes less than the time that passes.
    private static var processorSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static let time = TimeSource(
        now: { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) },
        sleep: { try await Task.sleep(for: $0) })

    private static func append(_ count: Int, to log: EventLog, _ load: Load, key: String) async throws {
        let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 256)
        for _ in 0..<count {
            let id = UniqueIdentifier.version7(
                at: time.now(), random: (.random(in: .min ... .max), .random(in: .min ... .max)))
            try await log.append(.sample(id, key: key, payload: payload), deliverTo: load.destinations)
        }
    }
}
