import Events
import Values

// What instances are told: events, and answers to what they sent.
extension SagaKeeper {
    /// Whom an event is for.
    private struct Addressees {
        var starts: String?
        /// By key and version, what it could be of all that is waited for.
        var waiting: [String: [Int64: Set<String>]] = [:]

        var keys: [String] { Set(waiting.keys).union(starts.map { [$0] } ?? []).sorted() }
    }

    /// What became of an event for one key.
    private enum Taken { case moved, kept, ignored }

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
            var taken: [Taken: [String]] = [:]
            for key in addressees.keys {
                let what = try await insistently {
                    try await self.give(stored, value, to: key, of: saga, installed, addressees)
                }
                taken[what, default: []].append(key)
            }
            let kept = taken[.kept].map { "kept until there is an instance \($0.joined(separator: ", "))" }
            guard let moved = taken[.moved] else {
                return kept.map { .delivered(detail: $0) } ?? .skipped(reason: "no instance waits for it")
            }
            return .delivered(detail: "taken by \(moved.joined(separator: ", "))\(kept.map { "; \($0)" } ?? "")")
        } catch let error as JunctionError {
            return error.code.class == .reject ? .rejected(reason: error.message) : .retry(reason: error.message)
        } catch { return .retry(reason: "the server is stopping") }
    }

    private func addressees(_ event: Event, _ value: Value, _ installed: Installed) throws -> Addressees {
        let now = time.now()
        var addressees = Addressees()
        addressees.starts = try installed.current.flatMap { try installed.plans[$0]?.starts(event, value, at: now) }
        for (version, plan) in installed.plans {
            for (key, names) in try plan.waiting(for: event, value, at: now) {
                addressees.waiting[key, default: [:]][version] = names
            }
        }
        return addressees
    }

    private func give(
        _ stored: StoredEvent, _ value: Value, to key: String, of saga: String, _ installed: Installed,
        _ addressees: Addressees
    ) async throws -> Taken {
        let event = SagaMachine.Event(stored, value)
        if addressees.starts == key, let version = installed.current, let plan = installed.plans[version],
            try await begin(plan, version, key, by: event, stored)
        {
            return .moved
        }
        let now = time.now()
        var isMoved = false
        let found = try await change(saga, key) { instance, _ in
            isMoved = false
            guard let instance, let plan = installed.plans[instance.version],
                let names = addressees.waiting[key]?[instance.version]
            else { return nil }
            let decision = try SagaMachine.decide(plan, instance, .event(event, alternatives: names), at: now)
            isMoved = decision != nil
            return decision
        }
        if found != nil { return isMoved ? .moved : .ignored }
        guard let current = installed.current, addressees.waiting[key]?[current] != nil, installed.early > .zero else {
            return .ignored
        }
        try await keepEarly(stored.event, saga, key, for: installed.early)
        return .kept
    }

    /// False when there is an instance of the key already.
    private func begin(
        _ plan: SagaPlan, _ version: Int64, _ key: String, by event: SagaMachine.Event, _ stored: StoredEvent
    ) async throws -> Bool {
        let now = time.now()
        let isCircling = try await log.isCausedByMore(than: SagaLimits.causes, stored.event)
        let runsMost = index.running(plan.id) >= SagaLimits.running
        let kept =
            index.mayHaveEarly(plan.id, key) ? try await early.events(plan.id, key, keptFor: plan.early, at: now) : []
        let before = try kept.compactMap { stored in
            let value = stored.shown
            return try plan.waiting(for: stored.event, value, at: now)[key].map {
                (SagaMachine.Event(stored, value), $0)
            }
        }
        var isBegun = false
        try await change(
            plan.id, key, forgetting: before.isEmpty ? nil : .remove(kind: SagaEarly.kind(plan.id), id: key)
        ) {
            instance, _ in
            isBegun = instance == nil
            guard isBegun else { return nil }
            guard !isCircling else {
                throw JunctionError(
                    .sagaFailed, "more than \(SagaLimits.causes) events led to this one, as in a circle")
            }
            guard !runsMost else {
                throw JunctionError(.sagaFailed, "\(SagaLimits.running) instances of the saga run already")
            }
            return SagaMachine.begin(
                plan, version: version, key: key, by: event, origin: stored.sequence, early: before, at: now)
        }
        if isBegun, !before.isEmpty { index.noteEarly(plan.id, key, until: nil) }
        return isBegun
    }

    /// Durable when it returns; given to the instance when it begins.
    private func keepEarly(_ event: Event, _ saga: String, _ key: String, for span: Duration) async throws {
        guard index.hasRoomForEarly(saga, key) else {
            throw JunctionError(.sagaFailed, "events of \(SagaLimits.early) keys wait for their instances already")
        }
        let until = try await early.keep(event.id, saga, key, for: span, at: time.now())
        index.noteEarly(saga, key, until: until)
        alarm.set(until)
    }

    /// Somebody has changed an instance by hand, perhaps on another node.
    private func heard(_ event: Event, _ saga: String) async throws -> DeliveryOutcome {
        guard let key = event.metadata["sagakey"] else { return .skipped(reason: "it names no instance") }
        try await insistently { _ = try await self.change(saga, key) { _, _ in nil } }
        return .delivered(detail: "noted")
    }

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
        return instance.awaits(id) ? instance : nil
    }
}

extension SagaMachine.Event {
    init(_ stored: StoredEvent, _ value: Value) {
        self.init(id: stored.event.id, correlationID: stored.event.correlationID, value: value)
    }
}

/// Types of events that sagas make beside those that they publish.
package enum SagaEventType {
    /// Something on its way to a system or a point.
    package static let send = "junction.saga.send"
    /// Begins the types of what is done by hand, in the stream `audit`.
    package static let byHand = "junction.saga.byHand."
}
