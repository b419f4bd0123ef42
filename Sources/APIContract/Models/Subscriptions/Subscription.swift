package import Values

/// A subscription, and how it fares.
package struct Subscription: WireType, Hashable {
    package var id: String
    package var name: String
    package var filters: [Object]
    package var target: SubscriptionTarget
    package var ordering: SubscriptionOrdering
    package var concurrency: Int
    package var status: SubscriptionStatus
    package var pauseReason: String?
    package var lag: Int
    package var lagSeconds: Double?
    package var deliveredPerSecond: Double
    package var errorRate: Double
    package var deadLetters: Int
    package var breaker: BreakerState?
    package var lastError: String?
    package var lastErrorAt: Instant?
    package var lastDeliveredAt: Instant?
    package var nextAttemptAt: Instant?
    package var backlogMost: Int
    package var backlogHours: Int
    package var whenFull: BacklogOverflow
    package var lagWarning: String?
    package var standingTest: Bool
    package var pathProven: PathProof?
    package var createdAt: Instant
    package var createdBy: String

    package init(
        id: String, name: String, filters: [Object], target: SubscriptionTarget, ordering: SubscriptionOrdering,
        concurrency: Int, status: SubscriptionStatus, pauseReason: String? = nil, lag: Int, lagSeconds: Double? = nil,
        deliveredPerSecond: Double, errorRate: Double, deadLetters: Int, breaker: BreakerState? = nil,
        lastError: String? = nil, lastErrorAt: Instant? = nil, lastDeliveredAt: Instant? = nil,
        nextAttemptAt: Instant? = nil,
        backlogMost: Int = 1_000_000,
        backlogHours: Int = 720, whenFull: BacklogOverflow = .pause, lagWarning: String? = nil,
        standingTest: Bool = false,
        pathProven: PathProof? = nil, createdAt: Instant, createdBy: String
    ) {
        self.id = id
        self.name = name
        self.filters = filters
        self.target = target
        self.ordering = ordering
        self.concurrency = concurrency
        self.status = status
        self.pauseReason = pauseReason
        self.lag = lag
        self.lagSeconds = lagSeconds
        self.deliveredPerSecond = deliveredPerSecond
        self.errorRate = errorRate
        self.deadLetters = deadLetters
        self.breaker = breaker
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
        self.lastDeliveredAt = lastDeliveredAt
        self.nextAttemptAt = nextAttemptAt
        self.backlogMost = backlogMost
        self.backlogHours = backlogHours
        self.whenFull = whenFull
        self.lagWarning = lagWarning
        self.standingTest = standingTest
        self.pathProven = pathProven
        self.createdAt = createdAt
        self.createdBy = createdBy
    }

    package static let about = About(
        "A subscription, and how it fares.",
        [
            "id": "Its id.",
            "name": "What people call it.",
            "filters": "Which events.",
            "target": "Where events go.",
            "ordering": "What order deliveries have.",
            "concurrency": "Most deliveries at once.",
            "status": "How it fares.",
            "pauseReason": "Why nothing is sent.",
            "lag": "Events that it has not had yet.",
            "lagSeconds": "Age of the oldest of them.",
            "deliveredPerSecond": "Over the last minute.",
            "errorRate": "Part of the attempts of the last minute that failed, 0 to 1.",
            "deadLetters": "Deliveries that were given up.",
            "breaker": "State of its circuit breaker.",
            "lastError": "What went wrong last, in a sentence.",
            "lastErrorAt": "When.",
            "lastDeliveredAt": "When something was last delivered.",
            "nextAttemptAt": "When what failed is tried again at the earliest; resuming tries at once.",
            "backlogMost": "Most events that may wait.",
            "backlogHours": "How long the oldest may wait.",
            "whenFull": "What is done beyond that.",
            "lagWarning": "That it is getting there, in a sentence.",
            "standingTest": "Whether a test event is sent every 15 minutes.",
            "pathProven": "What became of the last test event.",
            "createdAt": "When it was made.",
            "createdBy": "Public part of the key that made it.",
        ])
}
