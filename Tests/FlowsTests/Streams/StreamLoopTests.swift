import Contract
import Events
import Formats
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// When a stream has something to do although nothing comes, and what it leaves in the store.
@Suite struct StreamLoopTests {
    private static func stream(_ lines: String...) throws -> EventStream {
        try StreamSketch.stream(["from: [{ exact: { type: thing } }]", "start: beginning"] + lines)
    }

    private static func counting(_ more: String = "version: 1") throws -> EventStream {
        try stream("key: event.payload.k", "window: { tumbling: 10s }", "idle: 30s", "emit: { type: busy }", more)
    }

    private final class Countdown: Sendable {
        private let left = Mutex(Int.max)

        func set(_ count: Int) { left.withLock { $0 = count } }

        func pass() throws {
            let isGone = left.withLock { left in
                left -= 1
                return left < 0
            }
            if isGone { throw JunctionError(.storeUnavailable, "the disk is gone") }
        }
    }

    private final class Bench: Sendable {
        let clock = ManualClock(at: Instant(seconds: 1000))
        let log: EventLog
        let buried = Mutex<[ViewFailure]>([])

        /// Commits until the disk is gone.
        let commitsLeft: Countdown

        init() {
            let countdown = Countdown()
            commitsLeft = countdown
            let store = InMemoryEventStore(InMemoryEventStore.Medium(), beforeCommit: { try countdown.pass() })
            log = EventLog(store: store, time: clock.source)
        }

        func session(_ stream: EventStream) async throws -> StreamSession {
            try await StreamSession(
                StreamProcessor(stream, compilers: [:]), log: log, time: clock.source, listeners: { _ in [] },
                bury: { failures in self.buried.withLock { $0 += failures } })
        }

        func thing(_ id: String, _ second: Int64, type: String = "thing") async throws {
            var event = Event.sample(
                id, type: type, time: Instant(seconds: second), payload: Array(#"{"k":"a","n":\#(second)}"#.utf8))
            event.contentType = "application/json"
            try await log.append(event)
        }

        func finish(_ session: inout StreamSession) async throws { while try await !session.step() {} }

        func parts(_ snapshot: Int64) async throws -> Int {
            try await log.documents(kind: StreamProgress.kind("busy", snapshot), after: nil, limit: 100).count
        }
    }

    @Test func `It is due when a window closes by the clock, and when something is to be kept`() async throws {
        let bench = Bench()
        var session = try await bench.session(Self.counting())
        #expect(session.nextDue == nil)
        try await bench.thing("1", 1003)
        try await bench.finish(&session)
        // Its place is to be kept first, by which other nodes know how far it is.
        #expect(session.nextDue == Instant(seconds: 1005))
        bench.clock.advance(to: Instant(seconds: 1005))
        try await bench.finish(&session)
        #expect(session.progress.told == 1)
        // The event itself waits for the watermark to pass it, 30 seconds behind the clock.
        #expect(session.nextDue == Instant(microseconds: 1_033_000_001))
        bench.clock.advance(to: Instant(seconds: 1034))
        try await bench.finish(&session)
        #expect(session.nextDue == Instant(seconds: 1040))
        bench.clock.advance(to: Instant(seconds: 1040))
        try await bench.finish(&session)
        #expect(session.progress.emitted == 1)
        // The result is an event too, that has been seen; then a snapshot, and no more.
        #expect(session.nextDue == Instant(seconds: 1045))
        bench.clock.advance(to: Instant(seconds: 1045))
        try await bench.finish(&session)
        #expect(session.nextDue == Instant(seconds: 1060))
        bench.clock.advance(to: Instant(seconds: 1060))
        try await bench.finish(&session)
        #expect(session.progress.snapshot == 1 && session.nextDue == nil)
        let again = try await bench.session(Self.counting())
        #expect(again.position == session.position && again.machine.held == 0)
    }

    @Test func `A new snapshot takes the place of the last, and a changed definition of both`() async throws {
        let bench = Bench()
        var session = try await bench.session(Self.counting())
        for number in 1...3 as ClosedRange<Int64> {
            try await bench.thing("\(number)", 1000 + number)
            bench.clock.advance(by: .seconds(61))
            try await bench.finish(&session)
            #expect(session.progress.snapshot == number)
            #expect(try await bench.parts(number) == 1)
            #expect(try await bench.parts(number - 1) == 0)
        }
        let changed = try await bench.session(Self.counting("fold: state + 1"))
        #expect(changed.progress.parts == 0 && changed.progress.fingerprint != session.progress.fingerprint)
        #expect(try await bench.parts(3) == 0)
    }

    @Test func `What decides the results has the stream begin anew, and nothing else does`() throws {
        func fingerprint(_ change: (inout EventStream) -> Void) throws -> String {
            var stream = try Self.counting()
            change(&stream)
            return try StreamProcessor(stream, compilers: [:]).fingerprint
        }
        let plain = try fingerprint { _ in }
        let deciding: [(inout EventStream) -> Void] = [
            { $0.from = [] }, { $0.key = "'k'" }, { $0.time = "event.timestamp" }, { $0.fold = "state" },
            { $0.initial = 1 }, { $0.collect = 3 }, { $0.lateness = .seconds(1) }, { $0.late = .update },
            { $0.keep = .seconds(1) }, { $0.emit.type = "other" }, { $0.emit.when = "true" },
            { $0.emit.payload = "key" }, { $0.version = 2 }, { $0.window = .tumbling(.seconds(11)) },
            { $0.window = .sliding(.seconds(10)) }, { $0.window = .hopping(.seconds(10), every: .seconds(5)) },
            { $0.window = .session(.seconds(10), most: .seconds(50)) },
        ]
        let changed = try deciding.map { try fingerprint($0) }
        #expect(Set(changed + [plain]).count == deciding.count + 1)
        let same = try fingerprint {
            $0.summary = "Something."
            ($0.held, $0.idle, $0.onError) = (7, .seconds(9), .skip)
        }
        #expect(same == plain)
    }

    @Test func `A result that fails makes a dead letter of its last event, however long ago that came`() async throws {
        let bench = Bench()
        var failing = try Self.stream(
            "key: event.payload.k", "window: { tumbling: 10s }", "onError: skip",
            "emit: { type: busy, payload: \"$error('no')\" }")
        failing.idle = .seconds(30)
        var session = try await bench.session(failing)
        try await bench.thing("1", 1000)
        try await bench.finish(&session)
        for number in 2...4 { try await bench.thing("\(number)", 1000, type: "other") }
        try await bench.finish(&session)
        try await bench.thing("5", 1011)
        try await bench.finish(&session)
        #expect(bench.buried.withLock { $0.map(\.sequence) } == [1])
        #expect(session.progress.failed == 1 && !session.isStopped)
    }

    /// What the events do not say, that time passed between two of them, is done again at its place.
    @Test func `A window that closed by the clock is closed when it is made again`() async throws {
        let bench = Bench()
        let definition = try Self.counting("lateness: 20s")
        var session = try await bench.session(definition)
        try await bench.thing("1", 1001)
        try await bench.finish(&session)
        bench.clock.advance(to: Instant(seconds: 1041))
        try await bench.finish(&session)
        #expect(session.progress.emitted == 1 && session.progress.ticks.count == 1)
        // Not late, and moves the watermark less far than the clock did.
        try await bench.thing("2", 1015)
        bench.clock.advance(by: .seconds(6))
        try await bench.finish(&session)
        #expect(session.progress.told == session.position && session.progress.snapshot == 0)
        var again = try await bench.session(definition)
        try await bench.finish(&again)
        #expect(again.machine.watermark == session.machine.watermark)
        try await bench.thing("3", 1005)
        try await bench.finish(&again)
        #expect(again.progress.late == 1 && again.progress.emitted == 1)
    }

    @Test(arguments: [0, 1, 2]) func `More results than a commit has room for are all told, once`(
        commitsUntilFailing: Int
    ) async throws {
        let bench = Bench()
        let most = StreamSession.resultsMost
        let definition = try Self.stream("key: event.id", "window: { tumbling: 10s }", "emit: { type: busy }")
        let count = 2 * most + 1
        for half in [0..<most, most..<count] {
            try await bench.log.append(
                half.map { Append(Event.sample("e\($0)", type: "thing", time: Instant(seconds: 1000))) })
        }
        var session = try await bench.session(definition)
        try await bench.finish(&session)
        // A window for each event; all close at once. A crash after some of the commits has them told again.
        try await bench.thing("end", 1010)
        if commitsUntilFailing > 0 { bench.commitsLeft.set(commitsUntilFailing) }
        if commitsUntilFailing > 0 {
            await #expect(throws: JunctionError.self) { try await bench.finish(&session) }
            bench.commitsLeft.set(.max)
            session = try await bench.session(definition)
        }
        try await bench.finish(&session)
        #expect(session.progress.emitted == count && session.progress.told >= Int64(count) + 1)
        #expect(try await bench.log.version(ofStream: "streams/busy") == Int64(count))
    }

    @Test func `Windows that have become too large to be kept stop the stream`() async throws {
        let bench = Bench()
        let definition = try Self.stream(
            "key: event.id", "window: { tumbling: 1h }", "emit: { type: busy }", "initial: 0",
            "fold: \"$pad('', 4000000, 'x')\"")
        var session = try await bench.session(definition)
        for number in 0..<12 as Range<Int64> { try await bench.thing("\(number)", 1000 + number) }
        bench.clock.advance(by: .seconds(61))
        try await bench.finish(&session)
        #expect(session.isStopped && session.progress.failure?.message.contains("hold more than") == true)
        #expect(session.progress.snapshot == 0)
    }

    @Test func `A progress is read as it was written`() throws {
        var progress = StreamProgress(fingerprint: "f", position: 5)
        (progress.snapshot, progress.parts, progress.told) = (2, 3, 9)
        (progress.emitted, progress.late, progress.failed, progress.pause) = (4, 5, 6, "why")
        progress.ticks = [StreamProgress.Tick(position: 7, watermark: Instant(seconds: 8))]
        progress.failure = StreamProgress.Failure(eventID: "e", message: "m")
        progress.absentSince = Instant(seconds: 1)
        let bytes = try JSONFormat().encode(progress.value)
        #expect(try StreamProgress(value: JSONFormat().decode(bytes)) == progress)
        #expect(throws: JunctionError.self) { try StreamProgress(value: ["position": 1]) }
        #expect(throws: JunctionError.self) { try ProjectionProgress(value: ["live": ["number": 1]]) }
    }
}
