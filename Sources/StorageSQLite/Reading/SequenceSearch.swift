import GRDB
import Values

/// Finds the place of a time in the log. The log's times never run backwards, so halving does it in a few reads, and no
/// index on time has to be kept.
enum SequenceSearch {
    /// The lowest sequence recorded at or after `time`; one past the newest when there is none.
    static func first(recordedFrom time: Instant, _ database: Database) throws -> Int64 {
        let ends = try SQLStatement(
            database,
            "SELECT (SELECT sequence FROM event ORDER BY sequence LIMIT 1), (SELECT max(sequence) FROM event)"
        ).first { ($0.integer(0), $0.integer(1)) }
        guard var (low, high) = ends, high > 0 else { return 1 }
        high += 1
        let probe = try SQLStatement(
            database, "SELECT sequence, recordedAt FROM event WHERE sequence >= ? ORDER BY sequence LIMIT 1")
        // Everything before `low` is earlier; everything from `high` on is not.
        while low < high {
            let middle = low + (high - low) / 2
            probe.bind(1, middle)
            let found = try probe.first { ($0.integer(0), $0.instant(1)) }
            if let (sequence, recordedAt) = found, recordedAt < time {
                low = sequence + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
