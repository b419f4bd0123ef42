package import Values

/// How deliveries to one destination fare.
package struct DestinationStatus: WireType, Hashable {
    package var id: String
    package var backlog: Int
    package var backlogBytes: Int
    package var full: Bool
    package var oldestWaitingSeconds: Double?
    package var inFlight: Int
    package var breaker: BreakerState
    package var nextAttemptAt: Instant?
    package var delivered: Int
    package var deadLetters: Int
    package var lastError: String?
    package var lastErrorAt: Instant?

    package init(
        id: String, backlog: Int, backlogBytes: Int = 0, full: Bool = false, oldestWaitingSeconds: Double? = nil,
        inFlight: Int, breaker: BreakerState,
        nextAttemptAt: Instant? = nil, delivered: Int, deadLetters: Int, lastError: String? = nil,
        lastErrorAt: Instant? = nil
    ) {
        self.id = id
        self.backlog = backlog
        self.backlogBytes = backlogBytes
        self.full = full
        self.oldestWaitingSeconds = oldestWaitingSeconds
        self.inFlight = inFlight
        self.breaker = breaker
        self.nextAttemptAt = nextAttemptAt
        self.delivered = delivered
        self.deadLetters = deadLetters
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
    }

    package static let about = About(
        "How deliveries to one destination fare.",
        [
            "id": "The destination.",
            "backlog": "Messages waiting for it.",
            "backlogBytes": "Their size together, to within what is being written.",
            "full": "Whether as much is waiting as may: messages for it are refused for now.",
            "oldestWaitingSeconds": "Age of the oldest of them.",
            "inFlight": "Deliveries going on now.",
            "breaker": "State of its circuit breaker.",
            "nextAttemptAt": "When it is tried next.",
            "delivered": "Messages it has had since the start.",
            "deadLetters": "Deliveries to it that were given up.",
            "lastError": "What went wrong last, in a sentence.",
            "lastErrorAt": "When.",
        ])
}
