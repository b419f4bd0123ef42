import Testing
import Values

@testable import Flows

@Suite struct ViewExpressionTests {
    private static let now = Instant(seconds: 1_790_000_000)

    private static func value(_ text: String, _ input: Object = ["event": ["n": 2]]) throws -> Value? {
        try ViewExpression("fold", text).value(of: input, at: now)
    }

    @Test func `Members of the input are the input and variables, and time and chance are the event's`() throws {
        #expect(try Self.value("event.n + $event.n") == 4)
        #expect(try Self.value("nothing") == nil)
        #expect(try Self.value("$now()") == .string(Self.now.description))
        #expect(try Self.value("$random()") == Self.value("$random()"))
    }

    @Test func `An error says where in what the author wrote it is, and quotes no data`() throws {
        let unread = #expect(throws: JunctionError.self) { try ViewExpression("key", "event.\n  (") }
        #expect(unread?.code == .pointUnusable && unread?.message.hasPrefix("key, line 2, column ") == true)
        let failing = try ViewExpression("emit.when", "true and\n  $error(event.secret)", isCondition: true)
        let failed = #expect(throws: JunctionError.self) {
            try failing.holds(["event": ["secret": "hush"]], at: Self.now)
        }
        #expect(failed?.code == .mappingFailed && failed?.message.hasPrefix("emit.when, line ") == true)
        #expect(failed?.message.contains("hush") == false)
    }

    @Test(arguments: [
        ("'text'", true), ("''", false), ("0", false), ("[0, 1]", true), ("nothing", false), ("event.n > 1", true),
        ("event.n > 1 /* with a remark */", true),
    ]) func `A condition holds by JSONata's own truth`(text: String, isTrue: Bool) throws {
        let condition = try ViewExpression("emit.when", text, isCondition: true)
        #expect(try condition.holds(["event": ["n": 2]], at: Self.now) == isTrue)
    }

    @Test func `An endless expression ends`() throws {
        #expect(throws: JunctionError.self) { try Self.value("($f := function($n) { $f($n + 1) }; $f(0))") }
        #expect(throws: JunctionError.self) { try Self.value("($f := function($n) { 1 + $f($n + 1) }; $f(0))") }
        #expect(throws: JunctionError.self) { try Self.value("$count([1..9000000].($ * 2))") }
    }

    @Test(
        arguments: [
            ("a", "a"), (3, "3"), (true, "true"), (.null, nil), (nil, nil),
        ] as [(Value?, String?)]) func `A key is a text`(value: Value?, text: String?) throws
    {
        #expect(try ViewKey.text(value) == text)
    }

    @Test(arguments: ["", .array([1]), .object([:]), .string(String(repeating: "k", count: 513))] as [Value])
    func `What is no key is refused`(value: Value) {
        #expect(throws: JunctionError.self) { try ViewKey.text(value) }
    }

    @Test func `The least comes first out of a heap`() {
        var heap = Heap<Int>()
        #expect(heap.popLeast() == nil && heap.least == nil)
        let numbers = (0..<100).map { ($0 * 37) % 50 }
        for number in numbers { heap.insert(number) }
        #expect(heap.count == 100 && heap.least == 0)
        var popped: [Int] = []
        while let least = heap.popLeast() { popped.append(least) }
        #expect(popped == numbers.sorted())
    }
}
