package import Values

/// One request or message that a system was sent.
package struct SandboxReceived: Sendable {
    /// Counted from 1 for each system, also when older ones have been let go.
    package var number: Int
    package var time: Instant
    /// `POST`; `MLLP` for a message.
    package var method: String
    /// Below the system, with its query.
    package var path: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// What was played in answer.
    package var fault: SandboxFault
    /// The status answered; nil when there was no answer.
    package var status: Int?
}

/// The last requests of a system, bounded by count and by bytes: the oldest are let go first.
struct SandboxRing: Sendable {
    let entriesMost: Int
    let bytesMost: Int
    private(set) var total = 0
    private var entries: [SandboxReceived] = []
    /// Entries before this one have been let go; they are cut off when they are half of all.
    private var first = 0
    private var bytes = 0

    init(entriesMost: Int, bytesMost: Int) {
        self.entriesMost = entriesMost
        self.bytesMost = bytesMost
    }

    var kept: ArraySlice<SandboxReceived> { entries[first...] }

    mutating func add(_ make: (Int) -> SandboxReceived) {
        total += 1
        let entry = make(total)
        bytes += entry.body.count
        entries.append(entry)
        while entries.count - first > entriesMost || bytes > bytesMost && entries.count - first > 1 {
            bytes -= entries[first].body.count
            entries[first].body = []
            first += 1
        }
        if first > 1024, first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
    }

    mutating func clear() {
        entries = []
        first = 0
        bytes = 0
    }
}
