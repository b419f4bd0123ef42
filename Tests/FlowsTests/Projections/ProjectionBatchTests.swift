import Contract
import Events
import Flows
import Testing
import Values

@Suite struct ProjectionBatchTests {
    private typealias Sketch = ProjectionSketch

    @Test func `Each key has its own state, folded in the order of events`() throws {
        let batch = try Sketch.batch(
            Sketch.projection(),
            [
                Sketch.event("1", "a", 5), Sketch.event("2", "b", 7), Sketch.event("3", "a", -2),
                Sketch.event("4", "a", 100, type: "other"),
            ])
        #expect(batch.changes["a"] == .some(["quantity": 3]))
        #expect(batch.changes["b"] == .some(["quantity": 7]))
        #expect(batch.positions == ["a": 3, "b": 2])
        #expect(batch.position == 4 && batch.keyCount == 2 && batch.folded == 3 && batch.failure == nil)
    }

    @Test func `A fold that gives nothing leaves the state, a true deleteWhen removes it`() throws {
        let kept = try Sketch.batch(
            Sketch.projection(fold: "event.payload.change > 0 ? { 'quantity': state.quantity + event.payload.change }"),
            [Sketch.event("1", "a", 5), Sketch.event("2", "a", -9)])
        #expect(kept.changes["a"] == .some(["quantity": 5]))
        let removed = try Sketch.batch(
            Sketch.projection(deleteWhen: "state.quantity = 0"),
            [Sketch.event("1", "a", 5), Sketch.event("2", "a", -5), Sketch.event("3", "b", 0)])
        #expect(removed.changes["a"] == .some(nil))
        #expect(removed.changes["b"] == nil)
        #expect(removed.keyCount == 0)
    }

    @Test func `An event without a key is passed over, one with an impossible key fails`() throws {
        let none = try Sketch.batch(Sketch.projection(key: "event.payload.nothing"), [Sketch.event("1", "a", 5)])
        #expect(none.changes.isEmpty && none.failure == nil && none.position == 1)
        let wrong = try Sketch.batch(Sketch.projection(key: "event.payload"), [Sketch.event("1", "a", 5)])
        #expect(wrong.failure?.message == "key: it is an object, not a text of 1 to 512 bytes")
        #expect(wrong.position == 0)
    }

    @Test func `A fold that fails stops at its event, located, or is passed over`() throws {
        let fold = "event.payload.change = 13 ? $error('no') : \\n { 'quantity': $uppercase(event.payload.change) }"
        let events = [Sketch.event("1", "a", 13), Sketch.event("2", "a", 2)]
        let stopped = try Sketch.batch(Sketch.projection(fold: fold), events)
        #expect(stopped.position == 0)
        #expect(stopped.failure?.eventID == "1")
        #expect(stopped.failure?.message.contains("(JSONata D3137)") == true)
        let skipped = try Sketch.batch(Sketch.projection(fold: fold, onError: .skip), events)
        #expect(skipped.position == 2 && skipped.failure == nil)
        #expect(skipped.skipped.map(\.sequence) == [1, 2])
        #expect(skipped.skipped[1].message.hasPrefix("fold, line 2, column "))
    }

    @Test func `Keys and bytes of a state are bounded`() throws {
        let keys = try Sketch.batch(
            Sketch.projection(keys: 1),
            [Sketch.event("1", "a", 1), Sketch.event("2", "a", 1), Sketch.event("3", "b", 1)])
        #expect(keys.position == 2)
        #expect(keys.failure?.message == "key: there are 1 keys already")
        let fold = "{ 'quantity': 0, 'all': $append(state.all, event.payload.product) }"
        let bytes = try Sketch.batch(
            Sketch.projection(fold: fold, stateBytes: 40), (1...9).map { Sketch.event("\($0)", "a", 1) })
        #expect(bytes.failure?.message == "fold: the state has more than 40 bytes")
        // {"quantity":0,"all":["a","a","a","a"]} has 38 bytes.
        #expect(bytes.position == 4)
    }

    @Test func `Time and chance come from the event`() throws {
        let projection = try Sketch.projection(fold: "{ 'at': $now(), 'chance': $random() }")
        let events = [Sketch.event("1", "a", 1)]
        #expect(try Sketch.batch(projection, events).changes == Sketch.batch(projection, events).changes)
    }
}

@Suite struct ProjectionProgressTests {
    private func recipe(_ version: Int) throws -> ProjectionRecipe {
        ProjectionRecipe(try ProjectionSketch.projection(version: version))
    }

    private func folded(_ progress: inout ProjectionProgress, _ number: Int64, through: Int64) throws {
        let fold = try ProjectionFold(recipe(1), compilers: [:])
        var batch = ProjectionBatch(
            fold, [], after: 0, through: through, keyCount: 3,
            limits: ProjectionBatch.Limits(try ProjectionSketch.projection()))
        batch.run([:])
        progress.folded(batch, of: number)
    }

    @Test func `Another recipe is built beside, and takes over when it is as far`() throws {
        var progress = ProjectionProgress(try recipe(1))
        try folded(&progress, 1, through: 10)
        progress.adopt(try recipe(1))
        #expect(progress.building == nil)
        progress.adopt(try recipe(2))
        #expect(progress.building?.number == 2)
        try folded(&progress, 2, through: 9)
        var isSwapped = progress.swapIfReady(isAtEnd: true)
        #expect(!isSwapped)
        try folded(&progress, 2, through: 10)
        isSwapped = progress.swapIfReady(isAtEnd: false)
        #expect(isSwapped)
        #expect(progress.live.number == 2 && progress.live.position == 10 && progress.garbage == [1])
        progress.removedNext()
        #expect(progress.garbage.isEmpty)
    }

    @Test func `A recipe that changes again, or back, gives up what was being built`() throws {
        var progress = ProjectionProgress(try recipe(1))
        progress.adopt(try recipe(2))
        progress.adopt(try recipe(2))
        #expect(progress.building?.number == 2)
        progress.adopt(try recipe(3))
        #expect(progress.building?.number == 3 && progress.garbage == [2])
        progress.adopt(try recipe(1))
        #expect(progress.building == nil && progress.garbage == [2, 3])
        progress.rebuild(try recipe(1))
        progress.adopt(try recipe(1))
        #expect(progress.building?.number == 4)
    }

    @Test func `What is kept is read back`() throws {
        var progress = ProjectionProgress(try recipe(1))
        progress.rebuild(try recipe(2))
        try folded(&progress, 1, through: 10)
        #expect(try ProjectionProgress(value: progress.value) == progress)
        #expect(throws: JunctionError.self) { try ProjectionProgress(value: [:]) }
    }
}
