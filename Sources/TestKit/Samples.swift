package import Events
package import Values

extension Event {
    /// An event for tests: everything that a test does not care about is filled in.
    package static func sample(
        _ id: String, stream: String = "stream", type: String = "type", source: String = "source",
        key: String? = nil, reference: String? = nil, correlationID: String? = nil, causationID: String? = nil,
        time: Instant = Instant(seconds: 1_790_000_000), metadata: [String: String] = [:], payload: [UInt8] = [1, 2, 3]
    ) -> Event {
        Event(
            id: id, stream: stream, type: type, source: source, key: key, reference: reference,
            correlationID: correlationID, causationID: causationID, time: time, metadata: metadata,
            contentType: "application/octet-stream", payload: payload)
    }
}
