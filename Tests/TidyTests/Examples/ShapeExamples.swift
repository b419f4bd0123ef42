enum ShapeExamples {
    private static func lines(_ count: Int, _ line: String = "    let x = 1\n") -> String {
        String(repeating: line, count: count)
    }
    private static let long = "func f() {\n\(lines(59))}\n"

    static let bad: [Example] = [
        Example(ShapeRules.fileLength, ["Tests/T/A.swift": lines(501)], expect: "501 lines"),
        Example(ShapeRules.fileMedian, ["Sources/V/A.swift": lines(121)], expect: "121 lines"),
        Example(ShapeRules.functionLength, ["Sources/V/A.swift": long], expect: "A.swift:1: 'func f' has 61 lines"),
        Example(
            ShapeRules.functionLength, ["Sources/V/A.swift": "// Long because: far above\n\n\(long)"],
            expect: "A.swift:3"),
        Example(
            ShapeRules.functionLength,
            [
                "Sources/V/A.swift":
                    "struct A {\n    var x: Int {\n\(lines(60))    }\n    init(a: () -> Int = { 1 }) {\n\(lines(60))    }\n}\n"
            ],
            expect: "'var x'", count: 2),
        Example(
            ShapeRules.functionMedian, ["Sources/V/A.swift": "func f() {\n\(lines(8))}\n"], expect: "has 10 lines"),
        Example(
            ShapeRules.fileName, ["Sources/V/Helpers.swift": "struct A {}\n"], expect: "declares no 'Helpers'"),
        Example(
            ShapeRules.fileName, ["Sources/V/Other+aspect.swift": "extension A {}\n"], expect: "declares no 'Other'"),
        Example(
            ShapeRules.placeholders,
            ["Sources/V/Placeholder.swift": "// Empty.\n", "Sources/V/Deep/A.swift": "struct A {}\n"],
            expect: "delete it"),
        Example(
            TestRules.asserts, ["Tests/T/ATests.swift": "@Test func f() { _ = 1 }\n"], expect: "must be able to fail"),
        Example(
            TestRules.noneSwitchedOff, ["Tests/T/ATests.swift": "@Test(.disabled(\"flaky\")) func f() {}\n"],
            expect: "mend it"),
        Example(
            CatalogueRules.errorNumbers,
            [
                CatalogueRules.cataloguePath: """
                let a = ErrorCode(1001, "a.b", .reject, "A.", remedy: "B.")
                let b = ErrorCode(
                    1001, "a.c", .reject, "A.",
                    remedy: "B.")
                let c = ErrorCode(77, "a.b", .reject, "A.", remedy: "B.")

                """
            ], expect: ":2: J1001 is taken", count: 3),
        Example(
            CatalogueRules.listed,
            [
                "Sources/Formats/XML/XMLFormat.swift": "struct XMLFormat: Format {}\n",
                "Sources/Formats/FormatCatalogue.swift": "[\n    JSONFormat.self,\n    CSVFormat.self,\n]\n",
            ], expect: "add 'XMLFormat.self'", count: 2),
        Example(
            CatalogueRules.errorPage,
            [
                CatalogueRules.cataloguePath: "let a = ErrorCode(1001, \"a.b\", .reject, \"A.\", remedy: \"B.\")\n",
                CatalogueRules.pagePath: "# Error codes\n",
            ], expect: "stale"),
    ]

    static let good: [Example] = [
        Example(ShapeRules.functionLength, ["Sources/V/A.swift": "// Long because: one table.\n@inlinable\n\(long)"]),
        Example(
            ShapeRules.functionLength,
            [
                "Sources/V/A.swift":
                    "protocol A {\n    func f()\n    var x: Int { get }\n    init()\n}\nstruct B {\n\(lines(70))}\n"
            ]),
        Example(
            ShapeRules.functionLength,
            ["Sources/V/A.swift": "struct B {\n    var y = 1\n    let z = { 1 }\n\(lines(70))}\n"]),
        Example(ShapeRules.fileName, ["Sources/V/Place+text.swift": "extension Outer.Place {}\n"]),
        Example(ShapeRules.fileName, ["Sources/V/Units.swift": "extension Int {}\nextension Duration {}\n"]),
        Example(ShapeRules.placeholders, ["Sources/V/Placeholder.swift": "// Empty.\n"]),
        Example(TestRules.asserts, ["Tests/T/ATests.swift": "@Test func f() { #expect(1 == 1) }\n"]),
    ]
}
