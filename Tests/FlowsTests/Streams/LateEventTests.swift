import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// Random events in any disorder, some of the future, pauses in which time passes, and a machine that is kept and read again at
/// any moment: always what the plain model gives.
@Suite struct LateEventTests {
    private static let aggregate = StreamAggregate(collecting: 1000)

    /// One run of a machine beside a model of it.
    private struct Run {
        var random: SeededRandom
        var machine: StreamMachine
        var results: [String] = []
        var late: [String] = []
        /// From 0, never drained or restarted but in the end, to 1.
        let unrest: Double

        init(_ settings: StreamMachine.Settings, seed: Int, unrest: Double) {
            random = SeededRandom(seed: UInt64(seed))
            machine = StreamMachine(settings, LateEventTests.aggregate)
            self.unrest = unrest
        }

        mutating func take(_ item: StreamItem, recordedAt: Instant) throws {
            machine.take(item, recordedAt: recordedAt)
            if random.chance(unrest) { drain() }
            guard random.chance(unrest / 4) else { return }
            drain()
            let bytes = try JSONFormat().encode(machine.value)
            machine = try StreamMachine(
                machine.settings, LateEventTests.aggregate, value: JSONFormat().decode(bytes))
        }

        mutating func drain() {
            let drained = machine.drain()
            results += drained.results.map(\.line)
            late += drained.refusals.map(\.id)
        }
    }

    private struct Arrival {
        var item: StreamItem
        var recordedAt: Instant
        /// The clock stands there when nothing came for a while.
        var pause: Instant?
    }

    private static func arrivals(_ random: inout SeededRandom) -> [Arrival] {
        var clock: Int64 = 1000
        return (0..<80).map { number in
            clock += Int64.random(in: 0...3, using: &random)
            let pause = random.chance(0.05) ? Instant(seconds: clock + 10) : nil
            if pause != nil { clock += 20 }
            var second = clock - Int64.random(in: 0...30, using: &random)
            if random.chance(0.03) { second = clock + 200 }
            return Arrival(
                item: StreamItem(
                    time: Instant(seconds: second), id: "e\(number)", key: "k\(Int.random(in: 0..<2, using: &random))",
                    event: .string("e\(number)")),
                recordedAt: Instant(seconds: clock), pause: pause)
        }
    }

    private static let farAway = Instant(seconds: 1_000_000)

    @Test(arguments: 1...50) func `Late events end up where the plain model has them`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let shapes: [WindowTable.Shape] = [
            .hopping(size: .seconds(10), every: .seconds(10)), .hopping(size: .seconds(12), every: .seconds(5)),
            .session(gap: .seconds(6), most: .seconds(3600)), .session(gap: .seconds(6), most: .seconds(15)),
        ]
        let lateness = Duration.seconds(Int.random(in: 0...15, using: &random))
        for shape in shapes {
            var keep = Duration.zero
            if case .hopping = shape { keep = .seconds([0, 0, 7, 40][Int.random(in: 0..<4, using: &random)]) }
            let settings = StreamMachine.Settings(shape: .windows(shape), lateness: lateness, keep: keep)
            let arrivals = Self.arrivals(&random)
            for unrest in [0, 0.3, 1] {
                var run = Run(settings, seed: seed, unrest: unrest)
                var plain = PlainLateness(shape, lateness: lateness, keep: keep)
                for arrival in arrivals {
                    if let pause = arrival.pause {
                        run.machine.advance(to: pause)
                        plain.advance(to: pause)
                    }
                    try run.take(arrival.item, recordedAt: arrival.recordedAt)
                    plain.take(arrival.item, recordedAt: arrival.recordedAt)
                }
                run.machine.advance(to: Self.farAway)
                plain.advance(to: Self.farAway)
                run.drain()
                plain.settle()
                let what = Comment(rawValue: "\(shape), lateness \(lateness), keep \(keep), unrest \(unrest)")
                #expect(run.results.sorted() == plain.results.sorted(), what)
                #expect(run.late == plain.late, what)
                #expect(run.machine.held == 0, what)
            }
        }
    }

    /// Sliding windows and joins take nothing that is late: what they tell is what they would tell had it never come.
    @Test(arguments: 1...40) func `Late events change nothing of sliding windows and joins`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let lateness = Duration.seconds(Int.random(in: 0...15, using: &random))
        for shape in [StreamMachine.Shape.sliding(.seconds(8)), .join(within: .seconds(4), unmatched: .both)] {
            var arrivals = Self.arrivals(&random)
            for index in arrivals.indices { arrivals[index].item.side = random.chance(0.5) ? .left : .right }
            var run = Run(StreamMachine.Settings(shape: shape, lateness: lateness), seed: seed, unrest: 0.3)
            var taken: [StreamItem] = []
            for arrival in arrivals {
                if let pause = arrival.pause { run.machine.advance(to: pause) }
                let isLate = run.machine.watermark.map { arrival.item.time < $0 } ?? false
                if !isLate { taken.append(arrival.item) }
                try run.take(arrival.item, recordedAt: arrival.recordedAt)
            }
            run.machine.advance(to: Self.farAway)
            run.drain()
            #expect(run.results.sorted() == PlainWindows.results(taken, shape).map(\.line).sorted(), "seed \(seed)")
            #expect(Set(run.late) == Set(arrivals.map(\.item.id)).subtracting(taken.map(\.id)), "seed \(seed)")
        }
    }

    /// What is refused because too much is held must be the same when the windows are made again after a restart.
    @Test(arguments: 1...40) func `A full machine refuses the same events however it is drained`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        for shape in [
            StreamMachine.Shape.windows(.hopping(size: .seconds(12), every: .seconds(3))),
            .windows(.session(gap: .seconds(4), most: .seconds(60))), .sliding(.seconds(8)),
            .join(within: .seconds(4), unmatched: .both),
        ] {
            let arrivals = Self.arrivals(&random)
            let held = Int.random(in: 3...12, using: &random)
            let settings = StreamMachine.Settings(shape: shape, lateness: .seconds(5), held: held)
            var runs = [0, 0.5, 1].map { Run(settings, seed: seed, unrest: $0) }
            for arrival in arrivals {
                for index in runs.indices {
                    try runs[index].take(arrival.item, recordedAt: arrival.recordedAt)
                    let machine = runs[index].machine
                    #expect(machine.waitingCount <= held && machine.held <= 2 * held, "\(shape), seed \(seed)")
                }
            }
            for index in runs.indices {
                runs[index].machine.advance(to: Self.farAway)
                runs[index].drain()
                #expect(runs[index].results.sorted() == runs[0].results.sorted(), "\(shape), seed \(seed)")
                #expect(runs[index].late.sorted() == runs[0].late.sorted(), "\(shape), seed \(seed)")
            }
            #expect(!runs[0].late.isEmpty)
        }
    }
}
