import Foundation
import Testing
import Values

@testable import Mapping

/// Expressions broken and put together at random, from a fixed seed: each is refused or evaluated, within its limits, and
/// never ends the process.
///
/// `JUNCTION_FUZZ_SECONDS` (the soak) goes on for that long instead of the few rounds of every test run, from a new seed.
struct JSONataFuzzTests {
    private static let seconds = ProcessInfo.processInfo.environment["JUNCTION_FUZZ_SECONDS"].flatMap(Double.init)
    private static let seed = seconds == nil ? 20_261_121 : UInt64.random(in: 0 ... .max)
    private static let roundsMin = 6_000

    private static let spice = [
        "(", ")", "[", "]", "{", "}", ".", "*", "**", "%", "^", "@$v", "#$i", "$", "$$", "?", ":", ":=", "~>", "|",
        "/a+/i", "'", "\"",
        "`", "\\u12", "-", "..", "1e999", "9223372036854775808", "null", "function($x){$x}", "λ($x){$x}", "$map(",
        "$reduce(", "$eval('",
        "$money(", "$convertUnit(1,'", "$field('", "$string(", "$formatNumber(", "$toMillis(", "é", "\u{1F600}", "/*",
        "*/", "in", "and", "<n:n>",
    ]

    private struct Pieces {
        let expressions: [String]
        var random: SplitMix

        mutating func index(_ count: Int) -> Int { count == 0 ? 0 : Int(random.next() % UInt64(count)) }

        mutating func expression() -> String {
            var text = Array(expressions[index(expressions.count)].unicodeScalars)
            for _ in 0...index(4) {
                let at = index(text.count + 1)
                switch index(4) {
                case 0: text.insert(contentsOf: spice().unicodeScalars, at: at)
                case 1: text.removeSubrange(at..<min(text.count, at + 1 + index(6)))
                case 2: text.insert(contentsOf: expressions[index(expressions.count)].unicodeScalars.prefix(40), at: at)
                default:
                    let end = min(text.count, at + index(20))
                    text.insert(contentsOf: Array(text[at..<end]), at: index(text.count + 1))
                }
            }
            var result = String.UnicodeScalarView()
            result.append(contentsOf: text.prefix(2_000))
            return String(result)
        }

        private mutating func spice() -> String { JSONataFuzzTests.spice[index(JSONataFuzzTests.spice.count)] }
    }

    @Test func everyExpressionEndsWithAValueOrACode() throws {
        let cases = try JSONataSuite.cases()
        var pieces = Pieces(
            expressions: cases.map(\.source).filter { $0.utf8.count < 400 }, random: SplitMix(state: Self.seed))
        let inputs = cases.compactMap(\.input).prefix(400)
        var limits = JSONataLimits(stepsMost: 20_000)
        limits.bytesMost = 8 << 20
        limits.sequenceMost = 20_000
        let environment = JSONataEnvironment(now: .epoch, limits: limits)
        let until = Self.seconds.map { Date(timeIntervalSinceNow: $0 / 2) }
        var (round, evaluated) = (0, 0)
        while round < Self.roundsMin || until.map({ $0 > Date() }) == true {
            round += 1
            let source = pieces.expression()
            let input = inputs[pieces.index(inputs.count)]
            do throws(JSONataError) {
                let expression = try JSONataExpression(source)
                evaluated += 1
                let plain = try expression.evaluate(input, environment: environment)
                let recorded = ExpressionSource(input, dialect: .generic, records: true)
                let again = try expression.evaluate(input, bindings: [:], environment: environment, source: recorded)
                let isSame = plain.map(Self.text) == again.map(Self.text)
                #expect(isSame, "recording what is read changed the result of \(source) (seed \(Self.seed))")
            } catch {
                let family = error.code.first.map { "STDU".contains($0) } ?? false
                #expect(family && error.code.utf8.count == 5, "\(error.code) of \(source) (seed \(Self.seed))")
            }
        }
        #expect(evaluated > round / 20, "hardly any expression could be read")
    }

    /// Not a number is not equal to itself; its text is.
    private static func text(_ value: Value) -> String { "\(value)" }

    @Test func everyPatternEnds() {
        let parts = [
            "a", "b", ".", "\\w", "\\s", "[a-z]", "[^ab]", "(", ")", "|", "*", "+", "?", "{2,3}", "^", "$", "\\b",
            "(?:", "(?=", "(?!", "\\1", "*?", "é", "[", "]", "\\",
        ]
        var pieces = Pieces(expressions: parts, random: SplitMix(state: Self.seed ^ 1))
        let text = Array("aab ba abé aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".utf16)
        var found = 0
        for _ in 0..<4_000 {
            let pattern = (0...pieces.index(12)).map { _ in parts[pieces.index(parts.count)] }.joined()
            guard let regex = try? RegularExpression(pattern) else { continue }
            var budget = 20_000
            if let match = try? regex.firstMatch(in: text, from: 0, budget: &budget) {
                #expect(match.range.lowerBound >= 0 && match.range.upperBound <= text.count)
                found += 1
            }
        }
        #expect(found > 100)
    }
}
