package import Values

/// Somebody's wish to be given events: which, from when on, how, and where to.
package struct Subscription: Sendable, Hashable {
    /// From when on.
    package enum Start: Sendable, Hashable {
        /// What is appended after it is made.
        case now
        case beginning
        /// That place in the log, and what follows.
        case sequence(Int64)
        /// What the log took at that time, and what follows.
        case time(Instant)
    }

    /// How far the events from before it was made have been looked through.
    package struct Backfill: Sendable, Hashable {
        /// The last sequence looked at.
        package var after: Int64

        package init(after: Int64) { self.after = after }
    }

    package var id: String
    package var name: String
    /// In the JSON form that `SubscriptionFilter` reads.
    package var filters: Value
    package var target: SubscriptionTarget
    /// Whether events of one key go one after the other.
    package var isOrdered: Bool
    /// Most deliveries under way at once.
    package var concurrency: Int
    /// Why nothing is sent; nil when it is.
    package var pause: String?
    package var createdAt: Instant
    /// The public part of the key that made it.
    package var createdBy: String
    /// Names the request that made it, so that a repetition of it finds what it made.
    package var request: String?
    /// Nil when it has caught up.
    package var backfill: Backfill?
    /// Whether a test event is sent now and then (`PathProver`).
    package var isTested: Bool
    package var bounds = BacklogBounds()
    /// Nothing is routed to it until it is resumed: too much waited for it.
    package var isDetached = false
    /// When somebody last had it go on, so that every node hears of it; nil: nobody has.
    package var resumedAt: Instant?

    package init(
        id: String, name: String, filters: Value, target: SubscriptionTarget, isOrdered: Bool, concurrency: Int,
        createdAt: Instant, createdBy: String
    ) {
        self.id = id
        self.name = name
        self.filters = filters
        self.target = target
        self.isOrdered = isOrdered
        self.concurrency = concurrency
        self.createdAt = createdAt
        self.createdBy = createdBy
        isTested = target.isTestedUsually
    }

    static let destinationPrefix = "subscription:"
    /// What its deliveries go by.
    package var destination: String { Self.destinationPrefix + id }
}

/// Where a subscription's events go: what kind of place, and whatever that kind needs to know.
package struct SubscriptionTarget: Sendable, Hashable {
    /// `webhook`, `queue`, `flow`, or any that a factory is there for.
    package var kind: String
    package var settings: Object

    package init(kind: String, settings: Object) {
        self.kind = kind
        self.settings = settings
    }

    /// An integration point acts on what it is given: it is tested only when somebody asks for it.
    package var isTestedUsually: Bool { kind != "flow" }
}

// As it is kept.
extension Subscription {
    package var value: Value {
        var object: Object = [
            "id": .string(id), "name": .string(name), "filters": filters, "target": .string(target.kind),
            "settings": .object(target.settings), "isOrdered": .bool(isOrdered),
            "concurrency": .integer(Int64(concurrency)), "createdAt": .integer(createdAt.microseconds),
            "createdBy": .string(createdBy), "isTested": .bool(isTested),
            "backlogMost": .integer(Int64(bounds.count)), "backlogAge": .integer(bounds.age.wholeMicroseconds),
            "whenFull": .string(bounds.policy.rawValue),
        ]
        if isDetached { object["isDetached"] = .bool(true) }
        if let request { object["request"] = .string(request) }
        if let resumedAt { object["resumedAt"] = .integer(resumedAt.microseconds) }
        if let pause { object["pause"] = .string(pause) }
        if let backfill { object["backfillAfter"] = .integer(backfill.after) }
        return .object(object)
    }

    /// Throws `internalFault` for what no version of this has written.
    package init(value: Value) throws(JunctionError) {
        guard let id = value["id"]?.string, let kind = value["target"]?.string,
            let settings = value["settings"]?.object, let createdAt = value["createdAt"]?.integer
        else { throw JunctionError(.internalFault, "a stored subscription cannot be read") }
        self.init(
            id: id, name: value["name"]?.string ?? id, filters: value["filters"] ?? [],
            target: SubscriptionTarget(kind: kind, settings: settings), isOrdered: value["isOrdered"]?.bool ?? true,
            concurrency: Int(value["concurrency"]?.integer ?? 1), createdAt: Instant(microseconds: createdAt),
            createdBy: value["createdBy"]?.string ?? "")
        isTested = value["isTested"]?.bool ?? isTested
        isDetached = value["isDetached"]?.bool ?? false
        bounds.count = value["backlogMost"]?.integer.map { Int($0) } ?? bounds.count
        bounds.age = value["backlogAge"]?.integer.map { .microseconds($0) } ?? bounds.age
        bounds.policy = value["whenFull"]?.string.flatMap(BacklogBounds.Policy.init) ?? bounds.policy
        request = value["request"]?.string
        resumedAt = value["resumedAt"]?.integer.map { Instant(microseconds: $0) }
        pause = value["pause"]?.string
        backfill = value["backfillAfter"]?.integer.map { Backfill(after: $0) }
    }
}
