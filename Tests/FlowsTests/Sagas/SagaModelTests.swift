import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// Random sagas over the whole keeper: many instances at once, their events in any order, before their beginning and twice, and
/// a process that dies after any commit. What is in the log must be what a plain reading of the saga says.
struct SagaModelTests {
    private struct World {
        let saga: RandomSaga
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let caller: ScriptedCaller
        let refused: Set<String>
        /// By key, the types of what comes.
        var given: [String: [String]] = [:]
        /// In the order in which it comes.
        var coming: [(type: String, key: String)] = []
        var random: SeededRandom

        init(seed: UInt64, isPlain: Bool) throws {
            var random = SeededRandom(seed: seed)
            saga = try RandomSaga(&random, isPlain: isPlain, key: "payload.k")
            let ids = saga.plan.steps.map(\.id) + saga.plan.compensations.keys.sorted()
            let refused = Set(ids.filter { _ in random.chance(0.15) })
            self.refused = refused
            caller = ScriptedCaller { request, _ in
                let isRefused = World.step(of: request).map { refused.contains($0) } ?? true
                return isRefused ? .refused(reason: "no") : .done(SystemReply(status: 200))
            }
            for number in 0..<4 {
                let key = "k\(number)"
                let events = saga.events.filter { _ in random.chance(0.7) }
                given[key] = events
                coming += (events + ["a"]).map { ($0, key) }
            }
            coming += coming.filter { _ in random.chance(0.2) }
            coming.shuffle(using: &random)
            self.random = random
        }

        /// The step that made a call: its id is of the saga, the instance's place, the step and a number.
        static func step(of request: SystemRequest) -> String? {
            let id = request.headers.first { $0.name == "idempotency-key" }?.value ?? ""
            let parts = id.split(separator: "-")
            return parts.count >= 4 ? parts[2..<(parts.count - 1)].joined(separator: "-") : nil
        }

        func bench(dyingAfter commits: Int = .max) async throws -> SagaBench {
            let text = String(decoding: try JSONFormat().encode(saga.definition), as: UTF8.self)
            return try await SagaBench(
                medium, saga: text, caller: caller, clock: clock, afterCommits: commits, passesTime: false)
        }

        func publish(to bench: SagaBench) async -> Bool {
            var isTaken = true
            for (type, key) in coming {
                let event = Event(
                    id: "\(type)-\(key)", stream: key, type: type, source: "test", time: clock.now,
                    contentType: "application/json", payload: Array(#"{"k":"\#(key)"}"#.utf8))
                do { _ = try await bench.log.append(event) } catch { isTaken = false }
            }
            return isTaken
        }

        func isSettled(_ bench: SagaBench) async -> Bool {
            await eventually { (try? await bench.engine.statuses().allSatisfy { $0.backlog == 0 }) == true }
        }

        func instances(_ bench: SagaBench) async throws -> [SagaInstance] {
            try await bench.keeper.instances("s", status: nil, after: nil, limit: 100).instances.map(\.instance)
        }

        /// Publishes everything, the process dying once on the way if it is to, and lets time pass until all are over.
        mutating func run() async throws -> [SagaInstance] {
            if random.chance(0.6) {
                let dying = try await bench(dyingAfter: Int.random(in: 0..<60, using: &random))
                _ = await publish(to: dying)
                for _ in 0..<Int.random(in: 0..<200, using: &random) { await Task.yield() }
                await dying.stop()
            }
            let bench = try await bench()
            #expect(await publish(to: bench))
            for _ in 0..<40 {
                #expect(await isSettled(bench))
                let running = try await instances(bench).filter { !$0.status.isOver }
                guard let due = running.compactMap(\.due).min() else { break }
                clock.advance(to: due)
                let late = running.filter { $0.due == due }.map(\.key)
                #expect(
                    await eventually {
                        let now = (try? await instances(bench)) ?? []
                        return now.allSatisfy { !late.contains($0.key) || $0.due != due }
                    })
            }
            let ended = try await instances(bench)
            for (key, _) in given { published[key] = try await bench.published(key) }
            await bench.stop()
            return ended
        }

        private(set) var published: [String: [String]] = [:]

        /// The calls made for an instance, by step, repeats left out.
        func called(_ instance: SagaInstance) -> [String] {
            let mine = caller.all.filter {
                $0.headers.contains { $0.value.hasPrefix("s-\(instance.origin)-") }
            }
            var seen: Set<String> = []
            return mine.filter { seen.insert($0.headers.first?.value ?? "").inserted }.compactMap { Self.step(of: $0) }
        }
    }

    @Test(arguments: 0..<24)
    func whatIsInTheLogIsWhatThePlainReadingSays(_ seed: Int) async throws {
        var world = try World(seed: UInt64(77_000 + seed), isPlain: true)
        let instances = try await world.run()
        #expect(instances.map(\.key) == world.given.keys.sorted())
        for instance in instances {
            let plain = PlainSaga(
                world.saga.definition, events: Set(world.given[instance.key] ?? []), refused: world.refused)
            let history = "seed \(seed): \(instance.history.map { "\($0.what) \($0.step ?? "")" })"
            #expect(instance.status.rawValue == plain.status, "\(history)")
            #expect(world.published[instance.key] == plain.published, "\(history)")
            #expect(world.called(instance) == plain.called, "\(history)")
        }
    }

    @Test(arguments: 0..<16)
    func branchesToComeToTheirEndsOverTheKeeper(_ seed: Int) async throws {
        var world = try World(seed: UInt64(99_000 + seed), isPlain: false)
        let instances = try await world.run()
        #expect(instances.map(\.key) == world.given.keys.sorted())
        for instance in instances {
            let history = "seed \(seed): \(instance.history.map { "\($0.what) \($0.step ?? "")" })"
            #expect(instance.status.isOver, "\(history)")
            let published = world.published[instance.key] ?? []
            #expect(Set(published).count == published.count, "each once. \(history)")
            let called = world.called(instance)
            #expect(Set(called).count == called.count, "each under one id. \(history)")
            let taken = instance.history.filter { $0.what == .received }.compactMap(\.detail)
            #expect(Set(taken).isSubset(of: world.given[instance.key] ?? []) && Set(taken).count == taken.count)
            world.saga.checkCompensation(of: instance, history)
        }
    }
}
