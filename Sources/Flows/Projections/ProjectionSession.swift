import Contract
import Events
import Formats
import Values

/// One node's work on one projection while nobody else works on it: reads the log, folds, and commits states and progress
/// together. What another node has committed in between makes a commit fail with `versionConflict`; then a new session
/// begins with what stands in the store.
struct ProjectionSession: ViewSession {
    static let progressKind = "projection"
    /// Events read at once, fewer when they are large.
    private static let pageMost = 500
    private static let pageBytes = 32 << 20
    /// How far the place kept in the store may lag while no state changes.
    private static let unsavedMost: Int64 = 20_000
    private static let unsavedFor = Duration.seconds(2)
    /// How often a projection with nothing to do looks whether another node was asked for something.
    private static let lookEvery = Duration.seconds(2)
    /// States of an abandoned generation removed at once.
    private static let garbageStep = 500

    let projection: Projection
    let log: EventLog
    let time: TimeSource
    let compilers: [String: SubscriptionFilter.Compiler]
    /// Has events that failed become dead letters, before the progress says that they were passed over.
    let bury: @Sendable ([ViewFailure]) async throws -> Void

    private(set) var progress: ProjectionProgress
    private var version: Int64
    private var folds: [Int64: ProjectionFold] = [:]
    private var caches: [Int64: ProjectionCache] = [:]
    private var savedPosition: Int64 = 0
    private var savedAt: Instant
    private var lookedAt: Instant
    private var pageSize = pageMost
    /// Events folded since the last look.
    var folded = 0

    init(
        _ projection: Projection, log: EventLog, time: TimeSource,
        compilers: [String: SubscriptionFilter.Compiler],
        bury: @escaping @Sendable ([ViewFailure]) async throws -> Void
    ) async throws {
        self.projection = projection
        self.log = log
        self.time = time
        self.compilers = compilers
        self.bury = bury
        savedAt = time.now()
        lookedAt = savedAt
        let recipe = ProjectionRecipe(projection)
        let document = try await log.document(kind: Self.progressKind, id: projection.id)
        version = document?.version ?? 0
        progress = try document.map { try Self.progress($0) } ?? ProjectionProgress(recipe)
        let before = progress
        progress.adopt(recipe)
        if document == nil || progress != before { try await save([]) }
        savedPosition = progress.live.position
    }

    static func progress(_ document: Document) throws -> ProjectionProgress {
        try ProjectionProgress(value: JSONFormat().decode(document.content))
    }

    /// Does a piece of everything that is to be done. Returns whether nothing is left until more is appended.
    mutating func step() async throws -> Bool {
        var isIdle = try await removeGarbage()
        if progress.live.failure == nil { isIdle = try await fold(progress.live) && isIdle }
        if let building = progress.building, building.failure == nil {
            let isAtEnd = try await fold(building)
            if progress.swapIfReady(isAtEnd: isAtEnd) { try await save([]) }
            isIdle = false
        }
        return isIdle
    }

    /// Where waiting for more begins: the place of what is not stopped.
    var position: Int64 { progress.live.position }

    var isStopped: Bool { progress.live.failure != nil }

    // MARK: Folding

    /// Folds one page; returns whether the log has no more for now.
    private mutating func fold(_ generation: ProjectionProgress.Generation) async throws -> Bool {
        let newest = log.newestKnown
        let page = try await log.events(after: generation.position, limit: pageSize)
        let isAtEnd = page.count < pageSize
        let last = page.last?.sequence ?? generation.position
        // What is no longer in the log has no event to stand at.
        let through = isAtEnd ? max(last, newest) : last
        fitPage(page)
        guard through > generation.position else { return isAtEnd }
        let fold = try folds[generation.number] ?? ProjectionFold(generation.recipe, compilers: compilers)
        folds[generation.number] = fold
        // Of a generation that has seen nothing there is nothing in the store.
        if caches[generation.number] == nil {
            caches[generation.number] = ProjectionCache(isWhole: generation.position == 0)
        }
        var batch = ProjectionBatch(
            fold, page, after: generation.position, through: through, keyCount: generation.keys,
            limits: ProjectionBatch.Limits(projection))
        batch.run(try await states(batch.keys, of: generation.number))
        folded += batch.folded
        if !batch.skipped.isEmpty { try await bury(batch.skipped) }
        progress.folded(batch, of: generation.number)
        try await keep(batch, of: generation.number)
        return isAtEnd && batch.failure == nil
    }

    private mutating func fitPage(_ page: [StoredEvent]) {
        let bytes = page.reduce(0) { $0 + $1.event.payload.count }
        if bytes > Self.pageBytes {
            pageSize = max(1, pageSize / 2)
        } else if bytes < Self.pageBytes / 4 {
            pageSize = min(Self.pageMost, pageSize * 2)
        }
    }

    private mutating func states(_ keys: Set<String>, of generation: Int64) async throws -> [String: Value] {
        var cache = caches[generation] ?? ProjectionCache(isWhole: false)
        let missing = cache.missing(keys)
        if !missing.isEmpty {
            let kind = ProjectionState.kind(projection.id, generation)
            let found = try await log.documents(kind: kind, ids: missing)
            for key in missing {
                let state = try found[key].map { try ProjectionState($0).state }
                cache.set(key, state, size: found[key]?.content.count ?? 0)
            }
        }
        caches[generation] = cache
        var states: [String: Value] = [:]
        for key in keys { states[key] = cache[key] }
        return states
    }

    /// States and progress in one commit; progress alone only now and then.
    private mutating func keep(_ batch: ProjectionBatch, of generation: Int64) async throws {
        let kind = ProjectionState.kind(projection.id, generation)
        var changes: [DocumentChange] = []
        for (key, state) in batch.changes {
            guard let state else {
                changes.append(.remove(kind: kind, id: key))
                caches[generation]?.set(key, nil, size: 0)
                continue
            }
            let content = try ProjectionState(key: key, position: batch.positions[key] ?? 0, state: state).content
            changes.append(.put(kind: kind, id: key, content: content))
            caches[generation]?.set(key, state, size: content.count)
        }
        caches[generation]?.trim()
        let isDue = position - savedPosition >= Self.unsavedMost || time.now() - savedAt >= Self.unsavedFor
        guard !changes.isEmpty || batch.failure != nil || !batch.skipped.isEmpty || isDue else { return }
        try await save(changes)
    }

    // MARK: Keeping

    /// Throws `versionConflict` when somebody else has changed what is kept.
    mutating func lookForChanges() async throws {
        let now = time.now()
        guard now - lookedAt >= Self.lookEvery else { return }
        lookedAt = now
        let document = try await log.document(kind: Self.progressKind, id: projection.id)
        guard document?.version == version else {
            throw JunctionError(.versionConflict, "the projection was changed elsewhere")
        }
    }

    private mutating func save(_ changes: [DocumentChange]) async throws {
        let content = try JSONFormat().encode(progress.value)
        let document = DocumentChange.put(
            kind: Self.progressKind, id: projection.id, content: content, expectedVersion: version)
        try await log.commit([], documents: [document] + changes)
        version += 1
        savedPosition = position
        savedAt = time.now()
    }

    /// Returns whether there is none.
    private mutating func removeGarbage() async throws -> Bool {
        guard let number = progress.garbage.first else { return true }
        let kind = ProjectionState.kind(projection.id, number)
        let some = try await log.documents(kind: kind, after: nil, limit: Self.garbageStep)
        if some.count < Self.garbageStep { progress.removed(garbage: number) }
        try await save(some.map { .remove(kind: kind, id: $0.id) })
        folds[number] = nil
        caches[number] = nil
        return progress.garbage.isEmpty
    }
}
