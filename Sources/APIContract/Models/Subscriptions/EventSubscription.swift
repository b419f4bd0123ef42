package import Values

/// A subscription to make.
package struct EventSubscription: WireType, Hashable {
    package var id: String?
    package var name: String?
    package var filters: [Object]?
    package var target: SubscriptionTarget
    package var start: SubscriptionStart?
    package var fromSequence: Int64?
    package var fromTime: Instant?
    package var ordering: SubscriptionOrdering?
    package var concurrency: Int?
    package var standingTest: Bool?
    package var backlogMost: Int?
    package var backlogHours: Int?
    package var whenFull: BacklogOverflow?

    package init(
        id: String? = nil, name: String? = nil, filters: [Object]? = nil, target: SubscriptionTarget,
        start: SubscriptionStart? = nil, fromSequence: Int64? = nil, fromTime: Instant? = nil,
        ordering: SubscriptionOrdering? = nil, concurrency: Int? = nil, standingTest: Bool? = nil,
        backlogMost: Int? = nil, backlogHours: Int? = nil, whenFull: BacklogOverflow? = nil
    ) {
        self.id = id
        self.name = name
        self.filters = filters
        self.target = target
        self.start = start
        self.fromSequence = fromSequence
        self.fromTime = fromTime
        self.ordering = ordering
        self.concurrency = concurrency
        self.standingTest = standingTest
        self.backlogMost = backlogMost
        self.backlogHours = backlogHours
        self.whenFull = whenFull
    }

    package static let about = About(
        "A subscription to make.",
        [
            "id": Identifier.note("Its id; made here when absent.", lengthMost: 64),
            "name": FieldNote("What people call it.", example: "shop orders", lengthMost: 200),
            "filters": FieldNote(
                "Which events: filters of the CloudEvents Subscriptions API, all of which must pass; all events when absent.",
                itemsMost: 256),
            "target": "Where events go.",
            "start": "From when on; now when absent.",
            "fromSequence": "With start sequence: the first place in the log.",
            "fromTime": "With start time: when the log took the first event.",
            "ordering": "What order deliveries have; key when absent.",
            "concurrency": FieldNote(
                "Most deliveries at once; 4 when absent, 256 to RabbitMQ. A queue has leasesMost instead.", least: 1,
                most: 1000),
            "standingTest": "Whether a test event is sent every 15 minutes; true when absent, but for a flow.",
            "backlogMost": FieldNote("Most events that may wait; 1000000 when absent.", least: 1, most: 100_000_000),
            "backlogHours": FieldNote("How long the oldest may wait; 720 when absent.", least: 1, most: 87_600),
            "whenFull": "What is done beyond that; pause when absent.",
        ])
}
