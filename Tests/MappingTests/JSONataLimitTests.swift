import Foundation
import Mapping
import Synchronization
import Testing
import Values

/// An expression cannot hang or exhaust what evaluates it.
struct JSONataLimitTests {
    private static func code(
        _ expression: String, _ input: Value? = nil, limits: JSONataLimits = JSONataLimits(stepsMost: 300_000)
    ) -> String? {
        do throws(JSONataError) {
            _ = try JSONataExpression(expression).evaluate(
                input, environment: JSONataEnvironment(now: .epoch, limits: limits))
            return nil
        } catch { return error.code }
    }

    @Test(arguments: [
        // Recursion without end: not in tail position, in tail position, through two functions, through $map and $eval.
        ("($f := function($n) { 1 + $f($n + 1) }; $f(0))", "U1001"),
        ("($f := function($n) { $f($n + 1) }; $f(0))", "U1001"),
        ("($a := function() { $b() }; $b := function() { 1 + $a() }; $a())", "U1001"),
        ("($f := function($x) { $map([1], $f) }; $f(1))", "U1001"),
        ("($f := function($x) { $eval('$f(1)') + 1 }; $f(1))", "U1001"),
        ("($f := function($x) { $sort([2, 1], function($a, $b) { $f(1) }) }; $f(1))", "U1001"),
        // Work without end.
        ("[1..2000].([1..2000].($ + 1))", "U1001"), ("$map([1..10000], function($i) { $sum([1..10000]) })", "U1001"),
        // Values that hold one value many times over.
        ("($d := function($v, $n) { $n = 0 ? $v : $d([[$v], [$v]], $n - 1) }; $d(1, 60))", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d({'a': $v, 'b': $v}, $n - 1) }; $string($d(1, 60)))", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d({'a': $v, 'b': $v}, $n - 1) }; $d(1, 60) = $d(1, 60))", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d({'a': $v, 'b': $v}, $n - 1) }; $d(1, 60).**)", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d({'a': $v, 'b': $v}, $n - 1) }; $d(1, 60) ~> |*|{}|)", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d([[$v], [$v]], $n - 1) }; $distinct($d(1, 60)))", "U1001"),
        ("($d := function($v, $n) { $n = 0 ? $v : $d([[$v], [$v]], $n - 1) }; $boolean($d(0, 60)))", "U1001"),
        // Memory.
        ("($s := function($t, $n) { $n = 0 ? $t : $s($t & $t, $n - 1) }; $s('x', 60))", "U1001"),
        ("$pad('x', 9000000000)", "U1001"), ("[1..10000001]", "D2014"), ("[0..9e15]", "D2014"),
        ("($f := function($a, $n) { $n = 0 ? $a : $f($append($a, $a), $n - 1) }; $f([1], 40))", "U1001"),
        ("($w := function($v, $n) { $n = 0 ? $v : $w([[$v]], $n - 1) }; $w(1, 100000))", "U1001"),
    ])
    func endsWithTheCode(_ expression: String, _ code: String) {
        var limits = JSONataLimits(stepsMost: 300_000)
        limits.bytesMost = 32 << 20
        #expect(Self.code(expression, limits: limits) == code)
    }

    @Test(arguments: [
        ("(a+)+$", String(repeating: "a", count: 40) + "!"), ("(a|a)*b", String(repeating: "a", count: 40)),
        ("(a|aa)+$", String(repeating: "a", count: 60) + "b"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", String(repeating: "a", count: 60)),
        ("(.*)*x", String(repeating: "ab", count: 40)), ("(a*)*b", String(repeating: "a", count: 60)),
    ])
    func catastrophicPatternsAreBounded(_ pattern: String, _ text: String) {
        var limits = JSONataLimits()
        limits.patternStepsMost = 500_000
        let code = Self.code("$contains(t, /\(pattern)/)", ["t": .string(text)], limits: limits)
        #expect(code == nil || code == "U1001")
        let all = "$map([1..1000], function($i) { $contains(t, /\(pattern)/) })"
        let again = Self.code(all, ["t": .string(text)], limits: limits)
        #expect(again == nil || again == "U1001")
    }

    @Test func timeIsMeasuredByTheClockGiven() {
        let reading = Mutex(Int64(0))
        let clock: @Sendable () -> Instant = {
            reading.withLock {
                $0 += 1
                return Instant(seconds: $0)
            }
        }
        let environment = JSONataEnvironment(clock: clock, limits: JSONataLimits(timeout: .seconds(5)))
        let error = #expect(throws: JSONataError.self) {
            _ = try JSONataExpression("($f := function($n) { $f($n + 1) }; $f(0))")
                .evaluate(nil, environment: environment)
        }
        #expect(error?.code == "U1001" && error?.message.contains("timeout") == true)
        #expect(reading.withLock { $0 } < 20, "the clock was asked after the limit")
    }

    @Test(arguments: [
        "$fromMillis(0, '[Y,1--5]')", "$fromMillis(0, '[MNn,1--5]')", "$fromMillis(0, '[Y,99999999999]')",
        "$fromMillis(0, '[D001]', '9223372036854775807')", "$formatInteger(9e18, 'I')", "$formatInteger(1e308, 'A')",
        "$formatInteger(1e308, 'w')", "$formatBase(1e308, 2)", "$formatNumber(1e308, '#0e0')",
        "$formatNumber(4.9e-324, '#0.00e0')", "$round(1e308, 400)", "$round(1.5, -400)",
        "$substring('abc', -9e18, 9e18)",
        "$power(9e18, 9e18)", "$split('abc', '', 1e18)", "$toMillis('9999999999999', '[Y]')", "[1, 2][9e18]",
        "[1, 2][-9e18]",
        "$replace('abc', /b/, '$9999999999')", "$pad('a', -9e18)",
    ])
    func extremesAreNoReasonToCrash(_ expression: String) {
        let code = Self.code(expression)
        #expect(code == nil || code?.utf8.count == 5)
    }

    @Test func depthIsBounded() {
        let expression = "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(d))"
        var limits = JSONataLimits()
        limits.depthMost = 400
        #expect(Self.code(expression, ["d": 10], limits: limits) == nil)
        #expect(Self.code(expression, ["d": 1000], limits: limits) == "U1001")
    }

    @Test func tailCallsNeedNoDepth() {
        var limits = JSONataLimits()
        limits.depthMost = 400
        let expression = "($f := function($n) { $n = 0 ? 0 : $f($n - 1) }; $f(20000))"
        #expect(Self.code(expression, limits: limits) == nil)
    }

    @Test(arguments: ["(", "[", "{\"a\":", "-", "function(){", "$f(", "a[", "1 ? ", "|a|"])
    func deepSourcesAreRefusedAndNotCrashedOn(_ part: String) {
        let code = Self.code(String(repeating: part, count: 100_000))
        #expect(code == "U1002" || code?.hasPrefix("S") == true, "\(code ?? "none")")
    }

    @Test(arguments: [" + 1", ".a", "[0]", " & 'x'", " ~> $f", " ? 1 : 2", " and 1", "^(a)", "{a: b}"])
    func longSourcesAreRefusedAndNotCrashedOn(_ part: String) {
        let code = Self.code("a" + String(repeating: part, count: 50_000))
        #expect(code == "U1002" || code?.hasPrefix("S") == true, "\(code ?? "none")")
    }

    /// On a thread with the stack that threads of a server have.
    @Test func recursionEndsOnAnotherThread() async {
        let code = await Task.detached {
            var limits = JSONataLimits()
            limits.depthMost = .max
            limits.stackBytesMost = .max
            return Self.code("($f := function($n) { 1 + $f($n + 1) }; $f(0))", limits: limits)
        }.value
        #expect(code == "U1001")
    }

    @Test func aMappingsExpressionsShareOneTimeout() throws {
        let fields = (0..<50).map { "{ to: f\($0), jsonata: '$sum([1..2000].($ * 2))' }" }.joined(separator: ", ")
        let mapping = try MappingDefinition(yaml: "id: t\nsource: json\ntarget: json\nfields: [\(fields)]").compile()
        let reading = Mutex(Int64(0))
        let clock: @Sendable () -> Instant = {
            reading.withLock {
                $0 += 1
                return Instant(seconds: $0)
            }
        }
        var context = MappingContext(now: .epoch, clock: clock)
        context.limits.timeout = .seconds(60)
        let error = #expect(throws: JunctionError.self) { try mapping.apply([:], context) }
        #expect(error?.code == .mappingFailed && error?.message.contains("timeout") == true)
    }
}
