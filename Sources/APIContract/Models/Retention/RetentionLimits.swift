/// What of a stream stays; without any limit, everything.
package struct RetentionLimits: WireType, Hashable {
    package var days: Int?
    package var megabytes: Int?
    package var events: Int?

    package init(
        days: Int? = nil, megabytes: Int? = nil, events: Int? = nil
    ) {
        self.days = days
        self.megabytes = megabytes
        self.events = events
    }

    package static let about = About(
        "What of a stream stays; without any limit, everything.",
        [
            "days": FieldNote("Events older than this go.", least: 1, most: 36_500),
            "megabytes": FieldNote(
                "Once the payloads of the stream have more, the oldest events go.", least: 1, most: 1_000_000_000),
            "events": FieldNote(
                "All but the newest so many places of the stream go.", least: 0, most: 1_000_000_000_000),
        ])
}
