import Events
import Values

extension MemoryTables {
    func record(_ stored: StoredEvent) -> EventRecord {
        let destinations = deliverTo[stored.sequence] ?? []
        func any(_ isThere: (DeliveryReference) -> Bool) -> Bool {
            destinations.contains { isThere(DeliveryReference(destination: $0, sequence: stored.sequence)) }
        }
        let status: EventStatus =
            if destinations.isEmpty { .recorded } else if any({ pending[$0] != nil }) {
                .waiting
            } else if any({
                dead[$0] != nil
            }) { .deadLettered } else { .delivered }
        return EventRecord(stored: stored, status: status)
    }

    func history(_ query: EventQuery) throws -> EventPage {
        let after = try query.cursorSequence()
        let ordered = query.order == .oldestFirst ? inOrder : inOrder.reversed()
        var records = ordered.filter { matches($0, query, after: after) }.map(record)
        if let status = query.status { records.removeAll { $0.status != status } }
        return query.page(of: records)
    }

    func count(_ query: EventQuery, most: Int) -> Int {
        var query = query
        query.cursor = nil
        let found = inOrder.filter { matches($0, query, after: nil) }.map(record)
        return min(most, query.status.map { status in found.count { $0.status == status } } ?? found.count)
    }

    private func matches(_ stored: StoredEvent, _ query: EventQuery, after: Int64?) -> Bool {
        let event = stored.event
        func agrees(_ wanted: String?, _ actual: String?) -> Bool {
            wanted.map { wanted in actual.map { $0.isIdenticalUTF8(to: wanted) } ?? false } ?? true
        }
        if let after, query.order == .newestFirst ? stored.sequence >= after : stored.sequence <= after {
            return false
        }
        if let from = query.from, stored.recordedAt < from { return false }
        if let until = query.until, stored.recordedAt >= until { return false }
        return agrees(query.type, event.type) && agrees(query.source, event.source)
            && agrees(query.stream, event.stream) && agrees(query.destination, event.destination)
            && agrees(query.correlationID, event.correlationID) && agrees(query.causationID, event.causationID)
            && agrees(query.reference, event.reference)
    }

    func lineage(id: String) -> Lineage? {
        guard let sequence = byID[ExactText(id)], let stored = events[sequence] else { return nil }
        let noted = (steps[sequence] ?? [:]).flatMap { name, step in
            let stages = step.stages.map { Lineage.Step($0.kind, at: $0.at, detail: $0.detail) }
            return (stages + [Lineage.Step(name.kind, at: name.at, detail: step.detail)]).map {
                var one = $0
                one.destination = name.destination
                one.attempt = step.attempt
                return one
            }
        }
        return Lineage(record: record(stored), noted: noted)
    }

    func pendingPage(_ request: PendingRequest) -> PendingPage {
        let waiting = pending.filter { $0.key.destination == request.destination }
            .compactMap { reference, pending in
                events[reference.sequence].map {
                    PendingDelivery(stored: $0, attempts: pending.attempts, notBefore: pending.notBefore)
                }
            }
            .filter { delivery in
                let sequence = delivery.stored.sequence
                return switch request.selection {
                case .after(let after): sequence > after
                case .key(let key, let after):
                    delivery.stored.event.key?.isIdenticalUTF8(to: key) == true && sequence > after
                case .one(let one): sequence == one
                }
            }
            .sorted { $0.stored.sequence < $1.stored.sequence }
        var page: [PendingDelivery] = []
        var bytes = 0
        for delivery in waiting where page.count < request.limit && bytes < request.byteLimit {
            page.append(delivery)
            bytes += delivery.stored.event.payload.count
        }
        let isPartial = page.count >= request.limit || bytes >= request.byteLimit
        return PendingPage(deliveries: page, isPartial: isPartial)
    }

    func backlog(_ destination: String) -> Backlog {
        let sequences = pending.keys.filter { $0.destination == destination }.map(\.sequence)
        return Backlog(
            count: sequences.count, oldestRecordedAt: sequences.min().flatMap { events[$0]?.recordedAt },
            deadLetters: dead.keys.count { $0.destination == destination }, through: lastSequence)
    }

    func pendingBytes(_ destination: String) -> Int64 {
        pending.keys.filter { $0.destination == destination }
            .reduce(0) { $0 + Int64(events[$1.sequence]?.event.payload.count ?? 0) }
    }

    func matching(_ query: DeadLetterQuery) -> [DeadLetter] {
        dead.values.filter { letter in
            let event = letter.stored.event
            if let destination = query.destination, destination != letter.destination { return false }
            if let id = query.eventID, id != event.id { return false }
            if let stream = query.stream, stream != event.stream { return false }
            if let type = query.type, type != event.type { return false }
            if let source = query.source, source != event.source { return false }
            // Whether a text holds the empty one depends on which "contains" is seen.
            if let text = query.reasonContains, !text.isEmpty, !letter.reason.contains(text) { return false }
            if let from = query.failedFrom, letter.failedAt < from { return false }
            if let until = query.failedUntil, letter.failedAt >= until { return false }
            return true
        }
        .sorted { ($0.stored.sequence, $0.destination) < ($1.stored.sequence, $1.destination) }
    }

    func deadLetterPage(_ query: DeadLetterQuery) throws -> DeadLetterPage {
        var found = matching(query)
        if let cursor = query.cursor {
            let parts = cursor.split(separator: "/", maxSplits: 1)
            guard parts.count == 2, let sequence = Int64(parts[0]) else {
                throw JunctionError(.cursorInvalid, "the cursor of the dead letters is unknown")
            }
            found.removeAll { ($0.stored.sequence, $0.destination) <= (sequence, String(parts[1])) }
        }
        return query.page(of: found.map { ($0, "\($0.stored.sequence)/\($0.destination)") })
    }
}
