import Testing
import Values

@Suite struct ExactDecimalTests {
    @Test(arguments: ["0", "-0", "1", "10.50", "-1e5", "1E+05", "1e-7", "0.0", "123456789012345678901234567890"])
    func takesNumbers(text: String) { #expect(ExactDecimal(text)?.description == text) }

    @Test(arguments: [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "1,5", "--1", "1.5.2", "1e5.5",
    ])
    func refusesOthers(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test(arguments: [
        ("1.10", "1.1"), ("1e3", "1000"), ("0", "-0.00e5"), ("1E400", "10e399"), ("0.001", "1e-3"), ("-2.50", "-25e-1"),
        ("10e9223372036854775807", "10e9223372036854775807"), ("1e00000000000000000000005", "1e5"),
    ])
    func equalityIsOfValue(left: String, right: String) throws {
        let (left, right) = (try #require(ExactDecimal(left)), try #require(ExactDecimal(right)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test(arguments: [
        ("1", "-1"), ("1e400", "1e399"), ("1e99999999999999999999", "1"), ("2", "1e-99999999999999999999"),
        ("0.30000000000000004", "0.3"), ("-1", "-1.0000000000000000000001"), ("0.1", "0"), ("0", "-1e-5"),
        ("10", "9.99"),
        ("12345678901234567890.1", "12345678901234567890"),
    ])
    func orderIsOfValue(larger: String, smaller: String) throws {
        let (larger, smaller) = (try #require(ExactDecimal(larger)), try #require(ExactDecimal(smaller)))
        #expect(smaller < larger)
        #expect(!(larger < smaller))
        #expect(larger != smaller)
    }

    /// Compared with what integers of the same digits say.
    @Test func agreesWithIntegers() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            let left = Int64.random(in: -5000...5000, using: &random)
            let right = Int64.random(in: -5000...5000, using: &random)
            let shift = Int.random(in: 0...4, using: &random)
            let one = try #require(ExactDecimal("\(left)e\(shift)"))
            let other = try #require(ExactDecimal("\(right)" + String(repeating: "0", count: right == 0 ? 0 : shift)))
            #expect((one == other) == (left == right))
            #expect((one < other) == (left < right))
        }
    }

    @Test func doubleIsTheNearest() {
        #expect(ExactDecimal(checked: "0.1").double == 0.1)
        #expect(ExactDecimal(checked: "1e400").double == .infinity)
        #expect(ExactDecimal(checked: "-1e-400").double == 0)
    }
}
