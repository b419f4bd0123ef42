import Mapping
import Testing
import Values

/// What differs between two results.
struct ValueChangeTests {
    @Test func everyDifferenceIsNamed() {
        let before: Value = ["a": 1, "b": [1, 2], "c": ["d": "x"], "e": 1.0]
        let after: Value = ["a": 2, "b": [1], "c": ["d": "x", "f": true], "e": 1]
        let changes = ValueChange.all(from: before, to: after).map(\.description)
        #expect(changes == ["$.a: 1 → 2", "$.b[1]: removed 2", "$.c.f: added true"])
        #expect(ValueChange.all(from: after, to: after).isEmpty)
    }

    @Test func noMoreAreNamedThanAskedFor() {
        let (before, after) = (
            Value.array((0..<50).map { .integer($0) }), Value.array((0..<50).map { .integer(-1 - $0) })
        )
        #expect(ValueChange.all(from: before, to: after, most: 10).count == 10)
    }
}
