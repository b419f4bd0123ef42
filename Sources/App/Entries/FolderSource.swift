import Connectors
import Contract
import Events
import Flows
import Foundation
import Values

/// The files of a folder that a scheduled point takes in, oldest name first.
struct FolderSource: SyncSource {
    let files: String
    let workspace: String
    let archive: String?
    let point: String
    /// Remembers what was taken of files that stay where they are.
    let documents: any DocumentStore
    private var selection = SyncSelection()

    /// Files beyond this wait for the next run.
    static let filesMost = 1000
    static let fileBytesMost = 256 << 20
    private static let kind = "taken-file"

    init(_ source: FileSource, point: String, workspace: String, documents: any DocumentStore) {
        files = Self.absolute(source.files, workspace)
        archive = source.archive.map { Self.absolute($0, workspace) }
        self.workspace = workspace
        self.point = point
        self.documents = documents
    }

    func narrowed(to selection: SyncSelection) throws -> any SyncSource {
        if let name = selection.parameters.keys.sorted().first {
            throw JunctionError(.badRequest, "the integration reads files, and has no parameter '\(name)'")
        }
        var narrowed = self
        narrowed.selection = selection
        return narrowed
    }

    func waiting() async throws -> [SyncDocument] {
        let (folder, name) = Self.divided(files)
        let pattern = FilePattern(name)
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw JunctionError(
                .notFound, "the folder '\(folder)' cannot be read", remedy: "Make it, or correct 'files' of the point.")
        }
        var waiting: [SyncDocument] = []
        for file in names.sorted() where !file.hasPrefix(".") && pattern.matches(file) {
            guard waiting.count < Self.filesMost else { break }
            let path = "\(folder)/\(file)"
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular
            else { continue }
            let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            guard selection.takes(Instant(microseconds: Int64(modified * 1_000_000))) else { continue }
            let identity = "\(file)@\(Int64(modified * 1000))-\(attributes[.size] as? Int ?? 0)"
            if archive == nil, try await documents.document(kind: Self.kind, id: taken(identity)) != nil { continue }
            waiting.append(SyncDocument(name: path, identity: identity))
        }
        return waiting
    }

    func read(_ document: SyncDocument) async throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: document.name),
            let data = try? handle.read(upToCount: Self.fileBytesMost + 1)
        else { throw JunctionError(.notFound, "the file '\(document.name)' cannot be read") }
        guard data.count <= Self.fileBytesMost else {
            throw JunctionError(.formatLimit, "the file '\(document.name)' has more than \(Self.fileBytesMost) bytes")
        }
        return Array(data)
    }

    func finish(_ document: SyncDocument) async throws {
        guard let archive else {
            try await documents.putDocument(
                kind: Self.kind, id: taken(document.identity ?? document.name), content: Array("{}".utf8))
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: archive, withIntermediateDirectories: true)
            // The identity keeps two files of one name apart.
            let name = "\(document.identity ?? "").\(document.name.split(separator: "/").last ?? "")"
            try FileManager.default.moveItem(atPath: document.name, toPath: "\(archive)/\(name)")
        } catch {
            throw JunctionError(
                .storeUnavailable, "the file '\(document.name)' cannot be moved to '\(archive)'",
                remedy: "Check space and permissions. Its messages are safe; they are not taken twice.")
        }
    }

    private func taken(_ identity: String) -> String { "\(point)/\(identity)" }

    private static func absolute(_ path: String, _ workspace: String) -> String {
        path.hasPrefix("/") ? path : "\(workspace)/\(path)"
    }

    private static func divided(_ pattern: String) -> (folder: String, name: String) {
        guard let slash = pattern.lastIndex(of: "/") else { return (".", pattern) }
        return (String(pattern[..<slash]), String(pattern[pattern.index(after: slash)...]))
    }
}

extension SyncSelection {
    fileprivate func takes(_ changed: Instant) -> Bool {
        since.map { changed >= $0 } ?? true && until.map { changed < $0 } ?? true
    }
}
