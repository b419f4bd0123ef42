import Formats
import TestKit
import Testing
import Values

@testable import Flows

@Suite struct StreamMachineTests {
    private static let shapes: [(String, StreamMachine.Shape)] = [
        ("tumbling", .windows(.hopping(size: .seconds(10), every: .seconds(10)))),
        ("hopping", .windows(.hopping(size: .seconds(10), every: .seconds(4)))),
        ("session", .windows(.session(gap: .seconds(5), most: .seconds(3600)))), ("sliding", .sliding(.seconds(10))),
        ("join", .join(within: .seconds(3), unmatched: .both)),
    ]

    private static let lateness = Duration.seconds(7)

    private func machine(
        _ shape: StreamMachine.Shape, lateness: Duration = lateness, keep: Duration = .zero, held: Int = 100_000
    ) -> StreamMachine {
        StreamMachine(
            StreamMachine.Settings(shape: shape, lateness: lateness, keep: keep, held: held),
            StreamAggregate(collecting: 1000))
    }

    private static func items(_ count: Int, _ random: inout SeededRandom) -> [StreamItem] {
        (0..<count).map { number in
            // Few enough times that some events happen at once, and some pauses that end sessions.
            let time = Instant(microseconds: Int64.random(in: -30...120, using: &random) * 1_000_000)
            return StreamItem(
                time: time, id: "e\(number)", key: "k\(Int.random(in: 0..<3, using: &random))",
                side: random.chance(0.5) ? .left : .right, event: .string("e\(number)"))
        }
    }

    /// In the order of arrival: no event later than `lateness` behind another.
    private static func shuffled(_ items: [StreamItem], _ random: inout SeededRandom) -> [StreamItem] {
        let late = lateness.wholeMicroseconds
        var arrivals: [(Int64, StreamItem)] = []
        for item in items {
            arrivals.append((item.time.microseconds + Int64.random(in: 0...late, using: &random), item))
        }
        return arrivals.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static let farAway = Instant(seconds: 1_000_000)

    /// Every event in turn, drained and crashed at random, then the end of time.
    private func run(
        _ items: [StreamItem], _ shape: StreamMachine.Shape, crashes: Double, _ random: inout SeededRandom
    ) throws -> [StreamResult] {
        var machine = machine(shape)
        var results: [StreamResult] = []
        func drain(_ machine: inout StreamMachine) {
            let drained = machine.drain()
            #expect(drained.refusals == [])
            results += drained.results
        }
        for item in items {
            machine.take(item, recordedAt: item.time)
            if random.chance(0.3) { drain(&machine) }
            guard random.chance(crashes) else { continue }
            drain(&machine)
            let bytes = try JSONFormat().encode(machine.value)
            machine = try StreamMachine(
                machine.settings, StreamAggregate(collecting: 1000), value: JSONFormat().decode(bytes))
        }
        machine.advance(to: Self.farAway)
        drain(&machine)
        #expect(machine.held == 0)
        #expect(machine.nextEnd == nil)
        return results
    }

    @Test(arguments: 1...40) func `Whatever order, batch and crash, the results are those of the plain model`(
        seed: Int
    ) throws {
        for (name, shape) in Self.shapes {
            var random = SeededRandom(seed: UInt64(seed))
            let items = Self.items(60, &random)
            let expected = PlainWindows.results(items, shape).map(\.line).sorted()
            for crashes in [0, 0.2] {
                let arrived = Self.shuffled(items, &random)
                let results = try run(arrived, shape, crashes: crashes, &random)
                #expect(results.map(\.line).sorted() == expected, "\(name), seed \(seed)")
                // The ends of the windows of what is told never go back.
                #expect(results.map(\.end) == results.map(\.end).sorted(), "\(name), seed \(seed)")
            }
        }
    }

    private func item(_ id: String, _ second: Int64, _ key: String = "k") -> StreamItem {
        StreamItem(time: Instant(seconds: second), id: id, key: key, event: .string(id))
    }

    @Test func `An event is late only when all its windows have closed`() {
        var machine = machine(.windows(.hopping(size: .seconds(10), every: .seconds(10))), lateness: .zero)
        for item in [item("a", 3), item("b", 9), item("c", 5), item("d", 12), item("e", 8)] {
            machine.take(item, recordedAt: item.time)
        }
        let drained = machine.drain()
        #expect(drained.results.map(\.line) == ["k 0...10 1x3 [a c b]"])
        #expect(drained.refusals.map(\.id) == ["e"])
        #expect(drained.refusals.first?.reason == .late(Instant(seconds: 12)))
    }

    @Test func `A kept window is told again for each late event, and forgotten in time`() {
        let shape = StreamMachine.Shape.windows(.hopping(size: .seconds(10), every: .seconds(10)))
        var machine = machine(shape, lateness: .zero, keep: .seconds(20))
        var lines: [String] = []
        var late: [String] = []
        for item in [
            item("a", 3), item("b", 12), item("c", 5), item("d", 6), item("e", 29), item("f", 7), item("g", 31),
            item("h", 8),
        ] {
            machine.take(item, recordedAt: item.time)
            let drained = machine.drain()
            lines += drained.results.map(\.line)
            late += drained.refusals.map(\.id)
        }
        #expect(
            lines == [
                "k 0...10 1x1 [a]", "k 0...10 2x2 [a c]", "k 0...10 3x3 [a c d]", "k 10...20 1x1 [b]",
                "k 0...10 4x4 [a c d f]", "k 20...30 1x1 [e]",
            ])
        #expect(late == ["h"])
    }

    @Test func `An event from the future does not make the present late`() {
        var machine = machine(.windows(.hopping(size: .seconds(10), every: .seconds(10))), lateness: .zero)
        machine.take(item("future", 1_000_000), recordedAt: Instant(seconds: 5))
        machine.take(item("a", 66), recordedAt: Instant(seconds: 6))
        #expect(machine.watermark == Instant(seconds: 66))
        #expect(machine.drain().refusals.isEmpty)
        machine.advance(to: Instant(seconds: 100))
        #expect(machine.drain().results.map(\.line) == ["k 60...70 1x1 [a]"])
        #expect(machine.waitingCount == 1)
    }

    @Test func `Time without events closes windows, and never goes back`() {
        var machine = machine(.windows(.session(gap: .seconds(5), most: .seconds(60))))
        machine.take(item("a", 10), recordedAt: Instant(seconds: 10))
        #expect(machine.drain().results.isEmpty)
        #expect(machine.nextEnd == Instant(microseconds: 10_000_001))
        machine.advance(to: Instant(seconds: 15))
        #expect(machine.drain().results.map(\.line) == ["k 10...15 1x1 [a]"])
        machine.advance(to: Instant(seconds: 3))
        #expect(machine.watermark == Instant(seconds: 15))
    }

    @Test func `A session is never longer than it may be`() {
        var machine = machine(.windows(.session(gap: .seconds(5), most: .seconds(8))))
        for second in [0, 4, 8, 12] as [Int64] { machine.take(item("e\(second)", second), recordedAt: .epoch) }
        machine.advance(to: Self.farAway)
        #expect(machine.drain().results.map(\.line) == ["k 0...8 1x2 [e0 e4]", "k 8...17 1x2 [e8 e12]"])
    }

    @Test func `What is held is bounded, and a fold that fails refuses its event alone`() {
        var full = machine(.sliding(.seconds(10)), held: 2)
        for number in 0..<3 { full.take(item("e\(number)", 0), recordedAt: .epoch) }
        #expect(full.drain().refusals.map(\.reason) == [.failed("2 events and windows are held already")])
        let aggregate = StreamAggregate(initial: .array([])) { state, event, _ in
            if event == "bad" { throw JunctionError(.mappingFailed, "fold: no") }
            return .array((state.array ?? []) + [event])
        }
        let shape = StreamMachine.Shape.windows(.hopping(size: .seconds(10), every: .seconds(5)))
        var failing = StreamMachine(StreamMachine.Settings(shape: shape, lateness: .zero), aggregate)
        for item in [item("a", 6), item("bad", 7), item("b", 8)] { failing.take(item, recordedAt: item.time) }
        failing.advance(to: Self.farAway)
        let drained = failing.drain()
        #expect(drained.refusals.map(\.reason) == [.failed("fold: no")])
        #expect(drained.results.map(\.line) == ["k 0...10 1x2 [a b]", "k 5...15 1x2 [a b]"])
    }

    @Test func `Bytes that are no machine are refused`() {
        #expect(throws: JunctionError.self) {
            try StreamMachine(
                StreamMachine.Settings(shape: .sliding(.seconds(1)), lateness: .zero), StreamAggregate(collecting: 1),
                value: ["waiting": [["time": 1]]])
        }
    }
}
