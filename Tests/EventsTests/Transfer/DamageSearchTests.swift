import Events
import Testing

@Suite struct DamageSearchTests {
    /// From `start` on the damage ends at `end`, found exactly, with few tries.
    @Test(arguments: [(0, 1), (5, 6), (5, 7), (5, 1000), (17, 4096), (1, Int64.max / 3)] as [(Int64, Int64)])
    func theEdgeIsFound(_ start: Int64, _ end: Int64) {
        var tries = 0
        let found = DamageSearch.end(ofDamageAt: start) { number in
            tries += 1
            return number >= end
        }
        #expect(found == end)
        #expect(tries <= 128)
    }

    @Test func damageWithoutEnd() {
        #expect(DamageSearch.end(ofDamageAt: 7) { _ in false } == nil)
        #expect(DamageSearch.end(ofDamageAt: .max) { _ in true } == nil)
    }

    /// What comes back is readable, and the number before it is not.
    @Test func severalDamagedPlaces() {
        let damaged: [ClosedRange<Int64>] = [10...19, 25...40, 100...100]
        let isReadable = { (number: Int64) in !damaged.contains { $0.contains(number) } }
        for start in damaged.map(\.lowerBound) {
            let end = DamageSearch.end(ofDamageAt: start, isReadable)
            #expect(end.map { isReadable($0) && !isReadable($0 - 1) } == true)
        }
    }
}
