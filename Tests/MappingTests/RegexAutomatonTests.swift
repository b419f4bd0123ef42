import Testing

@testable import Mapping

/// The table must say what the backtracking machine says.
struct RegexAutomatonTests {
    @Test func agreesWithTheMachine() throws {
        var state: UInt64 = 0x1234_5678_9ABC_DEF1
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let atoms = [
            "a", "b", ".", "[ab]", "[^a]", "é", "\u{1F600}", "[\u{E0}-\u{1F700}]", "\\d", "\\w", "\\S", "^", "$",
            "(a|b)",
            "(?:ab|a)", "(?:a*)", "x{0}", "[]", "[^]", "(?:^a|b$)", "\\u{E9}",
        ]
        let suffixes = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "{0,2}?"]
        let letters = ["a", "b", "c", "é", "\u{1F600}", "1", "\n", "_", " "]
        var compared = 0
        for _ in 0..<3000 {
            var pattern = ""
            for _ in 0..<(1 + random(4)) {
                let atom = atoms[random(atoms.count)]
                pattern += atom + (atom == "^" || atom == "$" ? "" : suffixes[random(suffixes.count)])
                if random(6) == 0 { pattern += "|" }
            }
            guard let expression = try? RegularExpression(pattern, options: .unicode) else { continue }
            for _ in 0..<8 {
                let text = (0..<random(6)).map { _ in letters[random(letters.count)] }.joined()
                #expect(
                    try expression.matches(text) == (expression.firstMatch(in: text) != nil),
                    "\(pattern.debugDescription) in \(text.debugDescription)")
                compared += 1
            }
        }
        #expect(compared > 10_000)
    }

    @Test func rangesCoverTheirCodePoints() {
        for range: ClosedRange<UInt32> in [0...0x10FFFF, 0x7F...0x80, 0x7FF...0x10000, 0xE9...0x1F600, 0xD7FF...0xE000]
        {
            for point in stride(from: UInt32(0), through: 0x10FFFF, by: 61) {
                guard let scalar = Unicode.Scalar(point) else { continue }
                let bytes = Array(String(Character(scalar)).utf8)
                let isIn = UTF8Ranges.sequences(range).contains { sequence in
                    sequence.count == bytes.count && zip(sequence, bytes).allSatisfy { $0.contains($1) }
                }
                #expect(isIn == range.contains(point))
            }
        }
    }

    @Test func hostilePatternsTakeLittleTime() throws {
        let text = String(repeating: "a", count: 20_000)
        for pattern in ["^(a+)+$", "^(a|a)*b$", "(a*)*c", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:){2000000000}"] {
            _ = try RegularExpression(pattern, options: .unicode).matches(text)
        }
        #expect(throws: RegularExpressionError.self) { try RegularExpression("a{1000}{1000}", options: .unicode) }
    }
}
