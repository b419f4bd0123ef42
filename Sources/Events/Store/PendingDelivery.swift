package import Values

/// A delivery that is still to be made.
package struct PendingDelivery: Sendable, Hashable {
    package var stored: StoredEvent
    /// Attempts made so far.
    package var attempts: Int
    /// No attempt before this; `.epoch` when there has been none.
    package var notBefore: Instant

    package init(stored: StoredEvent, attempts: Int = 0, notBefore: Instant = .epoch) {
        self.stored = stored
        self.attempts = attempts
        self.notBefore = notBefore
    }
}

/// Which pending deliveries of one destination are wanted, in sequence order.
package struct PendingRequest: Sendable, Hashable {
    package enum Selection: Sendable, Hashable {
        /// Those after this sequence.
        case after(Int64)
        /// Those of one key after this sequence.
        case key(String, after: Int64)
        /// That one, if it is still pending.
        case one(Int64)
    }

    package var destination: String
    package var selection: Selection
    package var limit: Int
    /// Stops after the delivery with which the payloads together pass this.
    package var byteLimit: Int

    package init(destination: String, selection: Selection, limit: Int, byteLimit: Int) {
        self.destination = destination
        self.selection = selection
        self.limit = limit
        self.byteLimit = byteLimit
    }
}

/// Pending deliveries in sequence order, and whether there may be more.
package struct PendingPage: Sendable, Hashable {
    package var deliveries: [PendingDelivery]
    /// A limit was met: ask again after the last one.
    package var isPartial: Bool

    package init(deliveries: [PendingDelivery], isPartial: Bool) {
        self.deliveries = deliveries
        self.isPartial = isPartial
    }
}

/// How much a destination has before it.
package struct Backlog: Sendable, Hashable {
    package var count: Int
    /// When the oldest pending event was recorded.
    package var oldestRecordedAt: Instant?
    package var deadLetters: Int
    /// The newest sequence of the log when this was counted.
    package var through: Int64

    package init(count: Int, oldestRecordedAt: Instant?, deadLetters: Int, through: Int64) {
        self.through = through
        self.count = count
        self.oldestRecordedAt = oldestRecordedAt
        self.deadLetters = deadLetters
    }
}
