import Foundation

/// The text files that a rule looks at: the repository's, or a few made up to see a rule fire.
struct Tree: Sendable {
    var files: [SourceFile]
    /// Every folder, from the top of the repository.
    var folders: Set<String>

    /// Files named by path, for examples.
    init(_ files: [String: String]) {
        self.files = files.map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path }
        folders = Set(self.files.flatMap { Self.parents(of: $0.path) })
    }

    func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    var sources: [SourceFile] { files.filter { $0.isSwift && $0.path.hasPrefix("Sources/") } }
    var tests: [SourceFile] { files.filter { $0.isSwift && $0.path.hasPrefix("Tests/") } }
    var swift: [SourceFile] { files.filter(\.isSwift) }
    var markdown: [SourceFile] { files.filter(\.isMarkdown) }

    private static func parents(of path: String) -> [String] {
        let parts = path.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }
}

extension Tree {
    /// The top of the repository that this test was built from.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What the build, the editor and the running server leave behind.
    private static let skippedFolders: Set<String> = [
        ".build", ".git", ".swiftpm", "var", "Packages", "node_modules", "__pycache__",
    ]
    private static let textSuffixes: Set<String> = [
        "swift", "md", "yaml", "yml", "json", "csv", "sh", "py", "c", "h", "txt", "",
    ]
    /// Others' data under `Fixtures` is taken as it is; only its folders are looked at.
    private static let verbatim = ["Fixtures/"]

    /// The repository as it stands, read once.
    static let repository = Tree(reading: root)

    private init(reading root: URL) {
        var paths: [String] = []
        var folders: Set<String> = []
        let manager = FileManager.default
        let walk = manager.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey, .isRegularFileKey])
        let prefix = root.path.count + 1
        for case let url as URL in walk ?? .init() {
            let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
            let path = String(url.path.dropFirst(prefix))
            if isFolder {
                if Self.skippedFolders.contains(url.lastPathComponent) { walk?.skipDescendants() }
                folders.insert(path)
            } else if Self.isText(url, path) {
                paths.append(path)
            }
        }
        files = paths.sorted().compactMap { path in
            (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map {
                SourceFile(path: path, text: $0)
            }
        }
        self.folders = folders.filter { folder in
            !Self.skippedFolders.contains { folder.split(separator: "/").map(String.init).contains($0) }
        }
    }

    private static func isText(_ url: URL, _ path: String) -> Bool {
        if path == "Fixtures/NOTICE.md" { return true }
        if path == ".git" || path == "Package.resolved" { return false }
        return textSuffixes.contains(url.pathExtension) && !verbatim.contains { path.hasPrefix($0) }
    }
}
