package import Values

/// What one run of pruning did.
package struct RetentionRun: WireType, Hashable {
    package var startedAt: Instant
    package var finishedAt: Instant
    package var streams: Int
    package var pruned: Int
    package var bytes: Int
    package var held: Int
    package var needed: Int

    package init(
        startedAt: Instant, finishedAt: Instant, streams: Int, pruned: Int, bytes: Int, held: Int, needed: Int
    ) {
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.streams = streams
        self.pruned = pruned
        self.bytes = bytes
        self.held = held
        self.needed = needed
    }

    package static let about = About(
        "What one run of pruning did.",
        [
            "startedAt": "When it began.",
            "finishedAt": "When it ended.",
            "streams": "Streams looked at.",
            "pruned": "Events removed.",
            "bytes": "Bytes of their payloads.",
            "held": "Events beyond a limit that a hold keeps.",
            "needed": "Events beyond a limit that a destination, a dead letter, a backfill or a replay keeps.",
        ])
}
