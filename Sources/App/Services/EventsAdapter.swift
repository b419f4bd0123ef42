import API
import APIContract
import Events
import Flows
import Formats
import Values

/// The event log, as the API shows it.
struct EventsAdapter: EventsService {
    let log: EventLog
    let engine: FlowEngine
    let time: TimeSource
    let gate: StreamGate
    let schemas: EventSchemaRegistry
    /// Events to publish that wait until the schemas have been read anew.
    let waiting = WaitingWork<JunctionError>()
    let tail = StreamTail()

    /// Where events go whose publisher names no stream.
    static let defaultStream = "events"

    func publish(_ drafts: [EventDraft], by caller: Caller) async throws -> [PublishResult] {
        let misfits = try await misfits(drafts)
        let appends = drafts.indices.map { append(drafts[$0], misfits[$0], by: caller) }
        let places = try await log.append(appends)
        try await check(appends, places)
        return appends.indices.map { Self.result(of: appends[$0], at: places[$0], misfits[$0]) }
    }

    static func result(of append: Append, at place: Appended, _ misfit: Misfit?) -> PublishResult {
        PublishResult(
            id: place.id, status: .published, stream: append.event.stream, sequence: place.streamSequence,
            position: place.sequence, duplicate: place.duplicate, warnings: misfit?.places)
    }

    /// Metadata of an event that does not fit the schema of its type, and was published all the same: the version.
    static let misfitName = "schemamismatch"

    typealias Misfit = (version: Int, places: [ProblemPlace])

    /// Drafts that do not fit the newest schema of their type, where they are published all the same; by their index.
    /// Throws `schemaViolated` where they are not.
    private func misfits(_ drafts: [EventDraft]) async throws -> [Int: Misfit] {
        try await schemas.look()
        var misfits: [Int: Misfit] = [:]
        for (index, draft) in drafts.enumerated() {
            misfits[index] = try misfit(draft, named: "event \(index + 1)")
        }
        return misfits
    }

    /// Nil when it fits, as far as anybody looks. Throws `schemaViolated`.
    func misfit(_ draft: EventDraft, named name: @autoclosure () -> String) throws -> Misfit? {
        guard let (mode, check) = schemas.known(for: draft.type) else { return nil }
        var places = check.places(in: draft.payload, draft.contentType)
        guard !places.isEmpty else { return nil }
        for index in places.indices { places[index].pointer = "/payload\(places[index].pointer ?? "")" }
        guard mode == .warn else {
            throw JunctionError(
                .schemaViolated, "\(name()) does not fit version \(check.version) of the schema of its type",
                cause: LocatedFindings(
                    places.map { ProblemPlace(pointer: $0.pointer, position: name(), message: $0.message) }))
        }
        return (check.version, places)
    }

    func append(_ draft: EventDraft, _ misfit: Misfit?, by caller: Caller) -> Append {
        var event = event(draft, by: caller)
        if let misfit { event.metadata[Self.misfitName] = String(misfit.version) }
        return Append(event, deliverTo: engine.destinations(for: event), expectedVersion: draft.expectedVersion)
    }

    private func event(_ draft: EventDraft, by caller: Caller) -> Event {
        var event = Event(
            draft, id: draft.id ?? SystemIdentifier.next(), stream: draft.stream ?? Self.defaultStream, at: time.now())
        event.metadata["publisher"] = caller.keyID
        return event
    }

    /// The log takes an id once. Two sources that number their events alike would lose the later ones without a word.
    private func check(_ appends: [Append], _ places: [Appended]) async throws {
        var conflicts: [Int] = []
        for index in places.indices where places[index].duplicate {
            if try await isOfAnother(appends[index].event) { conflicts.append(index) }
        }
        guard let index = conflicts.first else { return }
        throw Self.conflict(appends[index].event.id, ConflictingEvents(conflicts))
    }

    /// Whether the event that has the id already is another one.
    func isOfAnother(_ event: Event) async throws -> Bool {
        guard let first = try await log.event(id: event.id)?.stored.event else { return false }
        return first.source != event.source || first.type != event.type
    }

    static func conflict(_ id: String, _ cause: (any Error)? = nil) -> JunctionError {
        JunctionError(
            .alreadyExists, "the id '\(id)' is of an event of another source or type",
            remedy: "Publish with ids that no other source uses, such as UUIDs.", cause: cause)
    }

    /// Counting stops here.
    private static let countMost = 100_000

    func count(_ filter: EventFilter) async throws -> EventCount {
        let query = Self.query(filter)
        guard let payload = filter.payload else {
            let count = try await log.count(query, most: Self.countMost)
            return EventCount(count: count, isExact: count < Self.countMost)
        }
        return try await estimate(query, ValueCondition(payload, parameter: "payload"))
    }

    /// The newest are looked at; the others are taken to be like them.
    private func estimate(_ query: EventQuery, _ condition: ValueCondition) async throws -> EventCount {
        var query = query
        query.limit = EventSearch.most
        let found = try await log.search(query) { condition.holds(of: $0) }
        guard found.next != nil, found.looked > 0 else {
            return EventCount(count: found.records.count, isExact: true, looked: found.looked)
        }
        let all = try await log.count(query, most: Self.countMost)
        let share = Double(found.records.count) / Double(found.looked)
        return EventCount(count: Int(share * Double(all)), isExact: false, looked: found.looked)
    }

    func event(_ id: String, as form: StreamForm) async throws -> [UInt8] {
        guard let record = try await log.event(id: id) else {
            throw JunctionError(.notFound, "there is no event '\(id)'")
        }
        return try EventBody(record, as: EventForm(form)).bytes
    }

    func tree(of id: String) async throws -> EventTree {
        guard let tree = try await log.causationTree(of: id) else {
            throw JunctionError(.notFound, "there is no event '\(id)'")
        }
        return EventTree(
            nodes: tree.nodes.map { EventTreeNode(event: IntegrationEvent($0.record), depth: $0.depth) },
            isComplete: tree.isComplete)
    }

    func history(_ filter: EventFilter, _ page: PageRequest) async throws -> Page<IntegrationEvent> {
        var query = Self.query(filter)
        query.limit = page.limit
        query.cursor = page.position
        if let payload = filter.payload {
            let condition = try ValueCondition(payload, parameter: "payload")
            let found = try await log.search(query) { condition.holds(of: $0) }
            return Page(
                items: found.records.map { IntegrationEvent($0) }, nextCursor: found.next, looked: found.looked)
        }
        let found = try await log.history(query)
        return Page(items: found.records.map { IntegrationEvent($0) }, nextCursor: found.next)
    }

    private static func query(_ filter: EventFilter) -> EventQuery {
        var query = EventQuery()
        query.type = filter.type
        query.source = filter.source
        query.stream = filter.stream
        query.destination = filter.destination
        query.reference = filter.reference
        query.correlationID = filter.correlationID
        query.causationID = filter.causationID
        query.from = filter.since
        query.until = filter.until
        query.status = filter.status.map { Events.EventStatus($0) }
        return query
    }
}

extension Event {
    /// What was published, under a name and in a stream; it happened now where its publisher does not say when.
    init(_ draft: EventDraft, id: String, stream: String, at now: Instant) {
        self.init(
            id: id, stream: stream, type: draft.type, source: draft.source, destination: draft.destination,
            key: draft.key, reference: draft.reference, correlationID: draft.correlationID,
            causationID: draft.causationID, time: draft.time ?? now, metadata: draft.metadata,
            contentType: draft.contentType, payload: draft.payload)
    }
}
