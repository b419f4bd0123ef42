import Events
import Logging
import Values

// What happens by itself.
extension SagaKeeper {
    /// What is due is done, and what has been over for long is forgotten. False when the store could not be read.
    func serve(_ saga: String) async -> Bool {
        let spell = engine.spell(on: Self.destination(saga))
        if spell != index.spell(of: saga), await !begin(saga, spell) { return false }
        guard spell != nil else { return true }
        while true {
            let due = index.takeDue(saga, at: time.now(), most: Self.dueMost)
            await withDiscardingTaskGroup { group in
                for subject in due { group.addTask { await self.tick(saga, subject) } }
                for key in index.surplus(saga) { group.addTask { try? await self.forget(saga, key) } }
            }
            if due.count < Self.dueMost { return true }
        }
    }

    /// Due instances looked at together; their commits are shared.
    private static let dueMost = 256

    /// This node runs the saga from now on, or no longer.
    private func begin(_ saga: String, _ spell: Int64?) async -> Bool {
        index.begin(saga, spell: spell)
        guard spell != nil else { return true }
        do {
            try await SagaInstance.forEach(of: saga, in: log, surroundings) {
                index.note($0, version: $1)
            }
            let span = installed(saga)?.early ?? .zero
            try await early.forEach(of: saga) { key, oldest in index.noteEarly(saga, key, until: oldest + span) }
            index.isWhole(saga)
            return true
        } catch {
            // Looked through once more next time.
            index.begin(saga, spell: nil)
            return false
        }
    }

    private func tick(_ saga: String, _ subject: SagaIndex.Subject) async {
        let now = time.now()
        do {
            switch subject {
            case .instance(let key): if try await tick(saga, key, at: now) { return }
            case .early(let key):
                let span = installed(saga)?.early ?? .zero
                let until = try await early.prune(saga, key, keptFor: span, at: now)
                index.noteEarly(saga, key, until: until, isLook: true)
            }
        } catch {
            logger.warning("saga is looked at again", metadata: ["saga": "\(saga)", "why": "\(error)"])
        }
        // Whatever could not be done, or whose definition cannot be used, is not asked for at once again.
        index.postpone(saga, subject, by: Self.troublePause, at: now)
    }

    /// Whether anything was done.
    private func tick(_ saga: String, _ key: String, at now: Instant) async throws -> Bool {
        var isPast = false
        var isDone = false
        let found = try await change(saga, key) { instance, _ in
            guard let instance else { return nil }
            isPast = instance.status.isOver && (instance.endedAt ?? now) + SagaLimits.keptFor <= now
            guard !isPast, let plan = installed(saga)?.plans[instance.version] else { return nil }
            let decision = try SagaMachine.decide(plan, instance, .tick, at: now)
            isDone = decision != nil
            return decision
        }
        guard found == nil || isPast else { return isDone }
        try await forget(saga, key)
        return true
    }

    /// Forgets an instance that is over; not one that somebody has set going again meanwhile.
    private func forget(_ saga: String, _ key: String) async throws {
        var origin = index.origin(saga, key)
        if let document = try await log.document(kind: Self.kind(saga), id: key) {
            let instance = try SagaInstance(value: surroundings.decode(document.content))
            guard instance.status.isOver else { return note(instance, document.version) }
            try await log.removeDocument(kind: Self.kind(saga), id: key, expectedVersion: document.version)
            origin = instance.origin
        }
        index.forget(saga, key, through: origin)
    }
}
