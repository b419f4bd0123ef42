import Values

/// Decides which events of one stream go. Pure: it is given the stream's events from the oldest on, page by page.
struct StreamPruning {
    /// What is beyond the limits and stays all the same, and why.
    struct Kept: Hashable {
        var held = 0
        var needed = 0
    }

    private let stream: String
    /// Events recorded before this are beyond the limit of age.
    private let recordedBefore: Instant?
    /// Places up to this are beyond the limit of count.
    private let through: Int64
    /// Bytes that are to go; nil: no limit.
    private var excess: Int64
    private(set) var kept = Kept()

    /// `bytes` is what the whole stream weighs; looked at only where there is a limit.
    init(_ stream: StreamSummary, _ limits: RetentionPolicy.Limits, bytes: Int64, at now: Instant) {
        self.stream = stream.name
        recordedBefore = limits.age.map { now - $0 }
        through = limits.count.map { stream.version - $0 } ?? 0
        excess = limits.bytes.map { bytes - $0 } ?? 0
    }

    /// Whether there is anything to look for, as far as the summary of the stream tells.
    static func isDue(_ stream: StreamSummary, _ limits: RetentionPolicy.Limits, at now: Instant) -> Bool {
        guard stream.first <= stream.version else { return false }
        if limits.bytes != nil { return true }
        if let age = limits.age, let oldest = stream.oldestRecordedAt, oldest < now - age { return true }
        return limits.count.map { stream.first <= stream.version - $0 } ?? false
    }

    /// Those of the page that go; `isLast` when everything after them is within the limits.
    mutating func choose(
        _ page: [RetainedEvent], holds: [LegalHold], needed: [ClosedRange<Int64>]
    ) -> (doomed: [RetainedEvent], isLast: Bool) {
        var doomed: [RetainedEvent] = []
        for event in page {
            guard isBeyond(event) else { return (doomed, true) }
            // What stays for another reason counts no less: newer events do not go in its place.
            excess -= event.bytes
            if event.isNeeded || needed.contains(where: { $0.contains(event.sequence) }) {
                kept.needed += 1
            } else if holds.contains(where: { $0.selection.covers(event, in: stream) }) {
                kept.held += 1
            } else {
                doomed.append(event)
            }
        }
        return (doomed, page.isEmpty)
    }

    private func isBeyond(_ event: RetainedEvent) -> Bool {
        event.streamSequence <= through || excess > 0 || recordedBefore.map { event.recordedAt < $0 } ?? false
    }
}
