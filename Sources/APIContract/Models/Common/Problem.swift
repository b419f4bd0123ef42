import Values

/// What went wrong (RFC 9457).
package struct Problem: WireType, Hashable {
    package var type: String
    package var title: String
    package var status: Int
    package var detail: String?
    package var instance: String?
    package var code: String?
    package var id: String?
    package var remedy: String?
    package var retryAfterSeconds: Int?
    package var places: [ProblemPlace]?
    package var currentVersion: Int64?
    package var taken: PublishedLines?

    package init(
        type: String, title: String, status: Int, detail: String? = nil, instance: String? = nil,
        code: String? = nil, remedy: String? = nil, retryAfterSeconds: Int? = nil,
        places: [ProblemPlace]? = nil, currentVersion: Int64? = nil, taken: PublishedLines? = nil
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
        self.code = code
        self.remedy = remedy
        self.retryAfterSeconds = retryAfterSeconds
        self.places = places
        self.currentVersion = currentVersion
        self.taken = taken
    }

    package static let about = About(
        "What went wrong (RFC 9457).",
        [
            "type": FieldNote("Identifies the kind of problem.", example: "urn:junction:problem:J8001"),
            "title": "The kind of problem, in a sentence.",
            "status": "HTTP status.",
            "detail": "What is wrong this time.",
            "instance": FieldNote(
                "Names this occurrence, for the log and for support.",
                example: "urn:junction:request:5f0c2a9b1d3e4f60"),
            "code": FieldNote("Stable code.", example: "J8001 api.badRequest"),
            "id": "The event that was refused, where several are sent over one WebSocket and it has an id.",
            "remedy": "What to do about it.",
            "retryAfterSeconds":
                "How long to wait before sending the same again, in seconds; what Retry-After says over HTTP.",
            "places": "Where in the request.",
            "currentVersion": "Where that stands which was expected at another version.",
            "taken": "What was published before it went wrong.",
        ])
}
