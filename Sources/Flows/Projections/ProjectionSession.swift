import Contract
import Events
import Values

/// One node's work on one projection while nobody else works on it: reads the log, folds, and commits states and progress
/// together. What another node has committed in between makes a commit fail with `versionConflict`; then a new session
/// begins with what stands in the store.
struct ProjectionSession: ViewSession {
    /// How far the place kept in the store may lag while no state changes.
    private static let unsavedMost: Int64 = 20_000
    private static let unsavedFor = Duration.seconds(2)
    /// States of an abandoned generation removed at once.
    private static let garbageStep = 500

    let projection: Projection
    let log: EventLog
    let time: TimeSource
    let compilers: [String: SubscriptionFilter.Compiler]
    /// Has events that failed become dead letters, before the progress says that they were passed over.
    let bury: @Sendable ([ViewFailure]) async throws -> Void

    private(set) var progress: ProjectionProgress
    private var record: ViewRecord<ProjectionProgress>
    private var folds: [Int64: ProjectionFold] = [:]
    private var caches: [Int64: ProjectionCache] = [:]
    private var savedPosition: Int64 = 0
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
        let recipe = ProjectionRecipe(projection)
        let kept = try await ProjectionProgress.kept(projection.id, in: log)
        record = ViewRecord(projection.id, version: kept?.version ?? 0, log: log, time: time)
        progress = kept?.progress ?? ProjectionProgress(recipe)
        progress.adopt(recipe)
        if progress != kept?.progress { try await save([]) }
        savedPosition = progress.live.position
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
        if isIdle, isSaveDue { try await save([]) }
        return isIdle
    }

    /// Where waiting for more begins: the place of what is not stopped.
    var position: Int64 { progress.live.position }

    var isStopped: Bool { progress.live.failure != nil }

    /// When the place is to be kept in the store, by which other nodes know how far it is.
    var nextDue: Instant? { position > savedPosition ? record.savedAt + Self.unsavedFor : nil }

    private var isSaveDue: Bool {
        position - savedPosition >= Self.unsavedMost || nextDue.map { $0 <= time.now() } ?? false
    }

    // MARK: Folding

    /// Folds one page; returns whether the log has no more for now.
    private mutating func fold(_ generation: ProjectionProgress.Generation) async throws -> Bool {
        let page = try await ViewPage(of: log, after: generation.position)
        guard page.through > generation.position else { return page.isLast }
        let fold = try folds[generation.number] ?? ProjectionFold(generation.recipe, compilers: compilers)
        folds[generation.number] = fold
        // Of a generation that has seen nothing there is nothing in the store.
        if caches[generation.number] == nil {
            caches[generation.number] = ProjectionCache(isWhole: generation.position == 0)
        }
        var batch = ProjectionBatch(
            fold, page.events, after: generation.position, through: page.through, keyCount: generation.keys,
            limits: ProjectionBatch.Limits(projection))
        batch.run(try await states(batch.keys, of: generation.number))
        folded += batch.folded
        if !batch.skipped.isEmpty { try await bury(batch.skipped) }
        progress.folded(batch, of: generation.number)
        try await keep(batch, of: generation.number)
        return page.isLast && batch.failure == nil
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
        guard !changes.isEmpty || batch.failure != nil || !batch.skipped.isEmpty || isSaveDue else { return }
        try await save(changes)
    }

    // MARK: Keeping

    mutating func lookForChanges() async throws { try await record.look() }

    private mutating func save(_ changes: [DocumentChange]) async throws {
        try await record.commit(progress, documents: changes)
        savedPosition = position
    }

    /// Returns whether there is none.
    private mutating func removeGarbage() async throws -> Bool {
        guard let number = progress.garbage.first else { return true }
        let kind = ProjectionState.kind(projection.id, number)
        let some = try await log.documents(kind: kind, after: nil, limit: Self.garbageStep)
        if some.count < Self.garbageStep { progress.removedNext() }
        try await save(some.map { .remove(kind: kind, id: $0.id) })
        folds[number] = nil
        caches[number] = nil
        return progress.garbage.isEmpty
    }
}
