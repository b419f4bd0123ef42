package import Events
import Formats
package import Values

extension Event {
    /// The payload as people and expressions see it: JSON as it is; anything else as text, or as Base64 where it is not
    /// UTF-8.
    package var shownPayload: Value {
        if contentType.prefix(while: { $0 != ";" }).hasSuffix("json"), let value = try? JSONFormat().decode(payload) {
            return value
        }
        if let text = String(validating: payload, as: UTF8.self) { return .string(text) }
        return .bytes(payload)
    }
}

extension StoredEvent {
    /// The event as expressions of projections and streams see it: as it is published, with its places in its stream and in
    /// the whole log. Nothing of it changes later, so that folding it again gives the same.
    package var shown: Value {
        var object: Object = [
            "id": .string(event.id), "type": .string(event.type), "source": .string(event.source),
            "payload": event.shownPayload.asJSON, "timestamp": .string(event.time.description),
            "stream": .string(event.stream), "sequence": .integer(streamSequence), "position": .integer(sequence),
        ]
        object["destination"] = event.destination.map { .string($0) }
        object["key"] = event.key.map { .string($0) }
        object["correlationId"] = event.correlationID.map { .string($0) }
        object["causationId"] = event.causationID.map { .string($0) }
        if !event.metadata.isEmpty {
            object["metadata"] = .object(
                Object(event.metadata.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) }))
        }
        return .object(object)
    }
}

extension Value {
    /// As it comes back from JSON: bytes as Base64. A payload that is no text is nothing else.
    fileprivate var asJSON: Value {
        if case .bytes(let bytes) = self {
            .string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        } else {
            self
        }
    }
}
