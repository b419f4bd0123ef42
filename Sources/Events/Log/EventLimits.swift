import Values

/// What one event and one call may be at most. Beyond it, `append` throws `eventOverLimit`.
package enum EventLimits {
    package static let payloadBytes = 64 << 20
    /// Each of id, stream, type, source, destination, key, reference, correlation and causation, in UTF-8.
    package static let nameBytes = 1024
    package static let metadataBytes = 64 << 10
    package static let destinations = 1024
    package static let eventsPerAppend = 10_000
    /// Longest reason or receipt kept with an attempt; longer ones are cut.
    package static let detailBytes = 2048
}

extension EventLimits {
    /// Throws `eventOverLimit`, or returns how many bytes the appends hold.
    static func check(_ appends: [Append]) throws(JunctionError) -> Int {
        guard appends.count <= eventsPerAppend else {
            throw JunctionError(.eventOverLimit, "\(appends.count) events at once; at most \(eventsPerAppend)")
        }
        var total = 0
        for append in appends { total += try check(append) }
        return total
    }

    private static func check(_ append: Append) throws(JunctionError) -> Int {
        let event = append.event
        guard event.payload.count <= payloadBytes else {
            throw JunctionError(
                .eventOverLimit, "the payload has \(event.payload.count) bytes; at most \(payloadBytes)")
        }
        guard append.deliverTo.count <= destinations else {
            throw JunctionError(
                .eventOverLimit, "\(append.deliverTo.count) destinations; at most \(destinations)")
        }
        // One after the other, because an array of them is an allocation for each event.
        var total = event.payload.count + 64
        total += try size(event.id) + size(event.stream) + size(event.type) + size(event.source)
        total += try size(event.destination) + size(event.key) + size(event.reference)
        total += try size(event.correlationID) + size(event.causationID) + size(event.contentType)
        guard !event.id.isEmpty, !event.stream.isEmpty else {
            throw JunctionError(.eventOverLimit, "an event needs an id and a stream")
        }
        let metadata = event.metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard metadata <= metadataBytes else {
            throw JunctionError(.eventOverLimit, "the metadata has \(metadata) bytes; at most \(metadataBytes)")
        }
        return total + metadata
    }

    private static func size(_ name: String?) throws(JunctionError) -> Int {
        guard let count = name?.utf8.count else { return 0 }
        guard count <= nameBytes else {
            throw JunctionError(.eventOverLimit, "a name has \(count) bytes; at most \(nameBytes)")
        }
        return count
    }
}
