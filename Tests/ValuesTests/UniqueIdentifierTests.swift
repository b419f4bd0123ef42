import Testing
import Values

@Suite struct UniqueIdentifierTests {
    @Test func isAVersion7Identifier() throws {
        var random = SeededGenerator(seed: 1)
        var seen: Set<String> = []
        for _ in 0..<2000 {
            let time = Instant(microseconds: Int64.random(in: 0...4_000_000_000_000_000, using: &random))
            let text = UniqueIdentifier.version7(at: time, random: (random.next(), random.next()))
            #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            let milliseconds = try #require(Int64(text.prefix(13).filter { $0 != "-" }, radix: 16))
            #expect(milliseconds == time.microseconds / 1000)
            #expect(seen.insert(text).inserted)
        }
    }

    @Test func sortsByTime() {
        var random = SeededGenerator(seed: 2)
        let texts = (0..<500).map { index in
            UniqueIdentifier.version7(
                at: Instant(microseconds: Int64(index) * 1000), random: (random.next(), random.next()))
        }
        #expect(texts == texts.sorted())
    }

    @Test func usesAllTheRandomBitsItSays() {
        let zeros = UniqueIdentifier.version7(at: .epoch, random: (0, 0))
        let ones = UniqueIdentifier.version7(at: .epoch, random: (.max, .max))
        #expect(zeros == "00000000-0000-7000-8000-000000000000")
        #expect(ones == "00000000-0000-7fff-bfff-ffffffffffff")
        #expect(UniqueIdentifier.version7(at: Instant(microseconds: -5_000), random: (0, 0)) == zeros)
    }
}
