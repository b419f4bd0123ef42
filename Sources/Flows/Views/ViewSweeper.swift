import Events
import Logging
import Values

/// Removes what views keep that no integration point declares any more, once they have been gone for long enough.
///
/// That a view is gone is written into its progress, so that it outlives restarts. A node that declares it takes the note away
/// as soon as it sees it: among nodes with different workspaces, one that declares the view is enough to keep it.
struct ViewSweeper<Progress: ViewProgress>: Sendable {
    /// How long the states of a projection, and the place of a stream, wait for the declaration to come back.
    static var keptFor: Duration { .seconds(7 * 86_400) }
    /// How often it is looked for views that are gone.
    static var every: Duration { .seconds(600) }
    /// Documents removed in one commit.
    private static var step: Int { 500 }

    let log: EventLog
    let time: TimeSource
    let logger: Logger

    /// Until the task is cancelled.
    func run(declared: @Sendable () -> Set<String>) async {
        while !Task.isCancelled {
            try? await time.sleep(Self.every)
            guard !Task.isCancelled else { return }
            do { try await sweep(declared: declared()) } catch let error as JunctionError
                where error.code == .versionConflict
            {
                // It has just come back, or another node is at it.
            } catch {
                logger.warning("views that are gone could not be looked for", metadata: ["why": "\(error)"])
            }
        }
    }

    /// Notes which views are gone, and removes what has been gone for `keptFor`. Throws `versionConflict` when one has come
    /// back meanwhile, and what the store throws.
    func sweep(declared: Set<String>) async throws {
        var gone: [Document] = []
        try await log.forEachDocument(kind: Progress.kind) { if !declared.contains($0.id) { gone.append($0) } }
        for document in gone {
            var progress = try Progress(document)
            var record = ViewRecord<Progress>(document.id, version: document.version, log: log, time: time)
            guard let since = progress.absentSince else {
                progress.absentSince = time.now()
                try await record.commit(progress)
                logger.warning(
                    "no point declares the view any more; what it keeps is removed in \(Self.keptFor.components.seconds / 86_400) days",
                    metadata: ["\(Progress.kind)": "\(document.id)"])
                continue
            }
            guard time.now() - since >= Self.keptFor else { continue }
            try await remove(document.id, &progress, &record)
            logger.notice(
                "what a view kept was removed: no point has declared it for long",
                metadata: ["\(Progress.kind)": "\(document.id)"])
        }
    }

    /// Step by step: at any moment the progress says what is left. When the view comes back meanwhile, it begins anew.
    private func remove(_ id: String, _ progress: inout Progress, _ record: inout ViewRecord<Progress>) async throws {
        while let kind = progress.retire(id) {
            let some = try await log.documents(kind: kind, after: nil, limit: Self.step)
            if some.count < Self.step { progress.removedNext() }
            try await record.commit(progress, documents: some.map { .remove(kind: kind, id: $0.id) })
        }
        try await record.remove()
    }
}
