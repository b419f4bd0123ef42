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

    /// Where events go whose publisher names no stream.
    static let defaultStream = "events"

    func publish(_ events: [NewEvent], by caller: Caller) async throws -> [PublishResult] {
        let appends = try events.map { new in
            let event = try event(new, by: caller)
            return Append(event, deliverTo: engine.destinations(for: event))
        }
        let places = try await log.append(appends)
        return zip(appends, places).map { append, place in
            PublishResult(
                id: place.id, status: .published, stream: append.event.stream, sequence: place.streamSequence,
                duplicate: place.duplicate)
        }
    }

    private func event(_ new: NewEvent, by caller: Caller) throws -> Event {
        var metadata = new.metadata ?? [:]
        metadata["publisher"] = caller.keyID
        return Event(
            id: new.id ?? SystemIdentifier.next(), stream: new.stream ?? Self.defaultStream, type: new.type,
            source: new.source, destination: new.destination, key: new.key, correlationID: new.correlationId,
            causationID: new.causationId, time: new.timestamp ?? time.now(), metadata: metadata,
            contentType: "application/json", payload: try JSONFormat().encode(new.payload))
    }

    func history(_ filter: EventFilter, _ page: PageRequest) async throws -> Page<IntegrationEvent> {
        var query = EventQuery()
        query.type = filter.type
        query.source = filter.source
        query.stream = filter.stream
        query.correlationID = filter.correlationID
        query.causationID = filter.causationID
        query.from = filter.since
        query.until = filter.until
        query.limit = page.limit
        query.cursor = page.position
        query.status =
            switch filter.status {
            case nil: nil
            case .published: .waiting
            case .delivered: .delivered
            case .failed: .deadLettered
            }
        let found = try await log.history(query)
        return Page(items: found.records.map(Self.shown), nextCursor: found.next)
    }

    private static func shown(_ record: EventRecord) -> IntegrationEvent {
        let stored = record.stored
        let event = stored.event
        return IntegrationEvent(
            id: event.id, type: event.type, source: event.source, destination: event.destination,
            payload: payload(of: event), timestamp: event.time, correlationId: event.correlationID,
            causationId: event.causationID, metadata: event.metadata, status: status(record.status),
            stream: event.stream, sequence: stored.streamSequence, key: event.key)
    }

    /// JSON as it is; anything else as text, or as Base64 where it is not UTF-8.
    private static func payload(of event: Event) -> Value {
        if event.contentType.hasSuffix("json"), let value = try? JSONFormat().decode(event.payload) { return value }
        if let text = String(validating: event.payload, as: UTF8.self) { return .string(text) }
        return .bytes(event.payload)
    }

    private static func status(_ status: Events.EventStatus) -> APIContract.EventStatus {
        switch status {
        case .recorded, .waiting: .published
        case .delivered: .delivered
        case .deadLettered: .failed
        }
    }
}
