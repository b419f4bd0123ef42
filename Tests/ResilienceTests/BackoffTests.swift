import Resilience
import Testing
import Values

@Suite struct BackoffTests {
    private let backoff = Backoff(first: .seconds(1), factor: 2, longest: .seconds(30))

    @Test func boundDoublesUpToTheLongest() {
        let bounds = (1...7).map { backoff.bound(after: $0) }
        #expect(bounds == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    }

    @Test func aHighCountDoesNotOverflow() {
        #expect(backoff.bound(after: .max) == .seconds(30))
        #expect(backoff.bound(after: 0) == .seconds(1))
    }

    @Test func jitterIsFull() {
        #expect(backoff.delay(after: 3, random: 0) == .zero)
        #expect(backoff.delay(after: 3, random: 0.5) == .seconds(2))
        #expect(backoff.delay(after: 3, random: 7) == .seconds(4))
    }
}
