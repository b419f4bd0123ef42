import Testing
import Values

@testable import Contract

/// The combinators that every model is declared with: what each takes, and what it says to what it does not.
struct SpecTests {
    private struct Parcel: Equatable, Sendable {
        var id: String
        var weight: Int
        var note: String?
        var isFragile: Bool
    }

    private static let parcel = Spec<Parcel>.object(
        "parcel", "Something sent.", Key("id", .text(.identifier), "Its name.", example: "p1"),
        Key("weight", .integer(1...1000), "In grams."),
        Key(optional: "note", .text(.sentence), "For people."),
        Key("fragile", .boolean, default: false, written: "off", "Whether it breaks."), make: Parcel.init)

    private func read<Value>(_ spec: Spec<Value>, _ yaml: String) -> (value: Value?, said: [String]) {
        let document = YAMLReader.read(Array(yaml.utf8), source: "f.yaml")
        guard let node = document.node else { return (nil, document.problems.map(\.description)) }
        var problems = document.problems
        let value = spec.read(node, &problems)
        return (value, problems.map(\.description))
    }

    private func expect<Value>(_ spec: Spec<Value>, _ yaml: String, says: String) {
        let (value, said) = read(spec, yaml)
        #expect(value == nil, "\(yaml)")
        #expect(said.contains { $0.hasPrefix("f.yaml:" + says) }, "\(yaml): \(said)")
    }

    @Test func aGroupIsReadWithItsDefaults() {
        let whole = read(Self.parcel, "id: p1\nweight: 20\nnote: with care\nfragile: on")
        #expect(whole.value == Parcel(id: "p1", weight: 20, note: "with care", isFragile: true))
        #expect(whole.said.isEmpty)
        #expect(
            read(Self.parcel, "{ id: p1, weight: 20 }").value
                == Parcel(id: "p1", weight: 20, note: nil, isFragile: false))
    }

    @Test func everyProblemOfAGroupIsFoundAtOnce() {
        let (value, said) = read(Self.parcel, "idd: p1\nweight: heavy\nfragile: maybe\nnote: 7")
        #expect(value == nil)
        #expect(said.count == 4, "\(said)")
        for part in [
            "'heavy' is not a whole number from 1 to 1000", "'maybe' is neither on nor off", "unknown key 'idd'",
        ] {
            #expect(said.contains { $0.contains(part) }, "\(part): \(said)")
        }
    }

    @Test(arguments: [
        ("- a", "1:1: "), ("text", "1:1: "), ("{ id: p1 }", "1:1: 'weight' is missing"),
        ("{ id: , weight: 2 }", "1:7: "), ("{ id: p1, weight: 0 }", "1:19: '0' is not a whole number"),
        ("{ id: p1, weight: 01 }", "1:19: '01' is not"), ("{ id: p1, weight: \"5\" }", "1:19: "),
        ("{ id: p1, weight: [1] }", "1:19: a list is not a whole number"),
        ("{ id: \"P 1\", weight: 1 }", "1:7: 'P 1' is not an identifier in id. Write it like"),
        ("{ id: true, weight: 1 }", "1:7: 'id' should be an identifier, but YAML reads true as a truth value"),
    ])
    func whatIsNoGroupOfThisKindIsNamedWithItsPlace(yaml: String, says: String) {
        expect(Self.parcel, yaml, says: says)
    }

    @Test func listsAreReadWholeOrNotAtAll() {
        let list = Spec<[Int]>.list(of: .integer(0...9), atLeast: 1)
        #expect(read(list, "[1, 2]").value == [1, 2])
        expect(list, "[1, x, y]", says: "1:5: 'x' is not a whole number from 0 to 9 in [1]")
        #expect(read(list, "[1, x, y]").said.count == 2)
        expect(list, "[]", says: "1:1: ")
        expect(list, "7", says: "1:1: ")
        let some = Spec<[Int]>.oneOrMore(.integer(0...9))
        #expect(read(some, "7").value == [7])
        #expect(read(some, "[7, 8]").value == [7, 8])
        expect(some, "[]", says: "1:1: ")
    }

    @Test func mapsKeepTheOrderWritten() {
        let map = Spec<NamedValues<Int>>.map(to: .integer(0...9))
        let values = read(map, "b: 1\na: 2").value
        #expect(values?.names == ["b", "a"] && values?["a"] == 2 && values?["c"] == nil)
        expect(map, "b: x\na: 2", says: "1:4: 'x' is not a whole number")
        expect(map, "\"not a name\": 1", says: "1:1: 'not a name' is not a name")
        expect(map, "[1]", says: "1:1: ")
        #expect(read(map, "a: x\nb: 1\nc: y").said.count == 2)
    }

    @Test func choicesSuggestTheNearestWord() {
        let choice = Spec<Int>.choice(["once": (1, "One time."), "twice": (2, "Two times.")])
        #expect(read(choice, "twice").value == 2)
        expect(choice, "twise", says: "1:1: 'twise' is nothing that")
        #expect(read(choice, "twise").said.first?.contains("Did you mean 'twice'?") == true)
        expect(choice, "[once]", says: "1:1: a list is nothing that")
    }

    @Test func variantsAreToldApartByAKeyOrAWord() {
        let byKey = Spec<String>.variants([
            Variant("read", .object("r", "R.", Key("read", .text(.sentence), "R."), make: { "read " + $0 })),
            Variant("call", .object("c", "C.", Key("call", .text(.sentence), "C."), make: { "call " + $0 })),
        ])
        #expect(read(byKey, "call: it").value == "call it")
        expect(byKey, "cal: it", says: "1:1: unknown key 'cal'. Did you mean 'call'?")
        expect(byKey, "other: it", says: "1:1: ")
        expect(byKey, "text", says: "1:1: ")
        let word = Spec<String>.choice(["mllp": ("mllp", "M.")])
        let byWord = Spec<String>.variants([
            Variant("receive", is: "mllp", .object("m", "M.", Key("receive", word, "M."), make: { $0 }))
        ])
        #expect(read(byWord, "receive: mllp").value == "mllp")
        expect(byWord, "receive: mlp", says: "1:10: 'mlp' is nothing that 'receive' can be. Did you mean 'mllp'?")
    }

    @Test func aSingleValueOrAGroup() {
        let spec = Spec<Int>.single(
            .choice(["none": (0, "Nothing.")]), or: .object("n", "N.", Key("n", .integer(1...9), "N."), make: { $0 }))
        #expect(read(spec, "none").value == 0)
        #expect(read(spec, "n: 3").value == 3)
        expect(spec, "nothing", says: "1:1: 'nothing' is nothing that")
    }

    @Test(arguments: ["90s", "15m", "1h30m", "7d", "250ms"])
    func durationsAreWrittenAsTheyAreRead(text: String) {
        #expect(read(Spec<Duration>.duration, text).value != nil, "\(text)")
    }

    @Test func whatIsReadCanBeMadeSomethingElse() {
        #expect(read(Spec<Int>.integer(0...9).map { $0 * 2 }, "4").value == 8)
        let even = Spec<Int>.text(TextShape("an even number", examples: ["4"])) {
            Int($0).flatMap { $0 % 2 == 0 ? $0 : nil }
        }
        #expect(read(even, "\"8\"").value == 8)
        expect(even, "\"7\"", says: "1:1: '7' is not an even number. Write it like '4'.")
    }
}
