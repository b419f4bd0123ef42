import Values

/// How much of one stream, or of all whose names begin alike, stays.
package struct RetentionRule: WireType, Hashable {
    package var stream: String
    package var days: Int?
    package var megabytes: Int?
    package var events: Int?

    package init(
        stream: String, days: Int? = nil, megabytes: Int? = nil, events: Int? = nil
    ) {
        self.stream = stream
        self.days = days
        self.megabytes = megabytes
        self.events = events
    }

    package static let about = About(
        "How much of one stream, or of all whose names begin alike, stays.",
        [
            "stream": FieldNote(
                "Its name; with a * at the end, all whose names begin so.", example: "points/*", lengthLeast: 1,
                lengthMost: 256),
            "days": FieldNote("Events older than this go.", least: 1, most: 36_500),
            "megabytes": FieldNote(
                "Once the payloads of the stream have more, the oldest events go.", least: 1, most: 1_000_000_000),
            "events": FieldNote(
                "All but the newest so many places of the stream go.", least: 0, most: 1_000_000_000_000),
        ])
}
