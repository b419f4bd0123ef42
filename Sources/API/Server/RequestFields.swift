import HTTPTypes

/// The header fields that every request is asked for, found in one pass: each look-up by name goes through all of them, and
/// makes its value anew.
struct RequestFields {
    private(set) var authorization: String?
    private(set) var contentEncoding: String?
    private(set) var contentLength: String?
    private(set) var contentType: String?
    private(set) var idempotencyKey: String?
    private(set) var lastEventID: String?
    private(set) var isForwarded = false
    /// Whether anything is asked of the connection or of how bodies are sent, but to go on as they are.
    private(set) var isOutOfTheOrdinary = false
    /// `content-type` and all that begin with `ce-`, by their names in small letters.
    private(set) var events: [(name: String, value: String)] = []

    init(_ fields: HTTPFields) {
        for field in fields {
            let name = field.name.canonicalName
            switch name {
            case "authorization": Self.add(field, to: &authorization)
            case "content-encoding": Self.add(field, to: &contentEncoding)
            case "content-length": Self.add(field, to: &contentLength)
            case "content-type":
                Self.add(field, to: &contentType)
                events.append((name, field.value))
            case "idempotency-key": Self.add(field, to: &idempotencyKey)
            case "last-event-id": Self.add(field, to: &lastEventID)
            case APISettings.forwardedHeader: isForwarded = true
            case "transfer-encoding", "expect", "upgrade", "te", "trailer": isOutOfTheOrdinary = true
            case "connection" where field.value.lowercased() != "keep-alive": isOutOfTheOrdinary = true
            default: if name.utf8.starts(with: "ce-".utf8) { events.append((name, field.value)) }
            }
        }
    }

    /// A field that is sent again means all its values, separated by commas (RFC 9110 section 5.3).
    private static func add(_ field: HTTPField, to value: inout String?) {
        value = value.map { "\($0), \(field.value)" } ?? field.value
    }
}
