package import Values

/// Events of the past, sent to one subscription again.
package struct ReplayJob: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable { case running, paused, finished, cancelled }

    /// Which events: all that the query means and the filters pass.
    package struct Selection: Sendable, Hashable {
        /// Its order, limit and cursor are not looked at.
        package var query: EventQuery
        /// In the JSON form that `SubscriptionFilter` reads.
        package var filters: Value

        package init(query: EventQuery, filters: Value) {
            self.query = query
            self.filters = filters
        }
    }

    package var id: String
    package var subscription: String
    package var selection: Selection
    /// Most events sent in a second.
    package var perSecond: Int
    package var createdAt: Instant
    /// The public part of the key that asked for it.
    package var createdBy: String
    package var state = State.running
    package var finishedAt: Instant?
    /// The last sequence looked at, and where the next page begins.
    package var after: Int64 = 0
    var cursor: String?
    /// The newest sequence when it began: what the replay itself brings about is not replayed.
    package var through: Int64 = 0
    /// Events that were handed to the delivery engine.
    package var selected = 0

    package init(
        id: String, subscription: String, selection: Selection, perSecond: Int, createdAt: Instant, createdBy: String
    ) {
        self.id = id
        self.subscription = subscription
        self.selection = selection
        self.perSecond = perSecond
        self.createdAt = createdAt
        self.createdBy = createdBy
    }

    private static let destinationPrefix = "replay:"
    /// What its deliveries go by.
    package var destination: String { Self.destination(of: id) }

    static func destination(of id: String) -> String { destinationPrefix + id }

    /// The replay that a destination stands for; nil for any other destination.
    package static func id(of destination: String) -> String? {
        destination.hasPrefix(destinationPrefix) ? String(destination.dropFirst(destinationPrefix.count)) : nil
    }

    package var isOver: Bool { state == .finished || state == .cancelled }
}

// As it is kept.
extension ReplayJob {
    package var value: Value {
        var object: Object = [
            "id": .string(id), "subscription": .string(subscription), "filters": selection.filters,
            "perSecond": .integer(Int64(perSecond)), "createdAt": .integer(createdAt.microseconds),
            "createdBy": .string(createdBy), "state": .string(state.rawValue), "after": .integer(after),
            "through": .integer(through), "selected": .integer(Int64(selected)),
        ]
        let query = selection.query
        let texts = [
            ("type", query.type), ("source", query.source), ("stream", query.stream),
            ("destination", query.destination), ("correlationID", query.correlationID),
            ("cursor", cursor), ("causationID", query.causationID), ("reference", query.reference),
            ("status", query.status?.rawValue),
        ]
        for case (let name, let text?) in texts { object[name] = .string(text) }
        for case (let name, let time?) in [("from", query.from), ("until", query.until), ("finishedAt", finishedAt)] {
            object[name] = .integer(time.microseconds)
        }
        return .object(object)
    }

    /// Throws `internalFault` for what no version of this has written.
    package init(value: Value) throws(JunctionError) {
        guard let id = value["id"]?.string, let subscription = value["subscription"]?.string,
            let createdAt = value["createdAt"]?.integer, let state = value["state"]?.string.flatMap(State.init)
        else { throw JunctionError(.internalFault, "a stored replay cannot be read") }
        func time(_ name: String) -> Instant? { value[name]?.integer.map { Instant(microseconds: $0) } }
        var query = EventQuery()
        query.type = value["type"]?.string
        query.source = value["source"]?.string
        query.stream = value["stream"]?.string
        query.destination = value["destination"]?.string
        query.correlationID = value["correlationID"]?.string
        query.causationID = value["causationID"]?.string
        query.reference = value["reference"]?.string
        query.status = value["status"]?.string.flatMap(EventStatus.init)
        query.from = time("from")
        query.until = time("until")
        self.init(
            id: id, subscription: subscription, selection: Selection(query: query, filters: value["filters"] ?? []),
            perSecond: Int(value["perSecond"]?.integer ?? 1), createdAt: Instant(microseconds: createdAt),
            createdBy: value["createdBy"]?.string ?? "")
        self.state = state
        finishedAt = time("finishedAt")
        after = value["after"]?.integer ?? 0
        cursor = value["cursor"]?.string
        through = value["through"]?.integer ?? 0
        selected = Int(value["selected"]?.integer ?? 0)
    }
}
