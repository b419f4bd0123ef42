import Contract
import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// What an event is to a stream, and what its results look like as events.
@Suite struct StreamProcessorTests {
    private static func processor(_ lines: String...) throws -> StreamProcessor {
        try StreamProcessor(StreamSketch.stream(lines), compilers: [:])
    }

    private static func stored(_ payload: Value, metadata: [String: String] = [:]) throws -> StoredEvent {
        var event = Event.sample("e", type: "thing", metadata: metadata, payload: try JSONFormat().encode(payload))
        event.contentType = "application/json"
        event.correlationID = "c"
        return StoredEvent(sequence: 9, streamSequence: 3, recordedAt: event.time, event: event)
    }

    private static let timed = [
        "from: [{ exact: { type: thing } }]", "key: event.payload.k", "time: event.payload.at",
        "window: { tumbling: 10s }", "emit: { type: busy }",
    ]

    @Test(
        arguments: [
            ("2026-11-22T00:00:00Z", 1_795_305_600_000_000), ("1970-01-01T00:00:00.000001Z", 1), (0, 0), (-5, -5000),
            (1.5, 1500), (.integer((1 << 50) - 1), ((1 << 50) - 1) * 1000),
            (.integer(1 - (1 << 50)), (1 - (1 << 50)) * 1000),
        ] as [(Value, Int64)])
    func `An event happens when it says`(_ at: Value, _ microseconds: Int64) throws {
        let processor = try StreamProcessor(StreamSketch.stream(Self.timed), compilers: [:])
        let items = try processor.items(Self.stored(["k": "a", "at": at]))
        #expect(items.map(\.time.microseconds) == [microseconds])
    }

    /// None of them may bring the server down either.
    @Test(
        arguments: [
            .integer(.min), .integer(.max), .integer(1 << 50), .integer(-(1 << 50)), .double(2e15), .double(-1e300),
            "soon",
            "2026-11-22", "", true, .null, [], [:], [1, 2],
        ] as [Value])
    func `What is no time is a failure that says so, and quotes nothing`(_ at: Value) throws {
        let processor = try StreamProcessor(StreamSketch.stream(Self.timed), compilers: [:])
        let error = #expect(throws: JunctionError.self) { try processor.items(Self.stored(["k": "a", "at": at])) }
        #expect(error?.message == "time: it is no time (RFC 3339, or milliseconds since 1970)")
    }

    /// The earliest and the latest time there is, in windows of every shape, the longest included.
    @Test(arguments: [
        "{ tumbling: 10s }", "{ tumbling: 365000d }", "{ hopping: 365000d, every: 1000d }", "{ sliding: 365000d }",
        "{ session: 365000d, most: 365000d }",
    ])
    func `The ends of time are in windows too`(_ window: String) throws {
        let processor = try Self.processor(
            "from: [{ exact: { type: thing } }]", "key: event.payload.k", "time: event.payload.at", "window: \(window)",
            "lateness: 365000d", "emit: { type: busy }")
        var machine = processor.machine()
        for at in [(1 << 50) - 1, 1 - (1 << 50), 0, (1 << 50) - 1] as [Int64] {
            for item in try processor.items(Self.stored(["k": "a", "at": .integer(at)])) {
                machine.take(item, recordedAt: Instant(microseconds: at * 1000))
            }
            let drained = machine.drain()
            for result in drained.results { _ = try processor.event(result) }
            machine = try processor.machine(machine.value)
        }
        machine.advance(to: Instant(microseconds: .max))
        let results = machine.drain().results
        #expect(!results.isEmpty && machine.held == 0)
        for result in results { #expect(try processor.event(result)?.metadata["windowend"]?.isEmpty == false) }
    }

    @Test func `An event that both inputs of a join want is on both sides`() throws {
        let processor = try Self.processor(
            "join:", "  left: { from: [{ exact: { type: thing } }], key: event.payload.k }",
            "  right: { from: [{ prefix: { type: th } }], key: event.payload.other }", "  within: 10s",
            "emit: { type: busy }")
        let both = try processor.items(Self.stored(["k": "a", "other": "b"]))
        #expect(both.map(\.side) == [.left, .right] && both.map(\.key) == ["a", "b"])
        #expect(try processor.items(Self.stored(["other": "b"])).map(\.side) == [.right], "the other has no key")
        #expect(both.allSatisfy { $0.correlationID == "c" && $0.id == "e" && $0.hops == 0 })
    }

    @Test func `What has gone through sixteen streams goes through no other`() throws {
        let processor = try StreamProcessor(StreamSketch.stream(Self.timed), compilers: [:])
        let payload: Value = ["k": "a", "at": 0]
        let last = try processor.items(Self.stored(payload, metadata: ["hops": "\(StreamProcessor.hopsMost - 1)"]))
        #expect(last.map(\.hops) == [StreamProcessor.hopsMost - 1])
        #expect(throws: JunctionError.self) {
            try processor.items(Self.stored(payload, metadata: ["hops": "\(StreamProcessor.hopsMost)"]))
        }
        #expect(try processor.items(Self.stored(payload, metadata: ["hops": "many"])).map(\.hops) == [0])
    }

    @Test func `Each result has an id of its own, and always the same`() throws {
        let processor = try StreamProcessor(StreamSketch.stream(Self.timed), compilers: [:])
        let base = StreamResult(
            key: "a", start: .epoch, end: Instant(seconds: 10), count: 1, content: .aggregate([]), causes: ["e"],
            correlationID: "c", hops: 4)
        let changes: [(inout StreamResult) -> Void] = [
            { _ in }, { $0.key = "b" }, { $0.start = Instant(seconds: 1) }, { $0.end = Instant(seconds: 11) },
            { $0.revision = 2 }, { $0.content = .pair(left: 1, right: 2) },
            {
                $0.content = .pair(left: 1, right: 2)
                $0.causes = ["e", "f"]
            },
        ]
        let ids = try changes.map { change in
            var result = base
            change(&result)
            return try processor.event(result)?.id
        }
        #expect(Set(ids).count == changes.count && !ids.contains(nil))
        var more = base
        (more.count, more.hops, more.causes) = (7, 9, ["x"])
        #expect(try processor.event(more)?.id == ids[0], "what it is told with does not make it another")
        let event = try #require(try processor.event(base))
        #expect(
            event.key == "a" && event.causationID == "e" && event.correlationID == "c" && event.metadata["hops"] == "5")
        #expect(event.time == Instant(seconds: 10) && event.metadata["revision"] == "1")
    }

    @Test func `A late event is told of once`() throws {
        let processor = try StreamProcessor(StreamSketch.stream(Self.timed), compilers: [:])
        let item = try #require(try processor.items(Self.stored(["k": "a", "at": 5000])).first)
        let refusal = StreamRefusal(item, .late(Instant(seconds: 20)))
        let event = try processor.lateEvent(refusal, watermark: Instant(seconds: 20))
        #expect(event.type == "busy.late" && event.causationID == "e" && event.key == "a" && event.time == item.time)
        let said = try JSONFormat().decode(event.payload)
        #expect(said["eventId"] == "e" && said["timestamp"]?.string == item.time.description)
        #expect(said["watermark"]?.string == Instant(seconds: 20).description)
        #expect(try processor.lateEvent(refusal, watermark: Instant(seconds: 30)).id == event.id)
    }

    @Test func `A result is told only when its condition holds, and a payload that is nothing is null`() throws {
        let processor = try Self.processor(
            "from: [{ exact: { type: thing } }]", "key: event.payload.k", "window: { tumbling: 10s }",
            "emit: { type: busy, when: count > 1, payload: nothing }")
        var result = StreamResult(
            key: "a", start: .epoch, end: Instant(seconds: 10), count: 1, content: .aggregate([]), causes: ["e"],
            hops: 0)
        #expect(try processor.event(result) == nil)
        result.count = 2
        #expect(try processor.event(result)?.payload == Array("null".utf8))
    }
}
