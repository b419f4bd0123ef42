import Contract
import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// Random events in pages of any size against the plainest fold there is: one event after the other, each state measured.
@Suite struct ProjectionModelTests {
    private typealias Sketch = ProjectionSketch

    /// `state.text` grows and is emptied again; the fold fails for 13, and 7 gives nothing.
    private static let fold =
        "event.payload.change = 13 ? $error('no') : event.payload.change = 7 ? nothing : { 'text': event.payload.change < 0 ? '' : state.text & $pad($string(event.payload.change), 100, '.') }"

    private static func projection(_ onError: Projection.FailurePolicy) throws -> Projection {
        try Sketch.projection(
            fold: fold, deleteWhen: "$length(state.text) > 250 and event.payload.change = 5", onError: onError, keys: 3,
            stateBytes: 1024)
    }

    private struct Plain {
        private struct Refused: Error {}

        var states: [String: Value] = [:]
        var failed: [Int64] = []
        /// Where it stopped.
        var stopped: Int64?

        /// What one event makes of one state; nil: none.
        private static func folded(_ state: Value?, _ change: Int64) throws -> Value? {
            if change == 13 { throw Refused() }
            if change == 7 { return state }
            let padded = "\(change)" + String(repeating: ".", count: 100 - "\(change)".count)
            let text = change < 0 ? "" : (state?["text"]?.string ?? "") + padded
            if text.count > 250, change == 5 { return nil }
            guard try JSONFormat().encode(["text": .string(text)]).count <= 1024 else { throw Refused() }
            return ["text": .string(text)]
        }

        mutating func take(
            _ event: (key: String, change: Int64), _ sequence: Int64, _ onError: Projection.FailurePolicy
        ) {
            guard stopped == nil else { return }
            do {
                let new = try Self.folded(states[event.key], event.change)
                guard new == nil || states[event.key] != nil || states.count < 3 else { throw Refused() }
                states[event.key] = new
            } catch {
                failed.append(sequence)
                if onError == .stop { stopped = sequence }
            }
        }
    }

    @Test(arguments: 1...30, [Projection.FailurePolicy.skip, .stop])
    func `However the pages are cut, the states are those of a plain fold`(
        _ seed: Int, _ onError: Projection.FailurePolicy
    ) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let events = (0..<120).map { _ in
            (
                key: "k\(Int.random(in: 0..<5, using: &random))",
                // A failing one now and then; where it stops there, seldom.
                change: random.chance(onError == .stop ? 0.01 : 0.1)
                    ? Int64(13) : [-1, 1, 2, 3, 4, 5, 6, 7, 8, 9].randomElement(using: &random) ?? 1
            )
        }
        var plain = Plain()
        for (index, event) in events.enumerated() { plain.take(event, Int64(index + 1), onError) }

        let projection = try Self.projection(onError)
        let fold = try ProjectionFold(ProjectionRecipe(projection), compilers: [:])
        let stored = Sketch.stored(
            events.enumerated().map { Sketch.event("\($0)", $1.key, Int($1.change)) })
        var states: [String: Value] = [:]
        var failed: [Int64] = []
        var position = 0
        while position < stored.count {
            let end = min(stored.count, position + Int.random(in: 1...40, using: &random))
            var batch = ProjectionBatch(
                fold, Array(stored[position..<end]), after: Int64(position), through: Int64(end),
                keyCount: states.count, limits: ProjectionBatch.Limits(projection))
            batch.run(states.filter { batch.keys.contains($0.key) })
            for (key, state) in batch.changes { states[key] = state }
            failed += batch.skipped.map(\.sequence)
            #expect(batch.keyCount == states.count, "seed \(seed)")
            if let failure = batch.failure {
                failed.append(failure.sequence)
                #expect(batch.position == failure.sequence - 1)
                break
            }
            #expect(batch.position == Int64(end))
            position = end
        }
        #expect(failed == plain.failed, "seed \(seed)")
        #expect(states == plain.states, "seed \(seed)")
        if onError == .skip { #expect(!failed.isEmpty) }
    }

    /// What is large before an event that fails, is large all the same.
    @Test func `A state too large is refused whatever comes after it`() throws {
        let projection = try Sketch.projection(
            fold:
                "event.payload.change = 13 ? $error('no') : event.payload.change = 1 ? { 'text': $pad('x', 5000) } : { 'text': '' }"
        )
        for after in [13, 2] {
            let batch = try Sketch.batch(projection, [Sketch.event("1", "a", 1), Sketch.event("2", "a", after)])
            #expect(batch.failure?.sequence == 1 && batch.changes.isEmpty && batch.position == 0)
            #expect(batch.failure?.message == "fold: the state has more than 4096 bytes")
        }
    }

    @Test(arguments: [
        (4096 - 11, "x", true), (4096 - 10, "x", false), (2042, #"\u0022"#, true), (2043, #"\u0022"#, false),
    ])
    func `A state is as large as its JSON`(_ count: Int, _ character: String, _ fits: Bool) throws {
        let fold = "{ 'text': $pad('', \(count), '\(character)') }"
        let batch = try Sketch.batch(Sketch.projection(fold: fold), [Sketch.event("1", "a", 1)])
        #expect((batch.failure == nil) == fits)
    }
}

/// Anything that may happen to a projection, in any order: what is kept always stands for something.
@Suite struct ProjectionProgressPropertyTests {
    @Test(arguments: 0..<20) func `Whoever reads sees neither the past nor what is being removed`(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(500 + seed))
        func recipe(_ version: Int) throws -> ProjectionRecipe {
            ProjectionRecipe(try ProjectionSketch.projection(version: version))
        }
        let recipes = try (1...3).map(recipe)
        let projection = try ProjectionSketch.projection()
        let fold = try ProjectionFold(recipes[0], compilers: [:])
        var progress = ProjectionProgress(recipes[0])
        var swaps = 0
        for _ in 0..<300 {
            let before = progress
            let recipe = recipes.randomElement(using: &random) ?? recipes[0]
            switch Int.random(in: 0..<16, using: &random) {
            case 0: progress.adopt(recipe)
            case 1: progress.rebuild(recipe)
            case 2: progress.resume()
            case 3: progress.removedNext()
            case 4..<11:
                let generation = random.chance(0.2) ? progress.live : progress.building ?? progress.live
                var through = generation.position + Int64.random(in: 1...9, using: &random)
                // A rebuild catches up at some time.
                if random.chance(0.3) { through = max(through, progress.live.position) }
                var batch = ProjectionBatch(
                    fold, [], after: generation.position, through: through, keyCount: 1,
                    limits: ProjectionBatch.Limits(projection))
                batch.run([:])
                progress.folded(batch, of: generation.number)
            case 11..<15:
                if progress.swapIfReady(isAtEnd: random.chance(0.5)) {
                    swaps += 1
                    #expect(progress.live.position >= before.live.position && progress.building == nil)
                }
            default: if random.chance(0.1) { _ = progress.retire("stock") }
            }
            #expect(try ProjectionProgress(value: progress.value) == progress, "seed \(seed)")
            let alive = [progress.live.number] + (progress.building.map { [$0.number] } ?? [])
            #expect(Set(alive + progress.garbage).count == alive.count + progress.garbage.count, "seed \(seed)")
            #expect(progress.live.number >= before.live.number, "seed \(seed)")
            #expect(progress.live.number > before.live.number || progress.live.position >= before.live.position)
        }
        #expect(swaps > 0, "seed \(seed)")
    }
}
