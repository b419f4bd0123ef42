import Events
import Values

/// Decides what a run of operations writes and answers, from what is known of the store; knows no connection.
struct BatchPlan {
    /// The newest sequence and time of the log, with what this plan adds.
    private(set) var head: LogHead
    private var known: BatchKnowledge
    private(set) var rows = BatchRows()

    init(head: LogHead, known: BatchKnowledge) {
        self.head = head
        self.known = known
    }

    /// Of an operation that is not planned but run by the server, it throws `internalFault`.
    mutating func write(_ operation: StoreOperation) throws(JunctionError) -> StoreResult {
        switch operation {
        case .append(let appends, let routing):
            let stands = known.documents[.routing] ?? 0
            if let routing, routing != stands { return .refused(RoutingDocument.changed(at: stands)) }
            return append(appends)
        case .transition(let transitions):
            // A lease that has run out and that nobody else has taken is as good as one that holds.
            for transition in transitions {
                guard let fence = transition.fence, fence != known.tokens[transition.destination] else { continue }
                return .refused(JunctionError(.leaseLost, "another node serves '\(transition.destination)' now"))
            }
            for transition in transitions { rows.apply(transition) }
            return .transitioned
        case .putDocument(let kind, let id, let content, let expected):
            return put(DocumentName(kind: kind, id: id), content, expected)
        case .removeDocument(let kind, let id, let expected): return remove(DocumentName(kind: kind, id: id), expected)
        case .retryDeadLetters, .discardDeadLetters, .prune, .addDeliveries, .dropDeliveries:
            throw JunctionError(.internalFault, "this operation is not one to plan")
        case .together(let operations): return try together(operations)
        }
    }

    /// All or none: what came before a refusal is taken back.
    private mutating func together(_ operations: [StoreOperation]) throws(JunctionError) -> StoreResult {
        let before = self
        var results: [StoreResult] = []
        for operation in operations {
            let result = try write(operation)
            if case .refused = result {
                self = before
                return result
            }
            results.append(result)
        }
        return .together(results)
    }
}

/// Where the log stands.
struct LogHead {
    var sequence: Int64
    var recordedAt: Instant
}

// MARK: - Events

extension BatchPlan {
    private mutating func append(_ appends: [Append]) -> StoreResult {
        let before = appends.contains { $0.expectedVersion != nil } ? self : nil
        var places: [Appended] = []
        places.reserveCapacity(appends.count)
        for append in appends {
            if var place = known.events[ExactText(append.event.id)] {
                place.duplicate = true
                places.append(place)
                continue
            }
            let version = known.versions[ExactText(append.event.stream)] ?? 0
            if let before, let expected = append.expectedVersion, expected != version {
                self = before
                return .refused(.versionConflict("stream", at: version, expected: expected))
            }
            places.append(add(append, after: version))
        }
        return .appended(places)
    }

    private mutating func add(_ append: Append, after version: Int64) -> Appended {
        head.sequence += 1
        let place = Appended(
            id: append.event.id, sequence: head.sequence, streamSequence: version + 1, recordedAt: head.recordedAt,
            duplicate: false)
        known.events[ExactText(append.event.id)] = place
        known.versions[ExactText(append.event.stream)] = version + 1
        rows.add(append, at: place)
        return place
    }
}

// MARK: - Documents

extension BatchPlan {
    private mutating func put(_ name: DocumentName, _ content: [UInt8], _ expected: Int64?) -> StoreResult {
        let version = known.documents[name] ?? 0
        if let expected, expected != version { return conflict(version, expected) }
        let document = Document(
            kind: name.kind, id: name.id, version: version + 1, updatedAt: head.recordedAt, content: content)
        known.documents[name] = document.version
        rows.documents[name] = .some(document)
        return .document(document)
    }

    private mutating func remove(_ name: DocumentName, _ expected: Int64?) -> StoreResult {
        let version = known.documents[name] ?? 0
        if let expected, expected != version { return conflict(version, expected) }
        guard known.documents.removeValue(forKey: name) != nil else { return .removed(false) }
        rows.documents[name] = .some(nil)
        return .removed(true)
    }

    private func conflict(_ version: Int64, _ expected: Int64) -> StoreResult {
        .refused(.versionConflict("document", at: version, expected: expected))
    }
}
