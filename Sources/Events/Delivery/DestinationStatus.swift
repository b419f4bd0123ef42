package import Resilience
package import Values

/// How a destination stands, for `status` and the metrics.
package struct DestinationStatus: Sendable, Hashable {
    package var destination: String
    /// Events that it has not had yet, in flight included.
    package var backlog: Int
    /// Their payloads together, to within what is being written.
    package var backlogBytes: Int64
    /// Appends for it are refused until it has had some of them.
    package var isFull: Bool
    /// How long the oldest of them has waited; nil when none waits.
    package var oldestAge: Duration?
    package var inFlight: Int
    package var breaker: CircuitBreaker.State
    package var isPaused: Bool
    /// What the last failed attempt said; nil when none has failed since the start.
    package var lastError: String?
    package var lastErrorAt: Instant?
    package var lastDeliveredAt: Instant?
    /// Counts since the start of the process.
    package var delivered: Int
    package var failedAttempts: Int
    /// Dead letters now in the store.
    package var deadLetters: Int
    /// Over the last minute.
    package var recent: RecentOutcomes.Rates
    /// When what failed is tried again at the earliest; nil when nothing waits for a time.
    package var nextAttemptAt: Instant?

    package init(
        destination: String, backlog: Int, backlogBytes: Int64, isFull: Bool, oldestAge: Duration?, inFlight: Int,
        breaker: CircuitBreaker.State,
        isPaused: Bool, lastError: String?, lastErrorAt: Instant?, lastDeliveredAt: Instant?, delivered: Int,
        failedAttempts: Int, deadLetters: Int, recent: RecentOutcomes.Rates = RecentOutcomes.Rates(),
        nextAttemptAt: Instant? = nil
    ) {
        self.destination = destination
        self.backlog = backlog
        self.backlogBytes = backlogBytes
        self.isFull = isFull
        self.oldestAge = oldestAge
        self.inFlight = inFlight
        self.breaker = breaker
        self.isPaused = isPaused
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
        self.lastDeliveredAt = lastDeliveredAt
        self.delivered = delivered
        self.failedAttempts = failedAttempts
        self.deadLetters = deadLetters
        self.recent = recent
        self.nextAttemptAt = nextAttemptAt
    }
}
