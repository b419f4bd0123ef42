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

    /// Where events go whose publisher names no stream.
    static let defaultStream = "events"

    func publish(_ drafts: [EventDraft], by caller: Caller) async throws -> [PublishResult] {
        let appends = drafts.map { draft in
            let event = event(draft, by: caller)
            return Append(event, deliverTo: engine.destinations(for: event), expectedVersion: draft.expectedVersion)
        }
        let places = try await log.append(appends)
        for (append, place) in zip(appends, places) where place.duplicate { try await check(append.event) }
        return zip(appends, places).map { append, place in
            PublishResult(
                id: place.id, status: .published, stream: append.event.stream, sequence: place.streamSequence,
                position: place.sequence, duplicate: place.duplicate)
        }
    }

    private func event(_ draft: EventDraft, by caller: Caller) -> Event {
        var metadata = draft.metadata
        metadata["publisher"] = caller.keyID
        return Event(
            id: draft.id ?? SystemIdentifier.next(), stream: draft.stream ?? Self.defaultStream, type: draft.type,
            source: draft.source, destination: draft.destination, key: draft.key, reference: draft.reference,
            correlationID: draft.correlationID, causationID: draft.causationID, time: draft.time ?? time.now(),
            metadata: metadata, contentType: draft.contentType, payload: draft.payload)
    }

    /// The log takes an id once. Two sources that number their events alike would lose the later ones without a word.
    private func check(_ repeated: Event) async throws {
        guard let first = try await log.event(id: repeated.id)?.stored.event else { return }
        guard first.source == repeated.source, first.type == repeated.type else {
            throw JunctionError(
                .alreadyExists, "the id '\(repeated.id)' is of an event of another source or type",
                remedy: "Publish with ids that no other source uses, such as UUIDs.")
        }
    }

    /// Counting stops here.
    private static let countMost = 100_000

    func count(_ filter: EventFilter) async throws -> EventCount {
        let count = try await log.count(Self.query(filter), most: Self.countMost)
        return EventCount(count: count, isExact: count < Self.countMost)
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
