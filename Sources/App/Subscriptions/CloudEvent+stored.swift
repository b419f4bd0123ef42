import Events
import Formats
import Values

extension CloudEvent {
    /// An event of the log as the world sees it: the attributes are those that filters know (`Event.attribute`), and its
    /// place in its stream is `sequence`, unless its producer has given it one. Metadata that no attribute can be stay here, and
    /// a source that is no reference to a URI becomes one.
    init(_ stored: StoredEvent) {
        let event = stored.event
        self.init(
            id: event.id, source: URIFormat(international: false).reference(event.source), type: event.type,
            subject: event.metadata["subject"].flatMap { !$0.isEmpty && Self.isText($0) ? $0 : nil },
            time: event.time, dataContentType: Self.mediaType(of: event),
            dataSchema: event.metadata["dataschema"].flatMap { Self.isURI($0) ? $0 : nil },
            data: event.payload.isEmpty ? nil : event.payload)
        for (name, text) in event.metadata
        where Self.isAttributeName(name) && !Self.taken.contains(name) && Self.isText(text) {
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

    /// A format that has no media type is known by a name of ours.
    private static func mediaType(of event: Event) -> String? {
        if event.contentType.isEmpty { return nil }
        return isMediaType(event.contentType) ? event.contentType : "application/octet-stream"
    }

    /// Attributes and members that metadata cannot be.
    private static let taken: Set<String> = [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
    ]
}
