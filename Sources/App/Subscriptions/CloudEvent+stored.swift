import Events
import Formats
import Values

extension CloudEvent {
    /// An event of the log as the world sees it: the attributes are those that filters know (`Event.attribute`), and its
    /// place in its stream is `sequence`. Metadata whose names are no attribute's stay here.
    init(_ stored: StoredEvent) {
        let event = stored.event
        self.init(
            id: event.id, source: event.source, type: event.type, subject: event.metadata["subject"], time: event.time,
            dataContentType: event.contentType.isEmpty ? nil : event.contentType,
            dataSchema: event.metadata["dataschema"], data: event.payload.isEmpty ? nil : event.payload)
        for (name, text) in event.metadata where Self.isAttributeName(name) && !Self.taken.contains(name) {
            extensions[name] = text
        }
        extensions["partitionkey"] = event.key
        extensions["correlationid"] = event.correlationID
        extensions["causationid"] = event.causationID
        extensions["destination"] = event.destination
        extensions["reference"] = event.reference
        extensions["stream"] = event.stream
        extensions["sequence"] = String(stored.streamSequence)
    }

    /// Attributes and members that metadata cannot be.
    private static let taken: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
    ]
}
