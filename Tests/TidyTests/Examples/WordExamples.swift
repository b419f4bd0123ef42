enum WordExamples {
    private static let library = "Sources/Formats/X.swift"

    static let bad: [Example] = [
        Example(
            BannedWords.words, [library: "func f() {\n    print(1)\n}\n"], expect: "X.swift:2: 'print(' is not written"),
        Example(BannedWords.words, [library: "let d = Date()\n"], expect: "TimeSource.now"),
        Example(BannedWords.words, ["Tests/XTests/X.swift": "let x = try! f()\n"], expect: "try, in a function"),
        Example(BannedWords.words, [library: "let a = \"ok\"; fatalError(a)\n"], expect: "throw JunctionError"),
        Example(BannedWords.words, [library: "let r = Int.random(in: 0..<2)\n"], expect: "injected from App"),
        Example(
            BannedWords.unexplained, [library: "struct X {}\n\nfinal class Y: @unchecked Sendable {}\n"],
            expect: "X.swift:3: '@unchecked Sendable' needs its reason"),
        Example(
            BannedWords.openEnds, [library: "// TO" + "DO: later\n"], expect: "without 'issue #…'"),
        Example(
            BannedWords.openEnds, ["docs/a.md": "# A\n\nFIX" + "ME\n"], expect: "a.md:3"),
        Example(
            BannedWords.hosts, ["docs/a.md": "# A\n\nSee /ro" + "ot/x and /tm" + "p/y.\n"], expect: "of one machine",
            count: 2),
        Example(
            BannedWords.hosts, ["scripts/a": "pip install -i https://pypi" + ".org/simple\n"], expect: "scripts/a:1"),
    ]

    static let good: [Example] = [
        Example(BannedWords.words, ["Sources/junction/X.swift": "print(1)\n"]),
        Example(BannedWords.words, [library: "// print(1)\nlet s = \"print(1) \\(a(\"Date()\")) Date()\"\n"]),
        Example(
            BannedWords.words, [library: "let s = \"\"\"\n    Date() \"quoted\"\n    \"\"\"\nlet t = #\"UUID()\"#\n"]),
        Example(BannedWords.words, [library: "blueprint(1); x.print(2); let update = toDate()\n"]),
        Example(BannedWords.words, ["Sources/App/X.swift": "let d = Date()\n"]),
        Example(
            BannedWords.unexplained,
            [library: "// The mutex guards every field.\nfinal class Y: @unchecked Sendable {}\n"]),
        Example(BannedWords.openEnds, [library: "// TO" + "DO: page it, issue #12\nlet TO" + "DOlist = 1\n"]),
        Example(BannedWords.hosts, ["docs/a.md": "# A\n\nhttps://example.org/wo" + "rk/x\n"]),
    ]
}
