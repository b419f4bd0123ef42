import Resilience
import Testing

@Suite struct BulkheadTests {
    private func name(_ entry: Bulkhead<Int>.Entry) -> String {
        switch entry {
        case .admitted: "admitted"
        case .queued: "queued"
        case .refused: "refused"
        }
    }

    @Test func admitsQueuesRefuses() {
        var bulkhead = Bulkhead<Int>(concurrency: 2, queueLimit: 1)
        #expect((0..<4).map { name(bulkhead.enter($0)) } == ["admitted", "admitted", "queued", "refused"])
        #expect(bulkhead.leave() == 2)
        #expect(bulkhead.running == 2)
        #expect(bulkhead.leave() == nil)
        #expect(bulkhead.running == 1)
    }

    @Test func whoWaitsGoesInTheOrderOfComing() {
        var bulkhead = Bulkhead<Int>(concurrency: 1, queueLimit: 1000)
        _ = bulkhead.enter(0)
        for number in 1...500 { _ = bulkhead.enter(number) }
        #expect((1...500).map { _ in bulkhead.leave() } == Array(1...500))
        #expect(bulkhead.waitingCount == 0)
    }
}
