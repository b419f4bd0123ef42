import Contract
import Events
import Formats
import Logging
import TestKit
import Testing
import Values

@testable import Flows

@Suite struct StreamSessionTests {
    /// How many events of each key in ten seconds, and which.
    private static func counting(_ more: String...) throws -> EventStream {
        try StreamSketch.stream(
            [
                "from: [{ exact: { type: thing } }]", "key: event.payload.k", "window: { tumbling: 10s }",
                "start: beginning", "idle: 30s",
                "emit: { type: busy, payload: \"{ 'k': key, 'n': count, 'ids': events.id }\" }",
            ] + more)
    }

    private final class Bench: Sendable {
        let clock = ManualClock(at: Instant(seconds: 1000))
        let log: EventLog
        let medium: InMemoryEventStore.Medium

        init(_ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium()) {
            self.medium = medium
            log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
        }

        func session(_ stream: EventStream) async throws -> StreamSession {
            try await StreamSession(
                StreamProcessor(stream, compilers: [:]), log: log, time: clock.source, listeners: { _ in [] },
                bury: { _ in })
        }

        func thing(_ id: String, _ second: Int64, _ key: String = "a") async throws {
            var event = Event.sample(
                id, type: "thing", time: Instant(seconds: second), payload: Array(#"{"k":"\#(key)"}"#.utf8))
            event.contentType = "application/json"
            try await log.append(event)
        }

        /// Payloads of the results, in the order of the log.
        func results() async throws -> [String] {
            try await log.events(after: 0, limit: 1000).filter { $0.event.type.hasPrefix("busy") }
                .map { String(decoding: $0.event.payload, as: UTF8.self) }
        }

        func finish(_ session: inout StreamSession) async throws {
            while try await !session.step() {}
        }
    }

    @Test func `Results are events with the last event of their window as cause`() async throws {
        let bench = Bench()
        for (id, second) in [("1", 1000), ("2", 1004), ("3", 1011), ("4", 1021)] as [(String, Int64)] {
            try await bench.thing(id, second)
        }
        var session = try await bench.session(Self.counting())
        try await bench.finish(&session)
        #expect(try await bench.results() == [#"{"k":"a","n":2,"ids":["1","2"]}"#, #"{"k":"a","n":1,"ids":"3"}"#])
        let result = try #require(try await bench.log.events(after: 4, limit: 1).first?.event)
        #expect(result.causationID == "2" && result.key == "a" && result.stream == "streams/busy")
        #expect(result.time == Instant(seconds: 1010))
        #expect(result.metadata["hops"] == "1" && result.metadata["windowstart"] == Instant(seconds: 1000).description)
        #expect(session.progress.emitted == 2)
    }

    @Test func `Windows close by the clock when nothing comes, also when they are made again`() async throws {
        let bench = Bench()
        try await bench.thing("1", 1000)
        var session = try await bench.session(Self.counting())
        try await bench.finish(&session)
        #expect(try await bench.results().isEmpty)
        bench.clock.advance(by: .seconds(31))
        try await bench.finish(&session)
        #expect(try await bench.results().isEmpty)
        bench.clock.advance(by: .seconds(10))
        try await bench.finish(&session)
        #expect(try await bench.results() == [#"{"k":"a","n":1,"ids":"1"}"#])
        // Without the tick, a session made anew would take this one into the window that was told.
        try await bench.thing("2", 1001)
        var again = try await bench.session(Self.counting())
        try await bench.finish(&again)
        #expect(again.progress.late == 1)
        #expect(try await bench.results().count == 1)
    }

    /// A session that ends after any number of steps, and another one in its place: the results are those of one that did
    /// not end.
    @Test(arguments: 1...12) func `Restarts change no result`(seed: Int) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        let definition = try Self.counting("lateness: 5s")
        let (whole, broken) = (Bench(), Bench())
        var steady = try await whole.session(definition)
        var session = try await broken.session(definition)
        var second: Int64 = 1000
        for number in 1...80 {
            second += Int64.random(in: 0...4, using: &random)
            let time = second - Int64.random(in: 0...4, using: &random)
            let key = "k\(Int.random(in: 0..<3, using: &random))"
            for bench in [whole, broken] {
                try await bench.thing("\(number)", time, key)
                bench.clock.advance(to: Instant(seconds: second))
            }
            if random.chance(0.1) {
                second += 60
                for bench in [whole, broken] { bench.clock.advance(to: Instant(seconds: second)) }
            }
            _ = try await whole.finish(&steady)
            _ = try await broken.finish(&session)
            if random.chance(0.3) { session = try await broken.session(definition) }
        }
        for bench in [whole, broken] { bench.clock.advance(by: .seconds(100)) }
        try await whole.finish(&steady)
        // Once for each place at which windows may be made again.
        try await broken.finish(&session)
        broken.clock.advance(by: .seconds(100))
        try await broken.finish(&session)
        #expect(try await broken.results().sorted() == whole.results().sorted())
        #expect(Set(try await broken.results()).count > 10)
    }

    @Test func `A snapshot takes the place of the events before it`() async throws {
        let bench = Bench()
        let definition = try Self.counting()
        var session = try await bench.session(definition)
        try await bench.thing("1", 1000)
        try await bench.finish(&session)
        bench.clock.advance(by: .seconds(61))
        try await bench.thing("2", 1001)
        try await bench.finish(&session)
        #expect(session.progress.snapshot == 1 && session.progress.parts == 1)
        // Gone from the log, and yet in the window.
        _ = try await bench.log.newestSequence()
        var again = try await bench.session(definition)
        #expect(again.position == session.progress.position && again.machine.held == 2)
        try await bench.thing("3", 1020)
        try await bench.finish(&again)
        #expect(try await bench.results() == [#"{"k":"a","n":2,"ids":["1","2"]}"#])
    }

    @Test func `A failing fold stops the stream, or its event is passed over`() async throws {
        let bench = Bench()
        let failing = ["fold: \"$uppercase(event.payload.k) & $error('no')\"", "initial: 0"]
        try await bench.thing("1", 1000)
        try await bench.thing("2", 1020)
        let stopping = try StreamSketch.stream(
            [
                "key: event.payload.k", "window: { tumbling: 10s }", "start: beginning", "emit: { type: busy }",
            ] + failing)
        var session = try await bench.session(stopping)
        try await bench.finish(&session)
        #expect(session.isStopped && session.progress.failure?.eventID == "1")
        #expect(session.progress.failure?.message.hasPrefix("fold, line 1") == true)
        var skipping = stopping
        skipping.onError = .skip
        var other = try await bench.session(skipping)
        #expect(other.isStopped)
        await #expect(throws: JunctionError.self) { try await Self.conflict(&session, bench) }
        let keeper = Self.keeper(bench)
        try keeper.install(skipping, of: "orders")
        #expect(try await keeper.resume("busy").progress.failure == nil)
        other = try await bench.session(skipping)
        try await bench.finish(&other)
        #expect(!other.isStopped && other.progress.failed == 1)
    }

    /// A session that does not know of a change, and commits.
    private static func conflict(_ session: inout StreamSession, _ bench: Bench) async throws {
        let document = try await bench.log.document(kind: StreamProgress.kind, id: "busy")
        try await bench.log.putDocument(
            kind: StreamProgress.kind, id: "busy", content: document?.content ?? [], expectedVersion: nil)
        bench.clock.advance(by: .seconds(3))
        try await session.lookForChanges()
    }

    private static func keeper(_ bench: Bench) -> StreamKeeper {
        let engine = DeliveryEngine(log: bench.log, time: bench.clock.source, random: { 0 }, gracePeriod: .zero)
        return StreamKeeper(
            log: bench.log, engine: engine, time: bench.clock.source, compilers: [:], listeners: { _ in [] },
            logger: Logger(label: "test"))
    }

    @Test func `A paused stream takes nothing until it is resumed, and a changed one begins where it stood`()
        async throws
    {
        let bench = Bench()
        let definition = try Self.counting()
        var session = try await bench.session(definition)
        let keeper = Self.keeper(bench)
        try keeper.install(definition, of: "orders")
        #expect(try await keeper.pause("busy", because: "a test").progress.pause == "a test")
        session = try await bench.session(definition)
        try await bench.thing("1", 1000)
        try await bench.finish(&session)
        #expect(session.position == 0)
        _ = try await keeper.resume("busy")
        session = try await bench.session(definition)
        try await bench.thing("2", 1011)
        try await bench.finish(&session)
        #expect(try await bench.results().count == 1)
        // Its windows would be made again from the beginning, but what has been told has been told.
        let paused = try await keeper.pause("busy", because: "a test")
        #expect(paused.position == session.progress.told && paused.position > 0)
        _ = try await keeper.resume("busy")
        session = try await bench.session(definition)
        try await bench.finish(&session)
        var changed = try await bench.session(Self.counting("version: 2"))
        #expect(changed.position == session.progress.told && changed.machine.held == 0)
        try await bench.finish(&changed)
        #expect(try await bench.results().count == 1)
        await #expect(throws: JunctionError.self) { try await keeper.status("none") }
    }

    @Test(arguments: [
        ["key: event.id", "emit: { type: a }"], ["window: { tumbling: 1s }", "emit: { type: a }"],
        ["key: event.id", "window: { tumbling: 0s }", "emit: { type: a }"],
        ["key: event.id", "window: { hopping: 1d, every: 1s }", "emit: { type: a }"],
        ["key: event.id", "window: { session: 1s }", "late: update", "emit: { type: a }"],
        ["key: \"event.(\"", "window: { session: 1s }", "emit: { type: a }"],
        [
            "window: { session: 1s }", "emit: { type: a }",
            "join: { left: { from: [{ exact: { type: a } }], key: event.id }, right: { from: [{ exact: { type: b } }], key: event.id }, within: 1s }",
        ],
    ]) func `What cannot run is refused`(lines: [String]) throws {
        let stream = try StreamSketch.stream(lines)
        #expect(throws: JunctionError.self) { try StreamProcessor(stream, compilers: [:]) }
    }

    @Test func `A join pairs two inputs, tells who met none, and takes time from where it is told`() async throws {
        let bench = Bench()
        let definition = try StreamSketch.stream([
            "join:", "  left: { from: [{ exact: { type: thing } }], key: event.payload.k }",
            "  right: { from: [{ exact: { type: paid } }], key: event.payload.k }", "  within: 10s",
            "  unmatched: left", "time: event.payload.at", "start: beginning",
            "emit: { type: busy, payload: \"{ 'left': left.id, 'right': right.id }\" }",
        ])
        func append(_ id: String, _ type: String, _ key: String, _ millisecond: Int64) async throws {
            var event = Event.sample(id, type: type, payload: Array(#"{"k":"\#(key)","at":\#(millisecond)}"#.utf8))
            event.contentType = "application/json"
            try await bench.log.append(event)
        }
        try await append("o1", "thing", "a", 1_000_000)
        try await append("o2", "thing", "b", 1_001_000)
        try await append("p1", "paid", "a", 1_010_000)
        try await append("p2", "paid", "b", 1_011_001)
        try await append("end", "thing", "c", 1_030_000)
        var session = try await bench.session(definition)
        try await bench.finish(&session)
        #expect(try await bench.results() == [#"{"left":"o1","right":"p1"}"#, #"{"left":"o2"}"#])
        // Its result has gone through one stream; after sixteen it is a circle.
        var circling = Event.sample("x", type: "thing", metadata: ["hops": "16"], payload: Array("{}".utf8))
        circling.contentType = "application/json"
        try await bench.log.append(circling)
        try await bench.finish(&session)
        #expect(session.progress.failure?.message.contains("as in a circle") == true)
    }
}
