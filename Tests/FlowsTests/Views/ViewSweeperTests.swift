import Events
import Logging
import TestKit
import Testing
import Values

@testable import Flows

@Suite struct ViewSweeperTests {
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog

        init() { log = EventLog(store: InMemoryEventStore(InMemoryEventStore.Medium()), time: clock.source) }

        /// A projection that has folded so many keys; its session is over.
        func projection(keys: Int) async throws {
            for number in 0..<keys { try await log.append(ProjectionSketch.event("e\(number)", "k\(number)", 1)) }
            var session = try await session()
            while try await !session.step() {}
        }

        func session() async throws -> ProjectionSession {
            try await ProjectionSession(
                ProjectionSketch.projection(keys: 10_000), log: log, time: clock.source, compilers: [:],
                bury: { _ in })
        }

        func sweep(declared: Set<String> = []) async throws {
            try await ViewSweeper<ProjectionProgress>(log: log, time: clock.source, logger: Logger(label: "test"))
                .sweep(declared: declared)
        }

        func progress() async throws -> ProjectionProgress? {
            try await ProjectionProgress.kept("stock", in: log)?.progress
        }

        func stateCount(_ generation: Int64 = 1) async throws -> Int {
            var count = 0
            try await log.forEachDocument(kind: ProjectionState.kind("stock", generation)) { _ in count += 1 }
            return count
        }
    }

    @Test func `What a view kept goes when no point has declared it for the named time, and not before`() async throws {
        let bench = Bench()
        try await bench.projection(keys: 1203)
        try await bench.sweep(declared: ["stock"])
        #expect(try await bench.progress()?.absentSince == nil)
        try await bench.sweep()
        #expect(try await bench.progress()?.absentSince == bench.clock.now)
        bench.clock.advance(by: ViewSweeper<ProjectionProgress>.keptFor - .seconds(1))
        try await bench.sweep()
        #expect(try await bench.stateCount() == 1203)
        bench.clock.advance(by: .seconds(1))
        try await bench.sweep()
        #expect(try await bench.stateCount() == 0)
        #expect(try await bench.progress() == nil)
    }

    @Test func `A view that comes back within the time finds its states, and the time begins anew`() async throws {
        let bench = Bench()
        try await bench.projection(keys: 3)
        try await bench.sweep()
        bench.clock.advance(by: .seconds(6 * 86_400))
        var session = try await bench.session()
        #expect(try await bench.progress()?.absentSince == nil)
        #expect(session.progress.live.keys == 3)
        bench.clock.advance(by: .seconds(6 * 86_400))
        try await bench.sweep()
        #expect(try await bench.stateCount() == 3)
        // While a node works on it, another that does not know it only has it look again.
        bench.clock.advance(by: .seconds(3))
        await #expect(throws: JunctionError.self) { try await session.lookForChanges() }
        session = try await bench.session()
        #expect(try await bench.progress()?.absentSince == nil)
    }

    /// The removal is cut off after each of its commits, and the view comes back: it has what a plain fold has.
    @Test(arguments: 0...4) func `A view that comes back while it is removed begins anew`(commits: Int) async throws {
        let bench = Bench()
        try await bench.projection(keys: 1203)
        let kept = try #require(try await ProjectionProgress.kept("stock", in: bench.log))
        var progress = kept.progress
        var record = ViewRecord<ProjectionProgress>(
            "stock", version: kept.version, log: bench.log, time: bench.clock.source)
        var done = 0
        while done < commits, let kind = progress.retire("stock") {
            let some = try await bench.log.documents(kind: kind, after: nil, limit: 500)
            if some.count < 500 { progress.removedNext() }
            try await record.commit(progress, documents: some.map { .remove(kind: kind, id: $0.id) })
            done += 1
        }
        #expect(done == min(commits, 3))
        var session = try await bench.session()
        while try await !session.step() {}
        let live = session.progress.live
        #expect(live.keys == 1203 && live.number == (commits == 0 ? 1 : 2))
        #expect(try await bench.stateCount(live.number) == 1203)
        if commits > 0 { #expect(try await bench.stateCount(1) == 0) }
    }

    @Test func `Whoever is quicker than the removal wins`() async throws {
        let bench = Bench()
        try await bench.projection(keys: 1)
        try await bench.sweep()
        let found = try #require(try await ProjectionProgress.kept("stock", in: bench.log))
        var late = ViewRecord<ProjectionProgress>(
            "stock", version: found.version, log: bench.log, time: bench.clock.source)
        _ = try await bench.session()
        await #expect(throws: JunctionError.self) { try await late.commit(found.progress) }
        await #expect(throws: JunctionError.self) { try await late.remove() }
        #expect(try await bench.stateCount() == 1)
    }

    @Test func `A stream that is gone leaves neither its place nor its windows`() async throws {
        let bench = Bench()
        var progress = StreamProgress(fingerprint: "f", position: 3)
        (progress.snapshot, progress.parts, progress.told) = (7, 2, 9)
        progress.absentSince = .epoch
        var record = ViewRecord<StreamProgress>("busy", version: 0, log: bench.log, time: bench.clock.source)
        let kind = StreamProgress.kind("busy", 7)
        try await record.commit(
            progress,
            documents: ["part-1000", "part-1001"].map { .put(kind: kind, id: $0, content: [0x5B, 0x5D]) })
        #expect(try StreamProgress(value: progress.value) == progress)
        try await ViewSweeper<StreamProgress>(log: bench.log, time: bench.clock.source, logger: Logger(label: "test"))
            .sweep(declared: [])
        #expect(try await StreamProgress.kept("busy", in: bench.log) == nil)
        #expect(try await bench.log.documents(kind: kind, after: nil, limit: 10).isEmpty)
        // Cut off in between, it would have begun where it stood.
        progress.removedNext()
        #expect(progress.retire("busy") == nil && progress.position == 9)
    }
}
