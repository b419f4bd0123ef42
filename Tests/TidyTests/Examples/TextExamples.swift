enum TextExamples {
    static let bad: [Example] = [
        Example(TextRules.oneNewline, ["a.md": "# A"], expect: "exactly one newline"),
        Example(TextRules.oneNewline, ["a.md": "# A\n\n"], expect: "exactly one newline"),
        Example(TextRules.trailingSpaces, ["a.md": "# A\n\ntext \n"], expect: "a.md:3"),
        Example(TextRules.tabs, ["a.swift": "\tlet x = 1\n"], expect: "a.swift:1"),
        Example(TextRules.oneTitle, ["a.md": "Text\n"], expect: "one '# Title'"),
        Example(TextRules.oneTitle, ["a.md": "# A\n\n# B\n"], expect: "a.md:3"),
        Example(TextRules.links, ["docs/a.md": "# A\n\n[b](../b.md#x)\n"], expect: "'../b.md' leads nowhere"),
        Example(TextRules.scriptsStop, ["scripts/a": "#!/usr/bin/env bash\ntrue\n"], expect: "set -euo pipefail"),
        Example(
            TextRules.scriptsStop,
            ["scripts/a": "#!/usr/bin/env bash\nset -euo pipefail\nexit 0\ncheck\n"], expect: "scripts/a:3"),
        Example(
            TextRules.documented, ["Sources/V/A.swift": "import B\n\npackage struct A {}\n"], expect: "A.swift:3"),
        Example(
            TextRules.fixturesNamed, ["Fixtures/NOTICE.md": "# Notice\n", "Fixtures/suite/a.json": "{}\n"],
            expect: "Fixtures/suite: name it"),
    ]

    static let good: [Example] = [
        Example(TextRules.oneTitle, ["a.md": "# A\n\n```sh\n# a comment\n```\n"]),
        Example(
            TextRules.links, ["docs/a.md": "# A\n\n[b](../b.md#x) [c](https://example.org) [d](#d)\n", "b.md": "# B\n"]),
        Example(
            TextRules.documented,
            ["Sources/V/A.swift": "import B\n\n/// An A.\n@frozen\npackage struct A {\n    package struct B {}\n}\n"]),
        Example(
            TextRules.fixturesNamed,
            ["Fixtures/NOTICE.md": "# Notice\n\n| suite | MIT |\n", "Fixtures/suite/a.json": "{}\n"]),
    ]
}
