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

    package init(
        id: String? = nil, name: String? = nil, filters: [Object]? = nil, target: SubscriptionTarget,
        start: SubscriptionStart? = nil, fromSequence: Int64? = nil, fromTime: Instant? = nil,
        ordering: SubscriptionOrdering? = nil, concurrency: Int? = nil
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
    }

    package static let about = About(
        "A subscription to make.",
        [
            "id": FieldNote(
                "Its id; made here when absent.", lengthLeast: 1, lengthMost: 64,
                pattern: "^[A-Za-z0-9][A-Za-z0-9._:~@-]*$"),
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
                "Most deliveries at once; 4 when absent. A queue has leasesMost instead.", least: 1, most: 64),
        ])
}
