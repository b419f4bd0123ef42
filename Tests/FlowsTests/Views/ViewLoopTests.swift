import Contract
import Events
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// What wakes a view. The clock stands still unless a test moves it, so that nothing is found by looking now and then.
@Suite struct ViewLoopTests {
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog
        let engine: DeliveryEngine
        let keeper: ProjectionKeeper
        private let running: Task<Void, Never>

        init(_ projection: Projection) throws {
            let log = EventLog(store: InMemoryEventStore(InMemoryEventStore.Medium()), time: clock.source)
            let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
            let keeper = ProjectionKeeper(
                log: log, engine: engine, time: clock.source, compilers: [:], logger: Logger(label: "test"))
            try keeper.install(projection, of: "orders")
            (self.log, self.engine, self.keeper) = (log, engine, keeper)
            running = Task { await keeper.run() }
        }

        func end() async {
            running.cancel()
            await running.value
            await log.close()
        }

        /// Waits in real time, with the clock of the view standing still.
        func reaches(_ position: Int64) async -> Bool {
            await eventually { (try? await self.keeper.status("stock").progress.live.position) == position }
        }

        /// What another node would read.
        func kept() async throws -> Int64? {
            try await ProjectionProgress.kept("stock", in: log)?.progress.live.position
        }
    }

    @Test func `An event is folded when it is appended, without a look at the clock`() async throws {
        let bench = try Bench(ProjectionSketch.projection())
        for number in 1...20 as ClosedRange<Int64> {
            try await bench.log.append(ProjectionSketch.event("\(number)", "a", 1))
            #expect(await bench.reaches(number))
        }
        await bench.end()
    }

    @Test func `A request to this node wakes a view that waits`() async throws {
        let bench = try Bench(ProjectionSketch.projection())
        try await bench.log.append(ProjectionSketch.event("1", "a", 1))
        #expect(await bench.reaches(1))
        _ = try await bench.keeper.rebuild("stock")
        #expect(await eventually { (try? await bench.keeper.status("stock").progress.live.number) == 2 })
        await bench.end()
    }

    @Test func `A place that no state changed with is kept when its time has come`() async throws {
        let bench = try Bench(ProjectionSketch.projection())
        try await bench.log.append(ProjectionSketch.event("1", "a", 1))
        #expect(await bench.reaches(1))
        try await bench.log.append(ProjectionSketch.event("2", "a", 1, type: "other"))
        #expect(await bench.reaches(2))
        #expect(try await bench.kept() == 1)
        // Another node that asks for place 2 must not wait for the next event.
        #expect(
            await eventually {
                bench.clock.nextWake.map { $0 <= bench.clock.now + .seconds(2) } == true
            })
        bench.clock.advance(by: .seconds(2))
        #expect(await eventually { (try? await bench.kept()) == 2 })
        await bench.end()
    }

    @Test func `What another node was asked for is found by looking`() async throws {
        let bench = try Bench(ProjectionSketch.projection())
        try await bench.log.append(ProjectionSketch.event("1", "a", 1))
        #expect(await bench.reaches(1))
        let kept = try #require(try await ProjectionProgress.kept("stock", in: bench.log))
        var progress = kept.progress
        progress.rebuild(progress.live.recipe)
        var elsewhere = ViewRecord<ProjectionProgress>(
            "stock", version: kept.version, log: bench.log, time: bench.clock.source)
        try await elsewhere.commit(progress)
        #expect(
            await eventually {
                bench.clock.advance(by: ViewLoop.pauseMost)
                return (try? await bench.keeper.status("stock").progress.live.number) == 2
            })
        await bench.end()
    }

    /// A view that does nothing but tell of it.
    private struct Idler: ViewSession {
        let position: Int64 = 0
        let isStopped = true
        let nextDue: Instant? = nil
        let stepped: @Sendable () -> Void

        mutating func step() async throws -> Bool {
            stepped()
            return true
        }

        mutating func lookForChanges() async throws {}
    }

    /// The clock stands still all the time.
    private func looping(_ stepped: @escaping @Sendable (ViewLoop) -> Void) -> (
        DeliveryEngine, ViewLoop, Task<Void, Never>
    ) {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(InMemoryEventStore.Medium()), time: clock.source)
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
        let loop = ViewLoop("idler", log: log, engine: engine, time: clock.source, logger: Logger(label: "test"))
        let running = Task {
            await loop.run {
                Idler { stepped(loop) }
            } show: { _ in
            }
        }
        return (engine, loop, running)
    }

    @Test func `A view begins when its node begins to serve it`() async throws {
        let steps = Mutex(0)
        let (engine, loop, running) = looping { _ in steps.withLock { $0 += 1 } }
        for _ in 0..<20 { await Task.yield() }
        #expect(steps.withLock { $0 } == 0)
        try engine.add(loop.destination, target: loop)
        #expect(await eventually { steps.withLock { $0 } > 0 })
        running.cancel()
        await running.value
    }

    @Test func `What wakes a view while it is at work is not forgotten`() async throws {
        let steps = Mutex(0)
        // Asked for after it has been looked whether there is anything, and before the pause.
        let (engine, loop, running) = looping { loop in
            let count = steps.withLock { steps in
                steps += 1
                return steps
            }
            if count < 5 { loop.reload() }
        }
        try engine.add(loop.destination, target: loop)
        #expect(await eventually { steps.withLock { $0 } == 5 })
        running.cancel()
        await running.value
    }

    /// Of two nodes with one store one works; when it goes, the other goes on.
    @Test func `A view is taken over by another node`() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        func node(_ name: String) throws -> (ProjectionKeeper, EventLog, Task<Void, Never>) {
            let log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
            let engine = DeliveryEngine(
                log: log, time: clock.source, random: { 0 }, gracePeriod: .zero,
                sharing: DeliveryEngine.Sharing(node: name))
            let keeper = ProjectionKeeper(
                log: log, engine: engine, time: clock.source, compilers: [:], logger: Logger(label: "test"))
            try keeper.install(ProjectionSketch.projection(), of: "orders")
            let running = Task {
                await withDiscardingTaskGroup { group in
                    group.addTask { await engine.run() }
                    group.addTask { await keeper.run() }
                }
            }
            return (keeper, log, running)
        }
        let nodes = [try node("one"), try node("two")]
        func worker() async -> Int? {
            for (index, node) in nodes.enumerated() where (try? await node.0.status("stock").isHere) == true {
                return index
            }
            return nil
        }
        let ticking = Task {
            while !Task.isCancelled {
                clock.advance(by: .milliseconds(500))
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
        #expect(await eventually { await worker() != nil })
        let first = try #require(await worker())
        let other = nodes[1 - first]
        try await nodes[first].1.append(ProjectionSketch.event("1", "a", 1))
        nodes[first].2.cancel()
        #expect(await eventually { await worker() == 1 - first })
        try await other.1.append(ProjectionSketch.event("2", "a", 1))
        #expect(
            await eventually {
                let state = try? await other.0.state("stock", key: "a", atLeast: nil, waiting: .zero)
                return state?.state == ["quantity": 2]
            })
        other.2.cancel()
        for node in nodes {
            await node.2.value
            await node.1.close()
        }
        ticking.cancel()
    }
}
