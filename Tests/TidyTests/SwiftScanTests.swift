import Testing

@Suite struct SwiftScanTests {
    @Test(arguments: [
        ("let a = \"x\\\"y\" + b", "let a =        + b"),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("f(\"\\(g(\"x\"))\") + h", "f(           ) + h"),
        ("#\"a\"b\"# c", "        c"),
        ("#expect(a) // b", "#expect(a)     "),
        ("#/a\"b/# c", "        c"),
        ("let s = \"unfinished\nlet t = 1", "let s =            \nlet t = 1"),
    ]) func masksWhatIsNotCode(_ source: String, _ code: String) {
        #expect(String(decoding: SwiftMask.code(of: Array(source.utf8)), as: UTF8.self) == code)
    }

    @Test func masksMultilineStrings() {
        let source = "let a = \"\"\"\n    b \"c\" \\\"\"\"\n    \"\"\"\nd"
        let code = String(decoding: SwiftMask.code(of: Array(source.utf8)), as: UTF8.self)
        #expect(code.split(separator: "\n").last == "d")
        #expect(!code.contains("c"))
        #expect(code.utf8.count == source.utf8.count)
    }

    @Test func findsFunctionsWithBodies() {
        let text = """
            protocol P { func a() }
            struct S {
                var stored = 1
                var computed: Int { 1 }
                func b(_ f: () -> Int = { 2 }) -> Int {
                    func inner() -> Int { 3 }
                    return [1].map { $0 }.count
                }
                init?(c: Int) where C == D {
                    self.init()
                }
                subscript(i: Int) -> Int { 1 }
            }

            """
        let found = SwiftFunction.all(in: SourceFile(path: "S.swift", text: text))
        #expect(Set(found.map(\.name)) == ["var computed", "func b", "func inner", "init ", "subscript "])
        #expect(found.first { $0.name == "func b" }?.length == 4)
    }

    @Test func readsTheLayerTableAsItStands() throws {
        let manifest = try #require(Tree.repository.file("Package.swift"))
        let table = LayerTable(manifest: String(decoding: manifest.bytes, as: UTF8.self))
        #expect(table.rows["Values"]?.ours == [])
        #expect(table.rows["StorageSQLite"]?.theirs.contains("GRDB") == true)
        #expect(table.rows["Connectors"]?.theirs.isSuperset(of: ["NIOCore", "NIOSSL", "AsyncHTTPClient"]) == true)
        #expect(table.rows["junction"]?.ours.contains("App") == true)
        #expect(table.rows["StoragePostgres"]?.theirs == ["CLibPQ"])
        let folders = Tree.repository.folders.filter { $0.hasPrefix("Sources/") && $0.split(separator: "/").count == 2 }
        // C libraries of the system are no layers.
        let text = String(decoding: manifest.bytes, as: UTF8.self)
        let system = text.matches(of: /systemLibrary\(\s*name: "(\w+)"/).map { String($0.1) }
        #expect(Set(folders.map { String($0.dropFirst(8)) }) == Set(table.rows.keys).union(system))
    }
}
