import Values

/// What waits to be written, and what of it goes into the next commit. Pure: `CommitQueue` has the thread and the clock.
struct CommitBatches: Sendable {
    typealias Entry = CommitQueue.Entry

    /// What the writer is to do next.
    enum Next: Sendable, Hashable {
        case commit
        /// Wait a moment until so many are waited for.
        case gather(urgent: Int)
        /// Wait a little longer for somebody who waits: nobody does yet.
        case linger
        case wait
    }

    /// What is committed together: at most so many operations and bytes.
    static let batchCount = 1024
    static let batchBytes = 8 << 20

    let countLimit: Int
    let byteLimit: Int
    private var entries: [Entry] = []
    private var bytes = 0
    private(set) var urgentCount = 0
    private(set) var isClosed = false

    init(countLimit: Int, byteLimit: Int) {
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }

    var count: Int { entries.count }

    /// Takes an entry, or returns why not. Work that nobody waits for is the engine's own, bounded by its windows, and is
    /// not refused for want of room.
    mutating func submit(_ entry: Entry) -> JunctionError? {
        if isClosed { return JunctionError(.logClosed, "the log is closed") }
        if entry.isUrgent, let refusal = refusal(for: entry) { return refusal }
        entries.append(entry)
        bytes += entry.bytes
        if entry.isUrgent { urgentCount += 1 }
        return nil
    }

    private func refusal(for entry: Entry) -> JunctionError? {
        guard entries.count < countLimit else {
            return JunctionError(.appendQueueFull, "\(countLimit) appends are waiting for the disk already")
        }
        // An entry larger than the whole bound is let in alone: it is within the limits of one event.
        guard entries.isEmpty || bytes + entry.bytes <= byteLimit else {
            return JunctionError(.appendQueueFull, "\(byteLimit) bytes are waiting for the disk already")
        }
        return nil
    }

    /// Nothing more is taken; what waits is still written.
    mutating func close() { isClosed = true }

    /// - Parameters:
    ///   - lastUrgent: how many were waited for in the last batch: they may be about to come back.
    ///   - hasLingered: whether the writer has waited for company already.
    func next(expecting lastUrgent: Int, hasLingered: Bool) -> Next {
        if isClosed { return .commit }
        if urgentCount > 0 {
            let isEnough = hasLingered || urgentCount >= lastUrgent || bytes >= Self.batchBytes
            return isEnough ? .commit : .gather(urgent: lastUrgent)
        }
        if entries.isEmpty { return .wait }
        return hasLingered || entries.count >= Self.batchCount ? .commit : .linger
    }

    /// The next batch; nil when closed and empty.
    mutating func take() -> [Entry]? {
        guard !entries.isEmpty else { return isClosed ? nil : [] }
        var count = 0
        var taken = 0
        while count < entries.count, count < Self.batchCount, count == 0 || taken < Self.batchBytes {
            taken += entries[count].bytes
            if entries[count].isUrgent { urgentCount -= 1 }
            count += 1
        }
        bytes -= taken
        guard count < entries.count else {
            defer { entries = [] }
            return entries
        }
        defer { entries.removeFirst(count) }
        return Array(entries.prefix(count))
    }
}
