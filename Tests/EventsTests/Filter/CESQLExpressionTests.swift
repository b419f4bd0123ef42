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
        // Either quote is escaped in a string that it ends, the other stands for itself.
        (#"'a"b'"#, .string("a\"b")), (#""a\"b""#, .string("a\"b")), (#"'a\"b'"#, .string(#"a\"b"#)),
        (#"'\\'"#, .string(#"\\"#)),
        // Keywords and functions in any case, names of attributes as they are.
        ("true aNd nOt false", .boolean(true)), ("exists NAME", .boolean(false)), ("'a' nOt In ('b')", .boolean(true)),
        ("'abc' not like 'b%'", .boolean(true)), ("TRUE xor FALSE", .boolean(true)),
        ("concat_ws('-', 1, 2)", .string("1-2")),
        // The bounds of 32 bits, signs, leading zeros.
        ("-2147483648", .integer(.min)), ("+2147483647", .integer(.max)), ("007", .integer(7)), ("4 - -1", .integer(5)),
        ("INT('-2147483648')", .integer(.min)), ("INT('+5')", .integer(5)), ("INT('007')", .integer(7)),
        ("-7 / 2", .integer(-3)), ("7 / -2", .integer(-3)), ("-7 % 2", .integer(-1)),
        // Casts: of `=` to the type of the right side, of IN to that of the left one.
        ("TRUE = 1", .boolean(true)), ("2 = TRUE", .boolean(true)), ("'1' = 1", .boolean(true)),
        ("1 = '01'", .boolean(false)), ("1 = '1'", .boolean(true)), ("'TRUE' = TRUE", .boolean(true)),
        ("TRUE = 'TRUE'", .boolean(false)), ("TRUE = \"true\" AND FALSE = \"false\"", .boolean(true)),
        ("TRUE = \"TRUE\" OR FALSE = \"FALSE\"", .boolean(false)), ("'TRUE' <> 'true'", .boolean(true)),
        ("1 IN ('01')", .boolean(true)), ("'1' IN ('01', 1)", .boolean(true)), ("TRUE IN (0, 5)", .boolean(true)),
        ("TRUE + TRUE", .integer(2)), ("'2' * '3'", .integer(6)), ("TRUE > FALSE", .boolean(true)),
        ("1 AND 'TrUe'", .boolean(true)), ("0 OR 3", .boolean(true)), ("2 XOR 0", .boolean(true)),
        ("ABS('-3')", .integer(3)), ("LEFT(12345, '2')", .string("12")), ("UPPER(TRUE)", .string("TRUE")),
        // One after the other from the left where ranks are equal.
        ("TRUE OR FALSE AND FALSE", .boolean(false)), ("1 = 1 = TRUE", .boolean(true)), ("12 / 2 * 3", .integer(18)),
        ("3 > 2 > 1", .boolean(false)), ("-2 * -3", .integer(6)), ("NOT EXISTS name OR TRUE", .boolean(true)),
        ("room + 1 IN (13)", .integer(12)), ("(room + 1) IN (13)", .boolean(true)),
        ("NOT 'true' LIKE 'f%'", .boolean(true)),
        // LIKE: all of the text, by characters; what is escaped, and what a backslash leaves alone.
        ("name LIKE 'Zo_'", .boolean(true)), ("'' LIKE '%'", .boolean(true)), ("'' LIKE ''", .boolean(true)),
        ("'' LIKE '_'", .boolean(false)), ("'aXb' LIKE 'axb'", .boolean(false)), ("'a\nb' LIKE 'a_b'", .boolean(true)),
        ("'ab' LIKE '_b*'", .boolean(false)), ("'a.c' LIKE 'a.c'", .boolean(true)),
        ("'abc' LIKE 'a.c'", .boolean(false)),
        (#"'a\b' LIKE 'a\b'"#, .boolean(true)), (#"'50%' LIKE '50\%'"#, .boolean(true)),
        ("-5 LIKE '-_'", .boolean(true)),
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
        // The specification's own examples, with their capital letters.
        ("true AND (missingAttribute = \"\")", .boolean(false), .missingAttribute),
        ("missingattribute * 5", .integer(0), .missingAttribute),
        ("1 / missingAttribute", .integer(0), .missingAttribute),
        ("nothing LIKE '%'", .boolean(false), .missingAttribute),
        ("nothing NOT LIKE 'x'", .boolean(false), .missingAttribute),
        ("CONCAT('a', nothing)", .string(""), .missingAttribute), ("STRING(nothing)", .string(""), .missingAttribute),
        ("SUBSTRING('abc', nothing)", .string(""), .missingAttribute),
        ("NOT (nothing = 1)", .boolean(false), .missingAttribute),
        ("LENGTH('a', 'b')", .boolean(false), .missingFunction), ("CONCAT_WS()", .boolean(false), .missingFunction),
        ("SUBSTRING('a')", .boolean(false), .missingFunction),
        ("SUBSTRING('a', 1, 1, 1)", .boolean(false), .missingFunction),
        ("LEFT('a')", .boolean(false), .missingFunction), ("nope_nope('a')", .boolean(false), .missingFunction),
        ("INT('1.0')", .integer(0), .cast), ("INT('')", .integer(0), .cast), ("INT('-')", .integer(0), .cast),
        ("BOOL('1')", .boolean(false), .cast), ("BOOL('')", .boolean(false), .cast),
        ("BOOL(' true')", .boolean(false), .cast),
        ("-'x'", .integer(0), .cast), ("ABS('x')", .integer(0), .cast), ("'a' < 'b'", .boolean(false), .cast),
        ("'yes' = TRUE", .boolean(false), .cast), ("'x' <> 1", .boolean(false), .cast),
        ("TRUE IN ('x', 'true')", .boolean(false), .cast),
        ("-(-2147483648)", .integer(0), .math), ("-2147483648 - 1", .integer(0), .math),
        ("65536 * 65536", .integer(0), .math),
        ("ABS(-2147483648)", .integer(.max), .math), ("5 / 'x'", .integer(0), .cast), ("0 / 0", .integer(0), .math),
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
        ("type = #", 8), ("2147483648", 1), ("EXISTS 'a'", 8), ("EXISTS and", 8), ("a_b = 1", 1),
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

    /// The specification's grammar has small letters, its examples have capitals: a filter is told, a suite is answered.
    @Test func attributesThatNoEventCanHaveAreKnown() throws {
        #expect(try CESQLExpression("EXISTS name AND Type = 'x'").impossibleAttribute?.column == 17)
        #expect(try CESQLExpression("type = 'X' AND UPPER(name) = 'Y'").impossibleAttribute == nil)
        #expect {
            try SubscriptionFilter([["sql": "EXISTS Ward"]])
        } throws: { error in
            let error = error as? JunctionError
            return error?.place?.path == "/0/sql" && error?.message.contains("character 8") == true
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

    /// Beyond it an expression fails for the event, and goes on to its end.
    @Test func theWorkForOneEventIsBounded() throws {
        let text = AttributeTable(["a": .string(String(repeating: "a", count: 60_000)), "b": .string("b")])
        let pattern = "%" + String(repeating: "a", count: 1_000) + "b"
        let like = try CESQLExpression("a LIKE '\(pattern)'").evaluate(text)
        #expect(like.errors.map(\.kind) == [.generic] && like.value == .boolean(false))
        let calls = Array(repeating: "LENGTH(UPPER(a))", count: 300).joined(separator: "+")
        let long = try CESQLExpression(calls).evaluate(text)
        #expect(long.errors.first?.kind == .generic && long.value == .integer(0))
        let few = Array(repeating: "LENGTH(UPPER(a))", count: 100).joined(separator: "+")
        #expect(try CESQLExpression(few).evaluate(text).value == .integer(6_000_000))
    }

    private static let atoms = [
        "0", "1", "-7", "2147483647", "-2147483648", "TRUE", "false", "'true'", "'12'", "''", "'a%b'", "name", "room",
        "night",
        "nothing", "'\u{1F600}\u{301}'",
    ]
    private static let connectives = [
        "+", "-", "*", "/", "%", "=", "!=", "<>", "<", "<=", ">", ">=", "AND", "OR", "XOR",
    ]

    private static func expression(_ random: inout SeededRandom, _ depth: Int) -> String {
        func one(of texts: [String]) -> String { texts[Int.random(in: 0..<texts.count, using: &random)] }
        func part() -> String { expression(&random, depth - 1) }
        guard depth > 0 else { return one(of: atoms) }
        switch Int.random(in: 0...9, using: &random) {
        case 0: return "NOT (\(part()))"
        case 1: return "- (\(part()))"
        case 2: return "(\(part())) \(one(of: ["LIKE", "NOT LIKE"])) '\(one(of: ["%", "_", "%a\\%_", "t%"]))'"
        case 3: return "(\(part())) \(one(of: ["IN", "NOT IN"])) (\(part()), \(part()))"
        case 4: return "EXISTS \(one(of: ["name", "nothing", "id"]))"
        case 5:
            return "\(one(of: ["LENGTH", "TRIM", "UPPER", "LOWER", "ABS", "INT", "BOOL", "STRING", "NOPE"]))(\(part()))"
        case 6: return "\(one(of: ["LEFT", "RIGHT", "SUBSTRING", "CONCAT", "CONCAT_WS"]))(\(part()), \(part()))"
        default: return "(\(part())) \(one(of: connectives)) (\(part()))"
        }
    }

    /// What must hold of any expression: its value has a type of its own, and saying it in another way says the same.
    @Test(arguments: 1...4) func expressionsSaidOtherwiseMeanTheSame(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<2_000 {
            let (left, right) = (Self.expression(&random, 3), Self.expression(&random, 2))
            let result = try evaluate(left)
            #expect(try evaluate("((\(left)))") == result, "\(left)")
            #expect(try evaluate(left.replacing(" ", with: " \t\r\n ")) == result, "\(left)")
            #expect(try evaluate("(\(left)) != (\(right))") == evaluate("(\(left)) <> (\(right))"))
            for (one, other) in [
                ("(\(left)) = (\(right))", "(\(left)) != (\(right))"),
                ("(\(left)) IN ((\(right)))", "(\(left)) NOT IN ((\(right)))"),
                ("(\(left)) LIKE '%1%'", "(\(left)) NOT LIKE '%1%'"),
            ] {
                let (first, second) = (try evaluate(one), try evaluate(other))
                #expect(first.errors.map(\.kind) == second.errors.map(\.kind), "\(one)")
                if first.errors.isEmpty { #expect(first.value != second.value, "\(one)") }
                let isError = first.value == .boolean(false) && second.value == .boolean(false)
                if !first.errors.isEmpty { #expect(isError, "\(one)") }
            }
        }
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
