import Contract
import Events
import Formats
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

@Suite struct ProjectionKeeperTests {
    private typealias Sketch = ProjectionSketch

    /// A server's part of projections over a store that outlives it.
    private final class Bench: Sendable {
        let log: EventLog
        let engine: DeliveryEngine
        let keeper: ProjectionKeeper
        let running: Task<Void, Never>

        init(
            _ medium: InMemoryEventStore.Medium, _ projection: Projection, commitsUntilFailing: Int = .max
        ) throws {
            let left = Mutex(commitsUntilFailing)
            let store = InMemoryEventStore(
                medium,
                beforeCommit: {
                    let isGone = left.withLock { left in
                        left -= 1
                        return left < 0
                    }
                    if isGone { throw JunctionError(.storeUnavailable, "the disk is gone") }
                })
            let time = TimeSource(
                now: { Instant(seconds: 1_790_000_000) },
                sleep: { try await Task.sleep(for: min($0, .milliseconds(5))) })
            log = EventLog(store: store, time: time)
            let engine = DeliveryEngine(log: log, time: time, random: { 0 }, gracePeriod: .zero)
            let keeper = ProjectionKeeper(
                log: log, engine: engine, time: time, compilers: [:], logger: Logger(label: "test"))
            self.engine = engine
            self.keeper = keeper
            try keeper.install(projection, of: "orders")
            running = Task {
                await withDiscardingTaskGroup { group in
                    group.addTask { await engine.run() }
                    group.addTask { await keeper.run() }
                }
            }
        }

        func end() async {
            running.cancel()
            await running.value
            await log.close()
        }

        func states() async throws -> [String: Value] {
            let states = try await keeper.states("stock", after: nil, limit: 1000, atLeast: nil, waiting: .zero)
            return Dictionary(uniqueKeysWithValues: states.map { ($0.key, $0.state) })
        }
    }

    @Test func `States are read at least up to a place, and survive a restart`() async throws {
        let medium = InMemoryEventStore.Medium()
        let first = try Bench(medium, Sketch.projection())
        let place = try await first.log.append(Sketch.event("1", "a", 5))
        let state = try await first.keeper.state("stock", key: "a", atLeast: place.sequence, waiting: .seconds(60))
        #expect(state?.state == ["quantity": 5])
        #expect(try await first.keeper.state("stock", key: "b", atLeast: nil, waiting: .zero) == nil)
        // At once, however long it would be waited for.
        let ahead = await #expect(throws: JunctionError.self) {
            try await first.keeper.state("stock", key: "a", atLeast: place.sequence + 1, waiting: .seconds(1_000_000))
        }
        #expect(ahead?.code == .positionAhead)
        await first.end()
        let second = try Bench(medium, Sketch.projection())
        let next = try await second.log.append(Sketch.event("2", "a", 5))
        let after = try await second.keeper.state("stock", key: "a", atLeast: next.sequence, waiting: .seconds(60))
        #expect(after?.state == ["quantity": 10] && after?.position == next.sequence)
        await second.end()
    }

    @Test func `A changed fold is built beside the old one, which serves until then`() async throws {
        let medium = InMemoryEventStore.Medium()
        let first = try Bench(medium, Sketch.projection())
        for number in 1...20 { try await first.log.append(Sketch.event("\(number)", "p\(number % 3)", 1)) }
        _ = try await first.keeper.state("stock", key: "p1", atLeast: 20, waiting: .seconds(60))
        await first.end()
        let fold = "{ 'quantity': state.quantity + 2 * event.payload.change }"
        let second = try Bench(medium, Sketch.projection(fold: fold))
        #expect(
            await eventually {
                let progress = try? await second.keeper.status("stock").progress
                return progress?.live.number == 2 && progress?.garbage.isEmpty == true
            })
        #expect(try await second.states() == ["p0": ["quantity": 12], "p1": ["quantity": 14], "p2": ["quantity": 14]])
        let old = try await second.log.documents(kind: "projection/stock/1", after: nil, limit: 10)
        #expect(old.isEmpty)
        await second.end()
    }

    @Test func `Readers see all states while generations take each other's places`() async throws {
        let bench = try Bench(InMemoryEventStore.Medium(), Sketch.projection())
        try await bench.log.append((0..<600).map { Append(Sketch.event("\($0)", "p\($0)", 1)) })
        _ = try await bench.keeper.state("stock", key: "p0", atLeast: 600, waiting: .seconds(60))
        for number in 2...6 as ClosedRange<Int64> {
            _ = try await bench.keeper.rebuild("stock")
            while try await bench.keeper.status("stock").progress.live.number < number {
                #expect(try await bench.states().count == 600)
            }
        }
        await bench.end()
    }

    @Test func `A rebuild that fails leaves the old states in place`() async throws {
        let medium = InMemoryEventStore.Medium()
        let first = try Bench(medium, Sketch.projection())
        try await first.log.append(Sketch.event("1", "a", 5))
        _ = try await first.keeper.state("stock", key: "a", atLeast: 1, waiting: .seconds(60))
        await first.end()
        let second = try Bench(medium, Sketch.projection(fold: "$error('no')"))
        #expect(await eventually { (try? await second.keeper.status("stock").progress.building?.failure) != nil })
        // The old fold goes on.
        let next = try await second.log.append(Sketch.event("2", "a", 1))
        let state = try await second.keeper.state("stock", key: "a", atLeast: next.sequence, waiting: .seconds(60))
        #expect(state?.state == ["quantity": 6])
        await second.end()
    }

    @Test func `A stopped projection goes on when it is resumed or rebuilt, others never wait`() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try Bench(medium, Sketch.projection(keys: 1))
        let other = try IntegrationPoint.projection(id: "all")
        try bench.keeper.install(other, of: "orders")
        for number in 1...3 { try await bench.log.append(Sketch.event("\(number)", "p\(number)", 1)) }
        _ = try await bench.keeper.state("all", key: "k", atLeast: 3, waiting: .seconds(60))
        #expect(await eventually { (try? await bench.keeper.status("stock").progress.live.failure?.sequence) == 2 })
        for place in 2...3 as ClosedRange<Int64> {
            let stopped = await #expect(throws: JunctionError.self) {
                try await bench.keeper.state("stock", key: "p1", atLeast: place, waiting: .seconds(60))
            }
            #expect(stopped?.code == .projectionStopped)
        }
        #expect(try await bench.keeper.state("stock", key: "p1", atLeast: 1, waiting: .zero)?.position == 1)
        _ = try await bench.keeper.resume("stock")
        #expect(await eventually { (try? await bench.keeper.status("stock").progress.live.failure?.sequence) == 2 })
        #expect(try await bench.states() == ["p1": ["quantity": 1]])
        await bench.end()
        let wider = try Bench(medium, Sketch.projection())
        _ = try await wider.keeper.resume("stock")
        #expect(await eventually { (try? await wider.states().count) == 3 })
        await wider.end()
    }

    @Test func `Who waits too short a time is told how far it is`() async throws {
        let medium = InMemoryEventStore.Medium()
        let log = EventLog(store: InMemoryEventStore(medium), time: TimeSource(now: { .epoch }, sleep: { _ in }))
        try await log.append(Sketch.event("1", "a", 1))
        await log.close()
        // Its store takes nothing, so that it comes no further.
        let bench = try Bench(medium, Sketch.projection(), commitsUntilFailing: 0)
        let behind = await #expect(throws: JunctionError.self) {
            try await bench.keeper.state("stock", key: "a", atLeast: 1, waiting: .zero)
        }
        #expect(behind?.code == .projectionBehind)
        #expect(behind?.message == "the projection stands at 0, not yet at 1")
        await bench.end()
    }

    @Test func `Skipped events are dead letters with their reasons`() async throws {
        let bench = try Bench(
            InMemoryEventStore.Medium(),
            Sketch.projection(fold: "{ 'quantity': $uppercase(event.payload.change) }", onError: .skip))
        try await bench.log.append(Sketch.event("1", "a", 5))
        #expect(
            await eventually {
                let letters = try? await bench.engine.deadLetters(DeadLetterQuery(destination: "projection:stock"))
                    .letters
                return letters?.first?.reason.contains("fold, line 1") == true
            })
        #expect(try await eventually { try await bench.keeper.status("stock").progress.live.skipped == 1 })
        await bench.end()
    }

    /// Whatever commit fails, and whether it was written or not, a restart neither loses nor repeats a fold.
    @Test(arguments: 0..<12) func `A crash at any commit changes nothing`(_ commits: Int) async throws {
        let medium = InMemoryEventStore.Medium()
        var random = SeededRandom(seed: UInt64(commits))
        var expected: [String: Int64] = [:]
        let events = (1...40).map { number in
            let (product, change) = ("p\(Int.random(in: 0..<4, using: &random))", Int.random(in: 1...9, using: &random))
            expected[product, default: 0] += Int64(change)
            return Sketch.event("\(number)", product, change)
        }
        let before = EventLog(
            store: InMemoryEventStore(medium), time: TimeSource(now: { .epoch }, sleep: { _ in }))
        for event in events { try await before.append(event) }
        await before.close()
        let dying = try Bench(medium, Sketch.projection(), commitsUntilFailing: commits)
        // Also a rebuild is under way when it dies, in later rounds.
        if commits > 4 { _ = try? await dying.keeper.rebuild("stock") }
        for number in 41...44 { _ = try? await dying.log.append(Sketch.event("\(number)", "late", 1)) }
        await dying.end()
        let after = try Bench(medium, Sketch.projection())
        let newest = try await after.log.newestSequence()
        expected["late"] = newest > 40 ? newest - 40 : nil
        _ = try await after.keeper.state("stock", key: "p0", atLeast: newest, waiting: .seconds(60))
        let wanted = expected.mapValues { Value.object(["quantity": .integer($0)]) }
        #expect(await eventually { (try? await after.keeper.status("stock").progress.building) == .some(nil) })
        #expect(try await after.states() == wanted)
        await after.end()
    }

    /// Two nodes that both believe they hold the lease: whoever is late is refused, and no fold is done twice.
    @Test func `Two sessions at once fold every event once`() async throws {
        let medium = InMemoryEventStore.Medium()
        let time = TimeSource(now: { .epoch }, sleep: { _ in })
        let log = EventLog(store: InMemoryEventStore(medium), time: time)
        let projection = try Sketch.projection()
        func session() async throws -> ProjectionSession {
            try await ProjectionSession(projection, log: log, time: time, compilers: [:], bury: { _ in })
        }
        var sessions = [try await session(), try await session()]
        for number in 1...30 {
            try await log.append(Sketch.event("\(number)", "a", 1))
            for index in [number % 2, (number + 1) % 2] {
                do { _ = try await sessions[index].step() } catch let error as JunctionError {
                    #expect(error.code == .versionConflict)
                    sessions[index] = try await session()
                }
            }
        }
        let document = try #require(try await log.document(kind: "projection/stock/1", id: "a"))
        #expect(try ProjectionState(document).state == ["quantity": 30])
        await log.close()
    }
}

extension IntegrationPoint {
    /// A projection with one key that counts every event.
    fileprivate static func projection(id: String) throws -> Projection {
        var projection = try ProjectionSketch.projection(key: "'k'", fold: "{ 'quantity': state.quantity + 1 }")
        projection.id = id
        return projection
    }
}
