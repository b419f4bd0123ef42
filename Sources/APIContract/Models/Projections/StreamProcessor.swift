package import Values

/// Windows over events, and how they stand.
package struct StreamProcessor: WireType, Hashable {
    package var id: String
    package var integrationId: String
    package var summary: String?
    package var status: StreamProcessorStatus
    package var pauseReason: String?
    package var position: Int64
    package var lag: Int64
    package var watermark: Instant?
    package var held: Int?
    package var emitted: Int
    package var late: Int
    package var failed: Int
    package var lastError: StreamProcessorFailure?

    package init(
        id: String, integrationId: String, summary: String?, status: StreamProcessorStatus, pauseReason: String?,
        position: Int64, lag: Int64, watermark: Instant?, held: Int?, emitted: Int, late: Int, failed: Int,
        lastError: StreamProcessorFailure?
    ) {
        self.id = id
        self.integrationId = integrationId
        self.summary = summary
        self.status = status
        self.pauseReason = pauseReason
        self.position = position
        self.lag = lag
        self.watermark = watermark
        self.held = held
        self.emitted = emitted
        self.late = late
        self.failed = failed
        self.lastError = lastError
    }

    package static let about = About(
        "Windows over events, and how they stand.",
        [
            "id": "Its id.", "integrationId": "The integration point in whose file it stands.",
            "summary": "What it finds.", "status": "How it stands.", "pauseReason": "Why it is paused.",
            "position": "Everything up to this place in the whole log is in the windows.",
            "lag": "Places in the log after that.",
            "watermark": "No event that happened before this is expected; absent where another node works.",
            "held": "Events and windows that are held; absent where another node works.",
            "emitted": "Results so far.", "late": "Events that came after their windows had closed.",
            "failed": "Events that could not be taken and were passed over.",
            "lastError": "The event at which it stopped.",
        ])
}

/// How a stream processor stands.
package enum StreamProcessorStatus: String, WireEnum {
    /// It moves.
    case running
    /// It takes nothing until it is resumed.
    case paused
    /// It has stopped at an event.
    case stopped

    package static let about = About("How a stream processor stands.")
}

/// An event that the windows could not take.
package struct StreamProcessorFailure: WireType, Hashable {
    package var eventId: String
    package var message: String

    package init(eventId: String, message: String) {
        self.eventId = eventId
        self.message = message
    }

    package static let about = About(
        "An event that the windows could not take.",
        ["eventId": "The event.", "message": "What went wrong, and where in the expression."])
}
