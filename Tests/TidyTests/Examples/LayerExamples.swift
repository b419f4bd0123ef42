enum LayerExamples {
    private static let manifest = """
        let yams = Target.Dependency.product(name: "Yams", package: "Yams")
        let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
        let layers: [Layer] = [
            Layer(name: "Values"),
            Layer(name: "Formats", ours: ["Values"], theirs: [yams, nio("NIOCore")], tests: ["TestKit"]),
            Layer(name: "StorageSQLite", ours: ["Values"], theirs: [grdb]),
        ]
        let executableDependencies: [Target.Dependency] = ["Values", arguments]

        """

    private static func file(_ path: String, _ text: String) -> [String: String] {
        ["Package.swift": manifest, path: text]
    }

    static let bad: [Example] = [
        Example(
            LayerRules.imports, file("Sources/Formats/A.swift", "import Values\nimport GRDB\n"),
            expect: "A.swift:2: Formats may not import GRDB"),
        Example(
            LayerRules.imports, file("Sources/Formats/A.swift", "@testable package import Events\n"),
            expect: "A.swift:1: Formats may not import Events"),
        Example(
            LayerRules.imports, file("Sources/Formats/A.swift", "import Glibc\n"), expect: "may not import Glibc"),
        Example(LayerRules.imports, file("Sources/Odds/A.swift", "struct A {}\n"), expect: "is no layer"),
        Example(
            LayerRules.keptApart,
            ["Package.swift": manifest + "Layer(name: \"Events\", ours: [\"Values\"], theirs: [grdb]),\n"],
            expect: "Events may not depend on GRDB"),
        Example(
            LayerRules.foundation, file("Sources/Values/A.swift", "import Foundation\n"),
            expect: "Values works without Foundation"),
        Example(
            LayerRules.foundation, file("Sources/Contract/A.swift", "package import Foundation\n"),
            expect: "in a signature"),
        Example(
            LayerRules.foundation, file("Sources/Values/A.swift", "import struct Foundation.Date\n"),
            expect: "works without"),
        Example(
            LayerRules.sql, ["Sources/Events/A.swift": "let q = \"SELECT id FROM events\"\n"],
            expect: "A.swift:1: 'SELECT '"),
    ]

    static let good: [Example] = [
        Example(
            LayerRules.imports,
            file(
                "Sources/Formats/A.swift",
                "package import Values\nimport Yams\nimport NIOCore\nimport Synchronization\n")),
        Example(LayerRules.imports, file("Sources/Formats/A.swift", "// import GRDB\nlet s = \"import GRDB\"\n")),
        Example(LayerRules.imports, file("Sources/junction/A.swift", "import Values\nimport ArgumentParser\n")),
        Example(LayerRules.keptApart, ["Package.swift": manifest]),
        Example(LayerRules.foundation, file("Sources/Contract/A.swift", "import Foundation\n")),
        Example(LayerRules.sql, ["Sources/StorageSQLite/A.swift": "let q = \"SELECT id FROM events\"\n"]),
    ]
}
