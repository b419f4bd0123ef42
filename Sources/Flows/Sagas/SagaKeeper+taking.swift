import Events
import Logging
import Metrics
import Values

// What happens to instances.
extension SagaKeeper {
    /// Everything that is decided about an instance goes this way: read, decide, and write it with what is to be sent in one
    /// transaction, once more when somebody else was quicker.
    ///
    /// Returns how it stands; nil when there is none. Throws what `body` throws, `versionConflict`, or the store's own error.
    @discardableResult
    func change(
        _ saga: String, _ key: String, audit: Append? = nil,
        _ body: (SagaInstance?, _ version: Int64) throws -> SagaMachine.Decision?
    ) async throws -> (instance: SagaInstance, version: Int64)? {
        for _ in 0..<Self.changeTries {
            let document = try await log.document(kind: Self.kind(saga), id: key)
            let before = try document.map { try SagaInstance(value: surroundings.decode($0.content)) }
            guard let decision = try body(before, document?.version ?? 0) else {
                guard let before, let document else { return nil }
                index.note(before)
                return (before, document.version)
            }
            do {
                let version = document?.version ?? 0
                let appends = try decision.outgoing.map { try append($0, of: decision.instance) }
                try await log.commit(
                    appends + (audit.map { [$0] } ?? []),
                    documents: [
                        .put(
                            kind: Self.kind(saga), id: key,
                            content: try surroundings.encode(decision.instance.value), expectedVersion: version)
                    ])
                noteEnd(before, decision.instance)
                index.note(decision.instance)
                return (decision.instance, version + 1)
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the instance '\(key)' is being changed by others")
    }

    private static let changeTries = 10

    private func noteEnd(_ before: SagaInstance?, _ now: SagaInstance) {
        guard now.status.isOver, before?.status != now.status else { return }
        Counter(
            label: "junction_saga_ended_total", dimensions: [("saga", now.saga), ("status", now.status.rawValue)]
        ).increment()
    }

    private func append(_ outgoing: SagaOutgoing, of instance: SagaInstance) throws -> Append {
        var event = Event(
            id: outgoing.id, stream: "sagas/\(instance.saga)", type: SagaEventType.send,
            source: "sagas/\(instance.saga)", key: outgoing.key, correlationID: instance.correlationID,
            causationID: outgoing.causationID, time: time.now(),
            metadata: ["saga": instance.saga, "sagakey": instance.key, "sagastep": outgoing.step],
            contentType: "application/json", payload: try surroundings.encode(outgoing.payload))
        switch outgoing.kind {
        case .event(let type):
            event.type = type
            return Append(event, deliverTo: flows.destinations(for: event))
        case .request(let receiver):
            return Append(event, deliverTo: [Self.destination(instance.saga, to: receiver)])
        }
    }

    // MARK: Events

    /// Whom an event is for.
    private struct Addressees {
        var starts: String?
        /// By key and version, what it could be of all that is waited for.
        var waiting: [String: [Int64: Set<String>]] = [:]

        var keys: [String] { Set(waiting.keys).union(starts.map { [$0] } ?? []).sorted() }
    }

    /// Gives an event to the instances of a saga that it is for. A store that fails is asked again, so that the order of the
    /// log is kept.
    func take(_ stored: StoredEvent, for saga: String) async -> DeliveryOutcome {
        do {
            if stored.event.type.hasPrefix(SagaEventType.byHand), stored.event.metadata["saga"] == saga {
                return try await heard(stored.event, saga)
            }
            guard let installed = installed(saga) else { return .skipped(reason: "there is no such saga") }
            let value = stored.shown
            guard value.approximateBytes <= SagaLimits.instanceBytes / 2 else {
                return .rejected(reason: "the event is larger than a saga can remember")
            }
            let addressees = try addressees(stored.event, value, installed)
            let event = SagaMachine.Event(
                id: stored.event.id, correlationID: stored.event.correlationID, value: value)
            var moved: [String] = []
            for key in addressees.keys {
                let isMoved = try await insistently {
                    try await self.give(event, stored, to: key, of: saga, installed, addressees)
                }
                if isMoved { moved.append(key) }
            }
            if moved.isEmpty { return .skipped(reason: "no instance waits for it") }
            return .delivered(detail: "taken by \(moved.joined(separator: ", "))")
        } catch let error as JunctionError {
            return error.code.class == .reject ? .rejected(reason: error.message) : .retry(reason: error.message)
        } catch { return .retry(reason: "the server is stopping") }
    }

    private func addressees(_ event: Event, _ value: Value, _ installed: Installed) throws -> Addressees {
        let now = time.now()
        var addressees = Addressees()
        if let current = installed.current.flatMap({ installed.plans[$0] }), current.start.filter.passes(event) {
            guard let key = try current.start.key.value(value, at: now)?.scalarText else {
                throw JunctionError(.sagaFailed, "the event gives no key for an instance")
            }
            guard SagaKey.isSound(key) else {
                throw JunctionError(.sagaFailed, "the key that the event gives cannot be used: \(SagaKey.rule)")
            }
            addressees.starts = key
        }
        for (version, plan) in installed.plans {
            for (name, listener) in plan.alternatives where listener.filter.passes(event) {
                guard let key = try listener.key.value(value, at: now)?.scalarText, SagaKey.isSound(key) else {
                    continue
                }
                addressees.waiting[key, default: [:]][version, default: []].insert(name)
            }
        }
        return addressees
    }

    /// Whether it has moved an instance.
    private func give(
        _ event: SagaMachine.Event, _ stored: StoredEvent, to key: String, of saga: String, _ installed: Installed,
        _ addressees: Addressees
    ) async throws -> Bool {
        let now = time.now()
        let isCircling =
            addressees.starts == key ? try await log.isCausedByMore(than: SagaLimits.causes, stored.event) : false
        let runsMost = index.running(saga) >= SagaLimits.running
        var isMoved = false
        try await change(saga, key) { instance, _ in
            isMoved = false
            guard let instance else {
                guard addressees.starts == key, let version = installed.current, let plan = installed.plans[version]
                else {
                    return nil
                }
                guard !isCircling else {
                    throw JunctionError(
                        .sagaFailed, "more than \(SagaLimits.causes) events led to this one, as in a circle")
                }
                guard !runsMost else {
                    throw JunctionError(.sagaFailed, "\(SagaLimits.running) instances of the saga run already")
                }
                isMoved = true
                return SagaMachine.begin(plan, version: version, key: key, by: event, origin: stored.sequence, at: now)
            }
            guard let plan = installed.plans[instance.version], let names = addressees.waiting[key]?[instance.version]
            else { return nil }
            let decision = try SagaMachine.decide(plan, instance, .event(event, alternatives: names), at: now)
            isMoved = decision != nil
            return decision
        }
        return isMoved
    }

    /// Somebody has changed an instance by hand, perhaps on another node.
    private func heard(_ event: Event, _ saga: String) async throws -> DeliveryOutcome {
        guard let key = event.metadata["sagakey"] else { return .skipped(reason: "it names no instance") }
        try await insistently { _ = try await self.change(saga, key) { _, _ in nil } }
        return .delivered(detail: "noted")
    }

    // MARK: Answers and time

    /// The answer to what an instance has sent is kept, however long the store takes.
    func take(_ answer: SagaMachine.Answer, to id: String, saga: String, key: String) async throws {
        let now = time.now()
        try await insistently {
            _ = try await self.change(saga, key) { instance, _ in
                guard let instance, let plan = self.installed(saga)?.plans[instance.version] else { return nil }
                return try SagaMachine.decide(plan, instance, .answer(to: id, answer), at: now)
            }
        }
    }

    /// Whether the instance still waits to hear of what it sent under that id. Throws the store's own error.
    func awaits(_ id: String, saga: String, key: String) async throws -> SagaInstance? {
        guard let document = try await log.document(kind: Self.kind(saga), id: key) else { return nil }
        let instance = try SagaInstance(value: surroundings.decode(document.content))
        return instance.awaits == id ? instance : nil
    }

    /// What is due is done, and what has been over for long is forgotten.
    func serve(_ saga: String) async {
        let spell = engine.spell(on: Self.destination(saga))
        if spell != index.spell(of: saga) {
            index.begin(saga, spell: spell)
            guard spell != nil else { return }
            do {
                try await SagaInstance.forEach(of: saga, in: log, surroundings) { instance, _ in
                    index.note(instance, isOld: true)
                }
            } catch {
                // Looked through once more next time.
                return index.begin(saga, spell: nil)
            }
        }
        guard spell != nil else { return }
        await withDiscardingTaskGroup { group in
            for key in index.due(saga, at: time.now(), most: Self.dueMost) {
                group.addTask { await self.tick(saga, key) }
            }
            for key in index.surplus(saga) { group.addTask { try? await self.forget(saga, key) } }
        }
        index.showMetrics(saga, at: time.now())
    }

    /// Due instances looked at together; their commits are shared.
    private static let dueMost = 256

    private func tick(_ saga: String, _ key: String) async {
        let now = time.now()
        do {
            var isPast = false
            let found = try await change(saga, key) { instance, _ in
                guard let instance else { return nil }
                isPast = instance.status.isOver && (instance.endedAt ?? now) + SagaLimits.keptFor <= now
                guard !isPast, let plan = installed(saga)?.plans[instance.version] else { return nil }
                return try SagaMachine.decide(plan, instance, .tick, at: now)
            }
            if found == nil || isPast { try await forget(saga, key) }
        } catch {
            logger.warning("saga is looked at again", metadata: ["saga": "\(saga)", "why": "\(error)"])
        }
    }

    private func forget(_ saga: String, _ key: String) async throws {
        try await log.removeDocument(kind: Self.kind(saga), id: key)
        index.forget(saga, key)
    }

    /// Again and again until the store takes it; throws `CancellationError` when the task is cancelled.
    private func insistently<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        while true {
            do { return try await body() } catch let error as JunctionError
                where error.code.class == .retryLater || error.code == .versionConflict
            {
                guard error.code != .logClosed else { throw error }
                try await time.sleep(.seconds(1))
            }
        }
    }
}

/// Types of events that sagas make beside those that they publish.
package enum SagaEventType {
    /// Something on its way to a system or a point.
    package static let send = "junction.saga.send"
    /// Begins the types of what is done by hand, in the stream `audit`.
    package static let byHand = "junction.saga.byHand."
}

/// What may tell instances apart: what may stand in an address.
enum SagaKey {
    static let rule = "1 to 128 letters, digits and '.', '_', ':', '~', '@', '-', the first a letter or digit"

    static func isSound(_ key: String) -> Bool {
        guard let first = key.utf8.first, isAlphanumeric(first), key.utf8.count <= 128 else { return false }
        return key.utf8.allSatisfy { isAlphanumeric($0) || punctuation.contains($0) }
    }

    private static let punctuation = Array("._:~@-".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
