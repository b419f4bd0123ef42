/// A projection and how it stands.
package struct ProjectionStatus: WireType, Hashable {
    package var id: String
    package var integrationId: String
    package var summary: String?
    package var status: ProjectionStanding
    package var version: Int
    package var generation: Int64
    package var position: Int64
    package var lag: Int64
    package var keys: Int
    package var skipped: Int
    package var lastError: ProjectionFailure?
    package var rebuild: ProjectionRebuild?

    package init(
        id: String, integrationId: String, summary: String?, status: ProjectionStanding, version: Int,
        generation: Int64, position: Int64, lag: Int64, keys: Int, skipped: Int, lastError: ProjectionFailure?,
        rebuild: ProjectionRebuild?
    ) {
        self.id = id
        self.integrationId = integrationId
        self.summary = summary
        self.status = status
        self.version = version
        self.generation = generation
        self.position = position
        self.lag = lag
        self.keys = keys
        self.skipped = skipped
        self.lastError = lastError
        self.rebuild = rebuild
    }

    package static let about = About(
        "A projection and how it stands.",
        [
            "id": "Its id.", "integrationId": "The integration point in whose file it stands.",
            "summary": "What it shows.", "status": "How it stands.",
            "version": "Version of the recipe by which the states that are read were made.",
            "generation": "One more with each rebuild.",
            "position": "Everything up to this place in the whole log is in the states.",
            "lag": "Places in the log after that.", "keys": "Keys that have a state.",
            "skipped": "Events that could not be folded and were passed over.",
            "lastError": "The event at which it stopped.", "rebuild": "What is being built beside it.",
        ])
}

/// How a projection stands.
package enum ProjectionStanding: String, WireEnum {
    /// Its states have everything, or nearly.
    case current
    /// Its states are behind the log.
    case catchingUp
    /// Its states serve while others are built to take their place.
    case rebuilding
    /// It has stopped at an event; its states are still read.
    case stopped

    package static let about = About("How a projection stands.")
}

/// States that are built beside those that are read.
package struct ProjectionRebuild: WireType, Hashable {
    package var version: Int
    package var generation: Int64
    package var position: Int64
    package var progress: Double
    package var keys: Int
    package var lastError: ProjectionFailure?

    package init(
        version: Int, generation: Int64, position: Int64, progress: Double, keys: Int, lastError: ProjectionFailure?
    ) {
        self.version = version
        self.generation = generation
        self.position = position
        self.progress = progress
        self.keys = keys
        self.lastError = lastError
    }

    package static let about = About(
        "States that are built beside those that are read.",
        [
            "version": "Version of the new recipe.", "generation": "Number that it will have.",
            "position": "Everything up to this place in the log is in them.",
            "progress": "Part of the log that is done, 0 to 1.", "keys": "Keys so far.",
            "lastError": "The event at which it stopped.",
        ])
}

/// An event that could not be folded.
package struct ProjectionFailure: WireType, Hashable {
    package var eventId: String
    package var position: Int64
    package var message: String

    package init(eventId: String, position: Int64, message: String) {
        self.eventId = eventId
        self.position = position
        self.message = message
    }

    package static let about = About(
        "An event that could not be folded.",
        [
            "eventId": "The event.", "position": "Its place in the whole log.",
            "message": "What went wrong, and where in the expression.",
        ])
}
