import Events
import Testing
import Values

@Suite struct StoreMigrationTests {
    private static let known = [
        (forward: "a", back: "A", isAddition: false), (forward: "b", back: "B", isAddition: true),
        (forward: "c", back: "C", isAddition: false),
    ]

    @Test func stepsLeadForwardAndBack() throws {
        let up = try StoreMigration(from: 1, to: 3, known: Self.known)
        #expect(up.steps.map(\.statements) == ["b", "c"])
        #expect(up.steps.map(\.number) == [2, 3])
        let down = try StoreMigration(from: 3, to: 1, known: Self.known)
        #expect(down.steps.map(\.statements) == ["C", "B"])
        #expect(down.steps.map(\.number) == [2, 1])
        #expect(try StoreMigration(from: 2, to: 2, known: Self.known).steps.isEmpty)
        #expect(throws: JunctionError.self) { try StoreMigration(from: 1, to: 4, known: Self.known) }
        #expect(throws: JunctionError.self) { try StoreMigration(from: 4, to: 3, known: Self.known) }
    }

    /// Step 3 and 4 are there; a version that knows 2 goes on beside them if both only add.
    @Test func anOlderVersionGoesOnBesideAdditions() throws {
        try StoreMigration.check(step: 4, needed: 2, newest: 2)
        try StoreMigration.check(step: 2, needed: 2, newest: 3)
        #expect { try StoreMigration.check(step: 4, needed: 3, newest: 2) } throws: {
            ($0 as? JunctionError)?.code == .storeIncompatible
        }
    }
}
