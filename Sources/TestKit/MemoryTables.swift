import Events
import Values

/// The contents of an `InMemoryEventStore`. Plain and slow on purpose: other stores are compared with it.
struct MemoryTables: Sendable {
    struct DocumentName: Hashable, Sendable {
        var kind: ExactText
        var id: ExactText

        init(kind: String, id: String) { (self.kind, self.id) = (ExactText(kind), ExactText(id)) }
    }

    struct Pending: Sendable {
        var attempts = 0
        var notBefore = Instant.epoch
    }

    /// What one step of one event goes by: noted again, it is the same.
    struct StepName: Hashable, Sendable {
        var at: Instant
        var destination: String
        var kind: Lineage.Kind
    }

    struct Step: Sendable {
        var attempt = 0
        var detail: String?
        var stages: [DeliveryStage] = []
    }

    var events: [Int64: StoredEvent] = [:]
    var deliverTo: [Int64: [String]] = [:]
    var byID: [ExactText: Int64] = [:]
    var versions: [ExactText: Int64] = [:]
    var lastSequence: Int64 = 0
    var lastRecordedAt = Instant.epoch
    var pending: [DeliveryReference: Pending] = [:]
    var dead: [DeliveryReference: DeadLetter] = [:]
    var steps: [Int64: [StepName: Step]] = [:]
    var documents: [DocumentName: Document] = [:]
    var nodes: [String: Node] = [:]
    var leases: [String: Lease] = [:]

    var inOrder: [StoredEvent] { events.values.sorted { $0.sequence < $1.sequence } }

    mutating func write(_ operation: StoreOperation, at now: Instant) -> StoreResult {
        switch operation {
        case .append(let appends, let routing):
            let stands = documents[DocumentName(kind: RoutingDocument.kind, id: RoutingDocument.id)]?.version ?? 0
            if let routing, routing != stands { return .refused(RoutingDocument.changed(at: stands)) }
            return append(appends, at: now)
        case .transition(let transitions):
            for transition in transitions {
                guard let fence = transition.fence, fence != leases[transition.destination]?.token else { continue }
                return .refused(JunctionError(.leaseLost, "another node serves '\(transition.destination)' now"))
            }
            for transition in transitions { apply(transition) }
            return .transitioned
        case .putDocument(let kind, let id, let content, let expected):
            return put(DocumentName(kind: kind, id: id), content, expected, at: now)
        case .removeDocument(let kind, let id, let expected):
            return remove(DocumentName(kind: kind, id: id), expected)
        case .retryDeadLetters(let query, let limit):
            return change(query, limit, .retriedByHand, at: now) { $0.pending[$1] = Pending() }
        case .discardDeadLetters(let query, let limit): return change(query, limit, .discarded, at: now) { _, _ in }
        case .prune(let sequences, let document): return prune(sequences, while: document)
        case .addDeliveries(let destination, let sequences): return add(sequences, to: destination)
        case .dropDeliveries(let destination, let limit): return drop(destination, limit: limit, at: now)
        case .together(let operations): return together(operations, at: now)
        }
    }

    private mutating func together(_ operations: [StoreOperation], at now: Instant) -> StoreResult {
        let before = self
        var results: [StoreResult] = []
        for operation in operations {
            let result = write(operation, at: now)
            if case .refused = result {
                self = before
                return result
            }
            results.append(result)
        }
        return .together(results)
    }

    private mutating func append(_ appends: [Append], at now: Instant) -> StoreResult {
        let before = self
        var places: [Appended] = []
        for append in appends {
            let event = append.event
            if let known = byID[ExactText(event.id)], let stored = events[known] {
                places.append(place(of: stored, duplicate: true))
                continue
            }
            let version = versions[ExactText(event.stream)] ?? 0
            if let expected = append.expectedVersion, expected != version {
                self = before
                return .refused(.versionConflict("stream", at: version, expected: expected))
            }
            lastSequence += 1
            lastRecordedAt = now
            versions[ExactText(event.stream)] = version + 1
            let stored = StoredEvent(
                sequence: lastSequence, streamSequence: version + 1, recordedAt: now, event: event)
            events[lastSequence] = stored
            byID[ExactText(event.id)] = lastSequence
            deliverTo[lastSequence] = append.deliverTo
            for destination in append.deliverTo {
                pending[DeliveryReference(destination: destination, sequence: lastSequence)] = Pending()
            }
            places.append(place(of: stored, duplicate: false))
        }
        return .appended(places)
    }

    private func place(of stored: StoredEvent, duplicate: Bool) -> Appended {
        Appended(
            id: stored.event.id, sequence: stored.sequence, streamSequence: stored.streamSequence,
            recordedAt: stored.recordedAt, duplicate: duplicate)
    }

    /// Told again after a failed commit it may come late: what is known of a later attempt stands.
    private mutating func postpone(_ reference: DeliveryReference, _ attempt: Int, _ notBefore: Instant) {
        guard let known = pending[reference], known.attempts <= attempt else { return }
        pending[reference] = Pending(attempts: attempt, notBefore: notBefore)
    }

    private mutating func apply(_ transition: DeliveryTransition) {
        let reference = DeliveryReference(destination: transition.destination, sequence: transition.sequence)
        var kind = Lineage.Kind.delivered
        var detail: String?
        switch transition.change {
        case .delivered(let receipt):
            pending[reference] = nil
            detail = receipt
        case .skipped(let reason):
            pending[reference] = nil
            (kind, detail) = (.skipped, reason)
        case .retry(let reason, let notBefore):
            postpone(reference, transition.attempt, notBefore)
            (kind, detail) = (.attemptFailed, reason)
        case .leased(let until):
            postpone(reference, transition.attempt, until)
            return
        case .deadLettered(let reason):
            if pending.removeValue(forKey: reference) != nil, let stored = events[transition.sequence] {
                dead[reference] = DeadLetter(
                    destination: reference.destination, stored: stored, attempts: transition.attempt,
                    failedAt: transition.at, reason: reason)
            }
            (kind, detail) = (.deadLettered, reason)
        }
        note(
            reference, kind, at: transition.at,
            Step(attempt: transition.attempt, detail: detail, stages: transition.stages))
    }

    private mutating func note(
        _ reference: DeliveryReference, _ kind: Lineage.Kind, at moment: Instant, _ step: Step = Step()
    ) {
        let name = StepName(at: moment, destination: reference.destination, kind: kind)
        steps[reference.sequence, default: [:]][name] = step
    }

    private mutating func put(
        _ name: DocumentName, _ content: [UInt8], _ expected: Int64?, at now: Instant
    ) -> StoreResult {
        let version = documents[name]?.version ?? 0
        if let expected, expected != version { return conflict(version, expected) }
        let document = Document(
            kind: name.kind.text, id: name.id.text, version: version + 1, updatedAt: now, content: content)
        documents[name] = document
        return .document(document)
    }

    private mutating func remove(_ name: DocumentName, _ expected: Int64?) -> StoreResult {
        let version = documents[name]?.version ?? 0
        if let expected, expected != version { return conflict(version, expected) }
        return .removed(documents.removeValue(forKey: name) != nil)
    }

    private func conflict(_ version: Int64, _ expected: Int64) -> StoreResult {
        .refused(.versionConflict("document", at: version, expected: expected))
    }

    private mutating func change(
        _ query: DeadLetterQuery, _ limit: Int, _ kind: Lineage.Kind, at now: Instant,
        _ body: (inout MemoryTables, DeliveryReference) -> Void
    ) -> StoreResult {
        let references = matching(query).prefix(limit).map {
            DeliveryReference(destination: $0.destination, sequence: $0.stored.sequence)
        }
        for reference in references {
            dead[reference] = nil
            body(&self, reference)
            note(reference, kind, at: now)
        }
        return .deadLetters(Array(references))
    }

    private mutating func prune(_ sequences: [Int64], while document: DocumentVersion?) -> StoreResult {
        if let document,
            (documents[DocumentName(kind: document.kind, id: document.id)]?.version ?? 0) != document.version
        {
            return .pruned([])
        }
        let doomed = Set(sequences).sorted().compactMap { events[$0] }.filter { !isNeeded($0.sequence) }
        lose(doomed.map(\.sequence))
        return .pruned(doomed.map(\.sequence))
    }

    mutating func lose(_ sequences: [Int64]) {
        for sequence in sequences {
            if let stored = events.removeValue(forKey: sequence) { byID[ExactText(stored.event.id)] = nil }
            deliverTo[sequence] = nil
            steps[sequence] = nil
            for reference in pending.keys where reference.sequence == sequence { pending[reference] = nil }
        }
    }

    private mutating func add(_ sequences: [Int64], to destination: String) -> StoreResult {
        var added: [Int64] = []
        let ends: Set<Lineage.Kind> = [.delivered, .skipped, .discarded]
        for sequence in Set(sequences).sorted() where events[sequence] != nil {
            let reference = DeliveryReference(destination: destination, sequence: sequence)
            let hasEnded =
                steps[sequence]?.keys.contains { $0.destination == destination && ends.contains($0.kind) } ?? false
            guard pending[reference] == nil, dead[reference] == nil, !hasEnded else { continue }
            pending[reference] = Pending()
            if deliverTo[sequence]?.contains(destination) != true {
                deliverTo[sequence, default: []].append(destination)
            }
            added.append(sequence)
        }
        return .added(added)
    }

    private mutating func drop(_ destination: String, limit: Int, at now: Instant) -> StoreResult {
        let references = (Array(pending.keys) + dead.keys).filter { $0.destination == destination }
        let doomed = references.sorted { $0.sequence < $1.sequence }.prefix(limit)
        for reference in doomed {
            pending[reference] = nil
            dead[reference] = nil
            note(reference, .discarded, at: now)
        }
        return .dropped(doomed.count)
    }
}
