import Events
import Formats
import Values

extension CloudEvent {
    /// An event of the log as the world sees it: the attributes are those that filters know (`Event.attribute`), and its
    /// place in its stream is `sequence`, unless its producer has given it one. Metadata whose names are no attribute's stay here.
    init(_ stored: StoredEvent) {
        let event = stored.event
        self.init(
            id: event.id, source: event.source, type: event.type, subject: Self.unlessEmpty(event.metadata["subject"]),
            time: event.time, dataContentType: Self.unlessEmpty(event.contentType),
            dataSchema: Self.unlessEmpty(event.metadata["dataschema"]),
            data: event.payload.isEmpty ? nil : event.payload)
        for (name, text) in event.metadata where Self.isAttributeName(name) && !Self.taken.contains(name) {
            extensions[name] = text
        }
        extensions["partitionkey"] = event.key
        extensions["correlationid"] = event.correlationID
        extensions["causationid"] = event.causationID
        extensions["destination"] = event.destination
        extensions["reference"] = event.reference
        extensions["stream"] = event.stream
        if extensions["sequence"] == nil { extensions["sequence"] = String(stored.streamSequence) }
    }

    /// What CloudEvents names itself is absent rather than empty.
    private static func unlessEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// Attributes and members that metadata cannot be.
    private static let taken: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
    ]
}
