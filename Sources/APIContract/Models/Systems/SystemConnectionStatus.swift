package import Values

/// How the connection to a system fares.
package struct SystemConnectionStatus: WireType, Hashable {
    package var systemId: String
    package var status: SystemStatus
    package var lastConnected: Instant?
    package var lastFailure: Instant?
    package var lastError: String?
    package var breaker: BreakerState?
    package var backlog: Int

    package init(
        systemId: String, status: SystemStatus, lastConnected: Instant? = nil, lastFailure: Instant? = nil,
        lastError: String? = nil, breaker: BreakerState? = nil, backlog: Int
    ) {
        self.systemId = systemId
        self.status = status
        self.lastConnected = lastConnected
        self.lastFailure = lastFailure
        self.lastError = lastError
        self.breaker = breaker
        self.backlog = backlog
    }

    package static let about = About(
        "How the connection to a system fares.",
        [
            "systemId": "The system.",
            "status": "Whether it can be used now.",
            "lastConnected": "When it last answered.",
            "lastFailure": "When it last failed.",
            "lastError": "What went wrong last, in a sentence.",
            "breaker": "State of its circuit breaker.",
            "backlog": "Messages waiting for it.",
        ])
}
