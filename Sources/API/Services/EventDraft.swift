import APIContract
package import Formats
package import Values

/// An event to publish, whatever form it came in.
package struct EventDraft: Sendable, Hashable {
    /// Made by the log when absent.
    package var id: String?
    package var type: String
    package var source: String
    package var destination: String?
    package var stream: String?
    package var key: String?
    package var reference: String?
    package var correlationID: String?
    package var causationID: String?
    package var time: Instant?
    package var metadata: [String: String]
    /// What its stream must stand at; nil: wherever it stands.
    package var expectedVersion: Int64?
    /// Media type of the payload.
    package var contentType: String
    package var payload: [UInt8]
}

extension EventDraft {
    /// Throws `fieldInvalid` for names that no event may have, called what our own form or CloudEvents call them.
    func checkNames(asCloudEvent: Bool) throws {
        let names: [(own: String, cloudEvent: String, text: String?)] = [
            ("id", "id", id), ("type", "type", type), ("source", "source", source),
            ("destination", "destination", destination), ("stream", "stream", stream), ("key", "partitionkey", key),
            ("reference", "reference", reference), ("correlationId", "correlationid", correlationID),
            ("causationId", "causationid", causationID),
        ]
        let places = names.compactMap { name in
            name.text.flatMap(EventName.mistake).map {
                ProblemPlace(pointer: "/" + (asCloudEvent ? name.cloudEvent : name.own), message: $0)
            }
        }
        guard places.isEmpty else {
            throw JunctionError(
                .fieldInvalid, "The event has names that it cannot have.", cause: LocatedFindings(places))
        }
    }

    init(_ new: NewEvent) throws {
        self.init(
            id: new.id, type: new.type, source: new.source, destination: new.destination, stream: new.stream,
            key: new.key, correlationID: new.correlationId, causationID: new.causationId, time: new.timestamp,
            metadata: new.metadata ?? [:], expectedVersion: new.expectedVersion, contentType: "application/json",
            payload: try JSONFormat().encode(new.payload))
    }

    /// Extensions that mean something here become what they mean; the others are metadata, and so are `subject` and
    /// `dataschema`.
    package init(_ event: CloudEvent) {
        var extensions = event.extensions
        extensions["subject"] = event.subject
        extensions["dataschema"] = event.dataSchema
        func take(_ name: String) -> String? { extensions.removeValue(forKey: name) }
        self.init(
            id: event.id, type: event.type, source: event.source, destination: take("destination"),
            stream: take("stream"), key: take("partitionkey"), reference: take("reference"),
            correlationID: take("correlationid"), causationID: take("causationid"), time: event.time, metadata: [:],
            contentType: event.dataContentType ?? event.data.map(Self.contentType) ?? "",
            payload: event.data ?? [])
        metadata = extensions
    }

    /// Of data that came without one (RFC 9110 section 8.3): JSON when it is.
    private static func contentType(of data: [UInt8]) -> String {
        (try? JSONFormat().decode(data)) == nil ? "application/octet-stream" : "application/json"
    }
}
