import Events
import Foundation
import StoragePostgres
import TestKit
import Testing
import Values

private let runs = ProcessInfo.processInfo.environment["JUNCTION_BENCH"].flatMap(Int.init) ?? 0

/// Figures for `make bench`: durable appends of 256 bytes a second, each caller waiting for its own. Switched on by
/// `JUNCTION_BENCH=RUNS`; the file is made where the test's temporary folder is, so that folder must be on a real disk.
@Suite(.serialized, .enabled(if: runs > 0)) struct AppendBenchmark {
    @Test(arguments: [(1, 4000), (64, 100_000), (512, 200_000)])
    func appends(_ appenders: Int, _ total: Int) async throws {
        for run in 0..<runs {
            let place = try PostgresPlace()
            let time = TimeSource(
                now: { Instant(seconds: 1_790_000_000) }, sleep: { try await Task.sleep(for: $0) })
            let log = EventLog(store: try PostgresEventStore(place.settings), time: time)
            let each = total / appenders
            let begun = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for appender in 0..<appenders {
                    group.addTask { try await Self.append(each, to: log, run: run, appender: appender) }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            await log.close()
            print("APPEND appenders=\(appenders) perSecond=\(Int(Double(each * appenders) / seconds))")
        }
    }

    private static func append(_ count: Int, to log: EventLog, run: Int, appender: Int) async throws {
        let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 256)
        for number in 0..<count {
            let event = Event.sample("\(run)-\(appender)-\(number)", key: "k\(appender)", payload: payload)
            try await log.append(event, deliverTo: ["destination"])
        }
    }
}
