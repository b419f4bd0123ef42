import Events
import TestKit
import Testing
import Values

/// What the suite leaves open, and what it takes to stay within bounds.
struct CESQLExpressionTests {
    private let event = AttributeTable([
        "id": .string("7"), "source": .string("ward"), "type": .string("resident.moved"), "room": .integer(12),
        "night": .boolean(true), "name": .string("Zoë"), "empty": .string(""),
    ])

    private func evaluate(_ source: String) throws -> CESQLResult { try CESQLExpression(source).evaluate(event) }

    @Test(arguments: [
        // Rank and grouping.
        ("1 + 2 * 3 - 4", CESQLValue.integer(3)), ("2 + 3 = 5 AND 7 > 6", .boolean(true)), ("10 - 4 - 3", .integer(3)),
        ("FALSE AND TRUE OR TRUE", .boolean(true)), ("TRUE XOR TRUE OR TRUE", .boolean(true)),
        ("NOT FALSE = TRUE", .boolean(true)), ("-5 % 3", .integer(-2)), ("5 % -3", .integer(2)), ("4-1", .integer(3)),
        ("- room", .integer(-12)), ("--3", .integer(3)), ("+4", .integer(4)), ("-'7'", .integer(-7)),
        // Attributes.
        ("EXISTS name", .boolean(true)), ("NOT EXISTS nothing", .boolean(true)), ("EXISTS specversion", .boolean(true)),
        ("room + 1", .integer(13)), ("night", .boolean(true)), ("id = 7", .boolean(true)),
        ("empty = ''", .boolean(true)),
        ("type LIKE 'resident.%'", .boolean(true)), ("source NOT IN ('a', 'b')", .boolean(true)),
        // Functions, by characters and not by bytes.
        ("LENGTH(name)", .integer(3)), ("upper(name)", .string("ZOË")), ("LOWER('ÄB')", .string("äb")),
        ("LEFT(name, 2)", .string("Zo")), ("RIGHT(name, 1)", .string("ë")), ("LEFT(name, 9)", .string("Zoë")),
        ("SUBSTRING('abcde', 2)", .string("bcde")), ("SUBSTRING('abcde', -2)", .string("de")),
        ("SUBSTRING('abcde', 0)", .string("")), ("SUBSTRING('abcde', 2, 2)", .string("bc")),
        ("SUBSTRING('abcde', -3, 9)", .string("cde")), ("CONCAT()", .string("")),
        ("CONCAT('a', 1, TRUE)", .string("a1true")),
        ("CONCAT_WS('-')", .string("")), ("CONCAT_WS(',', 'a', 'b')", .string("a,b")),
        ("TRIM('\u{3000} a b \n')", .string("a b")), ("LENGTH(123)", .integer(3)),
        ("STRING(-2147483648)", .string("-2147483648")),
        (#"'it\'s' = "it's""#, .boolean(true)), (#"LENGTH('\n')"#, .integer(2)),
        // Canonically equal, and not the same characters.
        ("'\u{E9}' = 'e\u{301}'", .boolean(false)),
    ])
    func valuesOf(_ source: String, _ wanted: CESQLValue) throws {
        let result = try evaluate(source)
        #expect(result.value == wanted, "\(source)")
        #expect(result.errors.isEmpty, "\(source): \(result.errors)")
    }

    @Test(arguments: [
        ("nothing", CESQLValue.boolean(false), CESQLError.Kind.missingAttribute),
        ("nothing + 1", .integer(0), .missingAttribute), ("LENGTH(nothing)", .integer(0), .missingAttribute),
        ("-nothing", .integer(0), .missingAttribute), ("nothing IN (1, 2)", .boolean(false), .missingAttribute),
        ("nothing NOT IN (1, 2)", .boolean(false), .missingAttribute),
        ("1 IN (2, nothing)", .boolean(false), .missingAttribute),
        ("nothing OR TRUE", .boolean(false), .missingAttribute),
        ("nothing XOR TRUE", .boolean(false), .missingAttribute),
        ("NOPE(1)", .boolean(false), .missingFunction), ("ABS(1, 2)", .boolean(false), .missingFunction),
        ("NOPE(nothing)", .boolean(false), .missingFunction), ("LENGTH()", .boolean(false), .missingFunction),
        ("'x' < 1", .boolean(false), .cast), ("'x' != 1", .boolean(false), .cast),
        ("'x' AND TRUE", .boolean(false), .cast),
        ("TRUE AND 'x'", .boolean(false), .cast), ("1 IN ('x')", .boolean(false), .cast),
        ("'x' + 1", .integer(0), .cast),
        ("INT('2147483648')", .integer(0), .cast), ("INT(' 1')", .integer(0), .cast),
        ("LEFT('a', 'b')", .string(""), .cast),
        ("2147483647 + 1", .integer(0), .math), ("-2147483648 / -1", .integer(0), .math),
        ("LEFT('abc', -1)", .string("abc"), .functionEvaluation),
        ("RIGHT('abc', -1)", .string("abc"), .functionEvaluation),
        ("SUBSTRING('abc', 4)", .string(""), .functionEvaluation),
        ("SUBSTRING('abc', -4)", .string(""), .functionEvaluation),
        ("SUBSTRING('abc', 1, -1)", .string(""), .functionEvaluation),
    ])
    func errorsOf(_ source: String, _ wanted: CESQLValue, _ kind: CESQLError.Kind) throws {
        let result = try evaluate(source)
        #expect(result.errors.map(\.kind) == [kind], "\(source)")
        #expect(result.value == wanted, "\(source)")
        #expect(try !CESQLExpression(source).matches(event))
    }

    @Test func whatNeedNotBeComputedIsNot() throws {
        #expect(try evaluate("TRUE OR NOPE()").errors.isEmpty)
        #expect(try evaluate("FALSE AND nothing").errors.isEmpty)
        #expect(try evaluate("1 IN (1, nothing)").errors.isEmpty)
        #expect(try evaluate("-2147483648 % -1").errors.isEmpty)
    }

    @Test(arguments: [
        ("", 1), ("1 +", 4), ("(1", 3), ("1)", 2), ("'abc", 1), ("a b", 3), ("ABS(1,)", 7), ("1 IN ()", 7),
        ("1 LIKE x", 8),
        ("type = #", 8), ("2147483648", 1), ("EXISTS 'a'", 8), ("EXISTS and", 8), ("Type = 'x'", 1), ("a_b = 1", 1),
        ("NOT", 4), ("1 NOT 2", 3), ("F1(2)", 1), ("TRUE(1)", 5), ("'é' é", 5), ("+room", 1), ("1 = = 2", 5),
    ])
    func brokenExpressionsSayWhere(_ source: String, _ column: Int) {
        #expect {
            try CESQLExpression(source)
        } throws: { error in
            let error = error as? CESQLError
            #expect(error?.column == column, "\(source): \(error?.description ?? "")")
            return error?.kind == .parse
        }
    }

    @Test func nestingAndLengthAreBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
        }
        #expect(try evaluate(nested(CESQLExpression.depthMost - 1)).value == .integer(1))
        for source in [
            nested(CESQLExpression.depthMost), String(repeating: "NOT ", count: 5000) + "TRUE",
            String(repeating: "ABS(", count: 4000), String(repeating: "- ", count: 5000) + "1",
            String(repeating: "1 IN (", count: 2000), "'" + String(repeating: "x", count: 17_000) + "'",
        ] {
            #expect(throws: CESQLError.self) { try CESQLExpression(source) }
        }
        #expect(try evaluate(Array(repeating: "1", count: 4000).joined(separator: "+")).value == .integer(4000))
    }

    @Test func textsThatFunctionsMakeAreBounded() throws {
        let long = AttributeTable(["a": .string(String(repeating: "x", count: 60_000))])
        let source = "LENGTH(CONCAT(" + Array(repeating: "a", count: 100).joined(separator: ",") + "))"
        let result = try CESQLExpression(source).evaluate(long)
        #expect(result.errors.map(\.kind) == [.functionEvaluation])
        #expect(result.value == .integer(0))
    }

    /// The pattern that makes a matcher with backtracking take for ever.
    @Test func likeTakesNoLongerThanTextTimesPattern() throws {
        let text = AttributeTable(["a": .string(String(repeating: "a", count: 20_000))])
        let pattern = String(repeating: "a%", count: 500) + "b"
        #expect(try CESQLExpression("a LIKE '\(pattern)'").evaluate(text).value == .boolean(false))
    }

    @Test func anyTextIsReadOrRefused() {
        let pieces = [
            "(", ")", ",", "'", "\"", "\\", "AND", "OR", "NOT", "IN", "LIKE", "EXISTS", "1", "-", "+", "%", "=", "<>",
            "<",
            "TRUE", "room", "nothing", "'a'", "'%_'", "ABS", "CONCAT(", "SUBSTRING('abc',", "2147483647", "é", " ", "!",
            "_",
        ]
        var random = SeededRandom(seed: 20)
        var count = 0
        for _ in 0..<30_000 {
            let source = (0..<Int.random(in: 1...12, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined(separator: " ")
            if let expression = try? CESQLExpression(source) {
                _ = expression.evaluate(event)
                count += 1
            }
        }
        #expect(count > 100)
    }
}
