package import Values

/// A replay, and how far it is.
package struct Replay: WireType, Hashable {
    package var id: String
    package var subscriptionId: String
    package var select: ReplaySelection
    package var perSecond: Int
    package var status: ReplayStatus
    package var selected: Int
    package var waiting: Int
    package var failed: Int
    package var progress: Double
    package var createdAt: Instant
    package var createdBy: String
    package var finishedAt: Instant?

    package init(
        id: String, subscriptionId: String, select: ReplaySelection, perSecond: Int, status: ReplayStatus,
        selected: Int, waiting: Int, failed: Int, progress: Double, createdAt: Instant, createdBy: String,
        finishedAt: Instant? = nil
    ) {
        self.id = id
        self.subscriptionId = subscriptionId
        self.select = select
        self.perSecond = perSecond
        self.status = status
        self.selected = selected
        self.waiting = waiting
        self.failed = failed
        self.progress = progress
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.finishedAt = finishedAt
    }

    package static let about = About(
        "A replay, and how far it is.",
        [
            "id": "Its id; receivers are sent it as junction-replay.",
            "subscriptionId": "Who gets the events.",
            "select": "Which events.",
            "perSecond": "Most events sent in a second.",
            "status": "Where it is.",
            "selected": "Events found so far.",
            "waiting": "Of those, not delivered yet.",
            "failed": "Of those, given up: dead letters.",
            "progress": "Part of the past looked through, 0 to 1.",
            "createdAt": "When it was asked for.",
            "createdBy": "Public part of the key that asked.",
            "finishedAt": "When it ended.",
        ])
}
