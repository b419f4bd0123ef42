package import Values

/// What came of connecting to a system.
package struct Connection: WireType, Hashable {
    package var systemId: String
    package var status: SystemStatus
    package var checkedAt: Instant
    package var roundTripMilliseconds: Double?
    package var problem: Problem?

    package init(
        systemId: String, status: SystemStatus, checkedAt: Instant, roundTripMilliseconds: Double? = nil,
        problem: Problem? = nil
    ) {
        self.systemId = systemId
        self.status = status
        self.checkedAt = checkedAt
        self.roundTripMilliseconds = roundTripMilliseconds
        self.problem = problem
    }

    package static let about = About(
        "What came of connecting to a system.",
        [
            "systemId": "The system.",
            "status": "Its status now.",
            "checkedAt": "When it was tried.",
            "roundTripMilliseconds": "How long the system took to answer.",
            "problem": "Why it failed, when it did.",
        ])
}
