/// Who may import what, and where SQL may stand.
enum LayerRules {
    static let all: [Rule] = [imports, keptApart, foundation, sql]

    /// What every layer may import: it comes with the toolchain and does no I/O that we would miss.
    private static let everywhere: Set<String> = ["Swift", "Synchronization", "RegexBuilder", "_Concurrency"]
    /// The C library: files, sockets, signals.
    private static let systemModules: Set<String> = ["Glibc", "Musl", "Dispatch"]
    private static let systemLayers: Set<String> = [
        "App", "junction", "Connectors", "Sandbox", "Events", "StorageSQLite", "StoragePostgres", "SecurityCore",
        "TestKit",
    ]
    private static let foundationModules: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking",
    ]
    /// Layers that read files or need time zones and calendars. The others must work without.
    private static let foundationLayers: Set<String> = [
        "Contract", "Flows", "Mapping", "SecurityCore", "Sandbox", "StorageSQLite", "App", "junction", "TestKit",
    ]

    /// The one thread that commits, made of Foundation's `Thread`.
    /// And the figures of the process, read from the kernel's files.
    private static let foundationFiles: Set<String> = [
        "Sources/Events/Log/CommitQueue.swift", "Sources/API/Metrics/PrometheusRegistry+process.swift",
    ]

    /// Every import must be allowed by the layer's row in `Package.swift`.
    static let imports = Rule("imports are allowed by the table in Package.swift") { tree in
        guard let manifest = tree.file("Package.swift") else { return [] }
        let table = LayerTable(manifest: String(decoding: manifest.bytes, as: UTF8.self))
        return tree.sources.flatMap { file -> [Violation] in
            guard let layer = file.layer, let row = table.rows[layer] else {
                return [file.violation(nil, "this folder is no layer; add a row to the table in Package.swift")]
            }
            return file.imports.compactMap { found in
                let module = found.module
                if everywhere.contains(module) || row.ours.contains(module) || row.theirs.contains(module) {
                    return nil
                }
                if foundationModules.contains(module) { return nil }
                if systemModules.contains(module), systemLayers.contains(layer) || foundationFiles.contains(file.path) {
                    return nil
                }
                return file.violation(
                    found.line, "\(layer) may not import \(module); move the line to a layer that may (ARCHITECTURE.md)"
                )
            }
        }
    }

    /// A table can be edited; these few decisions may not be edited away without changing this test too.
    static let keptApart = Rule("dependencies stay where they were decided to be") { tree in
        guard let manifest = tree.file("Package.swift") else { return [] }
        let table = LayerTable(manifest: String(decoding: manifest.bytes, as: UTF8.self))
        let homes: [(module: String, layers: Set<String>)] = [
            ("GRDB", ["StorageSQLite"]), ("CLibPQ", ["StoragePostgres"]), ("CLibXML2", ["Formats"]),
            ("Hummingbird", ["API", "App"]),
            ("ArgumentParser", ["junction"]),
            ("StorageSQLite", ["App"]), ("StoragePostgres", ["App"]), ("Connectors", ["Sandbox", "App"]),
            ("API", ["App"]), ("Sandbox", ["App"]),
            ("App", ["junction"]),
        ]
        return homes.flatMap { home in
            table.rows.values.sorted { $0.name < $1.name }.filter { row in
                (row.ours.contains(home.module) || row.theirs.contains(home.module)) && !home.layers.contains(row.name)
            }.map { manifest.violation(nil, "\($0.name) may not depend on \(home.module); see docs/decisions") }
        }
    }

    static let foundation = Rule("Foundation stays out of pure layers and out of signatures") { tree in
        tree.sources.flatMap { file in
            file.imports.compactMap { found in
                guard foundationModules.contains(found.module), let layer = file.layer else { return nil }
                if !foundationLayers.contains(layer), !foundationFiles.contains(file.path) {
                    return file.violation(
                        found.line, "\(layer) works without \(found.module); use the standard library or Values")
                }
                guard found.exposed else { return nil }
                return file.violation(
                    found.line, "\(found.module) in a signature reaches every caller; take [UInt8], String or Instant")
            }
        }
    }

    /// Upper-case SQL anywhere but in the storage layers, strings included.
    static let sql = Rule("SQL stands in Storage layers only") { tree in
        let verbs = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA ", "ALTER TABLE "]
        return tree.sources.filter { !($0.layer ?? "").hasPrefix("Storage") }.flatMap { file in
            verbs.flatMap { verb in
                file.bytes.wordOffsets(of: verb).map {
                    file.violation(file.line(at: $0), "'\(verb)' outside Storage; ask the store's protocol for it")
                }
            }
        }
    }
}

/// `package import Values` on a line of its own.
struct SwiftImport {
    var module: String
    var line: Int
    /// Whether a signature may show the module's types.
    var exposed: Bool
}

extension SourceFile {
    var imports: [SwiftImport] {
        code.wordOffsets(of: "import ").compactMap { offset in
            let number = line(at: offset)
            let words = text(ofLine: number).split { $0 == " " || $0 == ";" }
            guard let position = words.firstIndex(of: "import"), position + 1 < words.count else { return nil }
            // `import struct Foundation.Date` names a kind first.
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let after = kinds.contains(words[position + 1]) ? position + 2 : position + 1
            guard after < words.count else { return nil }
            let module = words[after].prefix { $0 != "." }
            let exposed = words[..<position].contains { $0 == "package" || $0 == "public" || $0 == "@_exported" }
            return SwiftImport(module: String(module), line: number, exposed: exposed)
        }
    }
}
