import APIContract
import Connectors
import Events
import Flows
import Formats
import Values

/// What a receiver is sent for an event.
struct EventBody: Sendable {
    var bytes: [UInt8]
    var contentType: String
    var headers: [RESTHeader] = []

    /// - Parameter prefix: Of the attributes in binary mode, by the protocol.
    init(_ record: EventRecord, as form: EventForm, over prefix: CloudEvent.HeaderPrefix = .http) throws {
        let stored = record.stored
        switch form {
        case .event:
            bytes = try JSONFormat().encode(ValueEncoder.encode(IntegrationEvent(record)))
            contentType = "application/json"
        case .cloudevent:
            bytes = try JSONFormat().encode(CloudEvent(stored).json)
            contentType = CloudEvent.jsonMediaType
        case .cloudeventBinary:
            let event = CloudEvent(stored)
            bytes = event.data ?? []
            contentType = event.dataContentType ?? "application/octet-stream"
            headers = event.headers(prefix: prefix).filter { $0.name != "content-type" }.map {
                RESTHeader($0.name, $0.value)
            }
        case .payload:
            bytes = stored.event.payload
            contentType = stored.event.contentType.contains("/") ? stored.event.contentType : "application/octet-stream"
        }
    }
}

extension IntegrationEvent {
    /// An event of the log, as clients see it.
    init(_ record: EventRecord) {
        let event = record.stored.event
        self.init(
            id: event.id, type: event.type, source: event.source, destination: event.destination,
            payload: event.shownPayload, timestamp: event.time, correlationId: event.correlationID,
            causationId: event.causationID, metadata: event.metadata, status: APIContract.EventStatus(record.status),
            stream: event.stream, sequence: record.stored.streamSequence, key: event.key)
    }
}

extension APIContract.EventStatus {
    init(_ status: Events.EventStatus) {
        self =
            switch status {
            case .recorded, .waiting: .published
            case .delivered: .delivered
            case .deadLettered: .failed
            }
    }
}

extension EventForm {
    init(_ form: StreamForm) {
        self =
            switch form {
            case .event: .event
            case .cloudevent: .cloudevent
            }
    }
}
