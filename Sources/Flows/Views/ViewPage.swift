import Events

/// What a view reads of the log at once.
struct ViewPage: Sendable {
    static let eventsMost = 500
    /// Of the payloads together; the one that reaches it is the last of the page.
    static let bytesMost = 32 << 20

    let events: [StoredEvent]
    /// Whether the log has no more for now.
    let isLast: Bool
    /// Every event up to this place is on the page, or is in the log no longer.
    let through: Int64

    init(of log: EventLog, after position: Int64) async throws {
        // Asked for before the read, which then has everything up to there.
        let newest = log.newestKnown
        let events = try await log.events(after: position, limit: Self.eventsMost, byteLimit: Self.bytesMost)
        let bytes = events.reduce(0) { $0 + $1.event.payload.count }
        let last = events.last?.sequence ?? position
        self.events = events
        isLast = events.count < Self.eventsMost && bytes < Self.bytesMost
        through = isLast ? max(last, newest) : last
    }
}
