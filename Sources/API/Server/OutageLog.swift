import Synchronization
import Values

/// What hits every request alike, such as a store that is away, is logged once in a while and counted in between: a line for each
/// request would fill the disk that the operator needs.
final class OutageLog: Sendable {
    private struct Entry {
        var toldAt: Instant
        var left = 0
    }

    /// Between two lines of one code.
    static let pause = Duration.seconds(10)

    private let time: TimeSource
    private let entries = Mutex<[ErrorCode: Entry]>([:])

    init(time: TimeSource) { self.time = time }

    /// How many were left out since the last line; nil when this one is, too.
    func admits(_ code: ErrorCode) -> Int? {
        let now = time.now()
        return entries.withLock { entries in
            if let known = entries[code], now - known.toldAt < Self.pause, now >= known.toldAt {
                entries[code]?.left += 1
                return nil
            }
            defer { entries[code] = Entry(toldAt: now) }
            return entries[code]?.left ?? 0
        }
    }
}
