package import Values

/// Which events of the past.
package struct ReplaySelection: WireType, Hashable {
    package var type: String?
    package var source: String?
    package var stream: String?
    package var correlationId: String?
    package var status: EventStatus?
    package var since: Instant?
    package var until: Instant?
    package var filters: [Object]?

    package init(
        type: String? = nil, source: String? = nil, stream: String? = nil, correlationId: String? = nil,
        status: EventStatus? = nil, since: Instant? = nil, until: Instant? = nil, filters: [Object]? = nil
    ) {
        self.type = type
        self.source = source
        self.stream = stream
        self.correlationId = correlationId
        self.status = status
        self.since = since
        self.until = until
        self.filters = filters
    }

    package static let about = About(
        "Which events of the past.",
        [
            "type": FieldNote("Only of this type.", lengthMost: 256),
            "source": FieldNote("Only from there.", lengthMost: 256),
            "stream": FieldNote("Only in this stream.", lengthMost: 256),
            "correlationId": FieldNote("Only what belongs to this.", lengthMost: EventName.lengthMost),
            "status": "Only those that are there on their way.",
            "since": "Only what the log took at or after this time.",
            "until": "Only what the log took before this time.",
            "filters": FieldNote("Filters as of subscriptions, all of which must pass.", itemsMost: 256),
        ])
}
