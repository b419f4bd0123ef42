import Events
import Flows
import Formats
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import App

/// Schedules over time and restarts, by a clock that is moved by hand.
@Suite struct ScheduleEntryTests {
    /// Counts the runs; nothing is waiting.
    private final class Source: SyncSource {
        private let runs = Mutex(0)
        var count: Int { runs.withLock { $0 } }
        func waiting() async throws -> [SyncDocument] {
            runs.withLock { $0 += 1 }
            return []
        }
        func read(_ document: SyncDocument) async throws -> [UInt8] { [] }
        func finish(_ document: SyncDocument) async throws {}
        func narrowed(to selection: SyncSelection) throws -> any SyncSource { self }
    }

    private static func entry(
        _ clock: ManualClock, _ log: EventLog, _ source: Source, duty: Duty? = nil
    ) throws -> ScheduleEntry {
        let engine = FlowEngine(log: log, time: clock.source) { "m" }
        return ScheduleEntry(
            flow: Flow(id: "rota", version: "1", source: "planning", format: JSONFormat(), deliveries: []),
            source: source, cron: try CronExpression("0 * * * *"), zone: .utc, missedRuns: .once,
            syncs: SyncDesk(runner: SyncRunner(engine: engine, time: clock.source), log: log, time: clock.source),
            documents: log, time: clock.source, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            duty: duty ?? DeliveryEngine(log: log, time: clock.source, random: { 0 }).duty("schedule/rota"))
    }

    @Test func runsWhenDueAndMakesUpForWhatWasMissedOnce() async throws {
        let clock = ManualClock(at: try #require(Instant(rfc3339: "2026-11-21T09:30:00Z")))
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let source = Source()
        func run(until: Int, stepping span: Duration) async throws {
            let running = Task { [entry = try Self.entry(clock, log, source)] in await entry.run() }
            #expect(
                await eventually {
                    if source.count < until, clock.sleeperCount > 0 { clock.advance(by: span) }
                    return source.count == until && clock.sleeperCount > 0
                })
            running.cancel()
            await running.value
        }
        // Two hours pass: two runs.
        try await run(until: 2, stepping: .seconds(1800))
        #expect(source.count == 2)
        // Five hours and a half down: one run makes up for all, and the next comes in its hour.
        clock.advance(by: .seconds(5 * 3600 + 1800))
        try await run(until: 3, stepping: .zero)
        try await run(until: 4, stepping: .seconds(1800))
        #expect(source.count == 4)
        await log.close()
    }

    /// Two nodes that both believe that the schedule is theirs, as when one was frozen: each moment is run by one of them.
    @Test func nodesNeverRunTheSameMoment() async throws {
        let clock = ManualClock(at: try #require(Instant(rfc3339: "2026-11-21T09:30:00Z")))
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let source = Source()
        let running = try [Self.entry(clock, log, source), Self.entry(clock, log, source)].map { entry in
            Task { await entry.run() }
        }
        for hour in 1...4 {
            clock.advance(by: .seconds(1800))
            clock.advance(by: .seconds(1800))
            #expect(
                await eventually {
                    if clock.sleeperCount == 2, source.count < hour { clock.advance(by: .seconds(1)) }
                    return source.count >= hour
                })
        }
        for task in running { task.cancel() }
        for task in running { await task.value }
        #expect(source.count == 4)
        await log.close()
    }

    /// A node began a run and died: the next one runs it, and then goes on.
    @Test func aRunThatWasBegunIsMadeByTheNext() async throws {
        let clock = ManualClock(at: try #require(Instant(rfc3339: "2026-11-21T10:00:07Z")))
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        try await log.putDocument(
            kind: "schedule", id: "rota",
            content: Array(#"{"handled":"2026-11-21T09:00:00Z","begun":"2026-11-21T10:00:00Z"}"#.utf8))
        let source = Source()
        let running = Task { [entry = try Self.entry(clock, log, source)] in await entry.run() }
        #expect(await eventually { source.count == 1 && clock.sleeperCount > 0 })
        running.cancel()
        await running.value
        #expect(source.count == 1)
        let kept = try await log.document(kind: "schedule", id: "rota").map { try JSONFormat().decode($0.content) }
        #expect(kept?["handled"] == "2026-11-21T10:00:00.000Z")
        #expect(kept?["begun"] == nil)
        await log.close()
    }

    /// The first run comes due before any node has the duty: the one that gets it makes up for it.
    @Test func whatComesDueBeforeANodeHasTheDutyIsMadeUpFor() async throws {
        let clock = ManualClock(at: try #require(Instant(rfc3339: "2026-11-21T09:59:50Z")))
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let source = Source()
        let ofAnother = Duty("schedule/rota", time: clock.source, isAlone: false)
        let waiting = Task { [entry = try Self.entry(clock, log, source, duty: ofAnother)] in await entry.run() }
        #expect(try await eventually { try await log.document(kind: "schedule", id: "rota") != nil })
        clock.advance(by: .seconds(600))
        waiting.cancel()
        await waiting.value
        let running = Task { [entry = try Self.entry(clock, log, source)] in await entry.run() }
        #expect(await eventually { source.count == 1 })
        running.cancel()
        await running.value
        await log.close()
    }

    @Test func oneRunOfAPointAtATime() async throws {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let engine = FlowEngine(log: log, time: clock.source) { "m" }
        let desk = SyncDesk(runner: SyncRunner(engine: engine, time: clock.source), log: log, time: clock.source)
        let flow = Flow(id: "rota", version: "1", source: "planning", format: JSONFormat(), deliveries: [])
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let slow = Held(begin: begin, gate: gate)
        async let first = desk.run(flow, from: slow, id: "one")
        for await _ in begun { break }
        #expect(await desk.run(flow, from: Source(), id: "two") == nil)
        open.finish()
        #expect(await first?.id == "one")
        #expect(desk.last("rota")?.id == "one")
        #expect(await desk.run(flow, from: Source(), id: "three") != nil)
        // What a run did is in the history.
        var query = EventQuery()
        query.type = FlowEventType.synced
        #expect(try await log.history(query).records.count == 2)
        await log.close()
    }

    private struct Held: SyncSource {
        let begin: AsyncStream<Void>.Continuation
        let gate: AsyncStream<Void>
        func waiting() async throws -> [SyncDocument] {
            begin.yield()
            for await _ in gate { break }
            return []
        }
        func read(_ document: SyncDocument) async throws -> [UInt8] { [] }
        func finish(_ document: SyncDocument) async throws {}
        func narrowed(to selection: SyncSelection) throws -> any SyncSource { self }
    }
}
