import Connectors
import Contract
import Events
import Flows
import Values

/// The files of a folder that a scheduled point takes in, by name.
struct FolderSource: SyncSource {
    private let files: FileReader
    private let folder: String
    private let isArchived: Bool
    private let point: String
    /// Remembers what was taken of files that stay where they are.
    private let documents: any DocumentStore
    private var selection = SyncSelection()

    private static let kind = "taken-file"
    /// Documents of one run, about; the rest come with the next.
    private static let documentsMost = 1000

    init(
        _ source: FileSource, point: String, workspace: String, documents: any DocumentStore,
        environment: ConnectorEnvironment
    ) {
        let (folder, pattern) = Self.divided(Self.absolute(source.files, workspace))
        var limits = FileLimits()
        // A run that is asked for takes what is there; whoever writes files moves them into place when they are whole.
        limits.settleTime = .zero
        files = FileReader(
            settings: FileSettings(
                system: point, folder: folder, pattern: pattern,
                archive: source.archive.map { Self.absolute($0, workspace) }, limits: limits),
            environment: environment)
        self.folder = folder
        isArchived = source.archive != nil
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
        var waiting: [SyncDocument] = []
        var passedOver: [SyncDocument] = []
        var after: String?
        // On to those that wait: of files that stay where they are, the first may all have been taken.
        repeat {
            let scan = try await files.scan(after: after)
            for file in scan.files where selection.takes(file.changed) {
                let identity = "\(file.name)@\(file.changed.microseconds / 1000)-\(file.bytes)"
                if !isArchived, try await documents.document(kind: Self.kind, id: taken(identity)) != nil { continue }
                waiting.append(SyncDocument(name: "\(folder)/\(file.name)", identity: identity))
            }
            passedOver += scan.passedOver.map { SyncDocument(name: "\(folder)/\($0.name)") }
            after = scan.next
        } while after != nil && waiting.count < Self.documentsMost
        // What cannot be taken comes last: reading it tells why in the run's result.
        return waiting + passedOver
    }

    func read(_ document: SyncDocument) async throws -> [UInt8] { try await files.read(Self.found(document)) }

    func finish(_ document: SyncDocument) async throws {
        guard !isArchived else { return try await files.archive(Self.found(document)) }
        try await documents.putDocument(
            kind: Self.kind, id: taken(document.identity ?? document.name), content: Array("{}".utf8))
    }

    /// The reader goes by the name alone.
    private static func found(_ document: SyncDocument) -> FileReader.Found {
        FileReader.Found(
            name: document.name.split(separator: "/").last.map(String.init) ?? "", bytes: 0, changed: .epoch)
    }

    private func taken(_ identity: String) -> String { "\(point)/\(identity)" }

    /// Of a file or folder that a point names.
    static func absolute(_ path: String, _ workspace: String) -> String {
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
