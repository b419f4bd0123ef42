package import Values

/// How what a replay would send for one event differs from what was sent for it.
package struct ReplayDifference: WireType, Hashable {
    package var eventId: String
    package var result: ReplayComparison
    package var message: String
    package var sentAt: Instant?
    package var requests: [ReplayRequestDifference]?

    package init(
        eventId: String, result: ReplayComparison, message: String, sentAt: Instant? = nil,
        requests: [ReplayRequestDifference]? = nil
    ) {
        self.eventId = eventId
        self.result = result
        self.message = message
        self.sentAt = sentAt
        self.requests = requests
    }

    package static let about = About(
        "How what a replay would send for one event differs from what was sent for it.",
        [
            "eventId": "The event.", "result": "The outcome over all requests.", "message": "The same in a sentence.",
            "sentAt": "When the subscription was given it last.",
            "requests": "Of an integration point: each request that it makes of the event.",
        ])
}
