import GRDB
import Values

/// The tables, as a numbered list of steps. A step that has been released is never changed: a new one is added.
///
/// Names that recur (types, sources, …) are stored once and referred to by number. The hot path writes one row of
/// `event`, its entries in the indexes, and one row of `pending` for each destination; all of them near the end of
/// their trees, because sequences grow and ids of version 7 sort by time.
enum Schema {
    static let steps = [
        """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        -- `floor` is the highest stream sequence that has been pruned.
        CREATE TABLE stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, floor INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, stream INTEGER NOT NULL, streamSequence INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL, time INTEGER NOT NULL, type INTEGER NOT NULL, source INTEGER NOT NULL,
            contentType INTEGER NOT NULL, destinations INTEGER NOT NULL, destination TEXT, key TEXT, reference TEXT,
            correlation TEXT, causation TEXT, metadata BLOB, payload BLOB NOT NULL
        );
        CREATE UNIQUE INDEX eventByID ON event (id);
        CREATE UNIQUE INDEX eventByStream ON event (stream, streamSequence);
        CREATE INDEX eventByType ON event (type);
        CREATE INDEX eventBySource ON event (source);
        CREATE INDEX eventByReference ON event (reference) WHERE reference IS NOT NULL;
        CREATE INDEX eventByCorrelation ON event (correlation) WHERE correlation IS NOT NULL;
        CREATE INDEX eventByCausation ON event (causation) WHERE causation IS NOT NULL;
        CREATE TABLE destination (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE pending (
            destination INTEGER NOT NULL, sequence INTEGER NOT NULL, key TEXT, attempts INTEGER NOT NULL DEFAULT 0,
            notBefore INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (destination, sequence)
        ) WITHOUT ROWID;
        CREATE INDEX pendingByKey ON pending (destination, key, sequence) WHERE key IS NOT NULL;
        CREATE TABLE deadLetter (
            sequence INTEGER NOT NULL, destination INTEGER NOT NULL, attempts INTEGER NOT NULL,
            failedAt INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (sequence, destination)
        ) WITHOUT ROWID;
        CREATE INDEX deadLetterByDestination ON deadLetter (destination);
        CREATE TABLE step (
            sequence INTEGER NOT NULL, at INTEGER NOT NULL, destination INTEGER NOT NULL, kind INTEGER NOT NULL,
            attempt INTEGER NOT NULL, detail TEXT, stages BLOB, PRIMARY KEY (sequence, at, destination, kind)
        ) WITHOUT ROWID;
        CREATE TABLE document (
            kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, updatedAt INTEGER NOT NULL,
            content BLOB NOT NULL, PRIMARY KEY (kind, id)
        );
        """
    ]

    /// Brings the file to the newest step, each step in a transaction of its own. Throws `storeIncompatible` when a
    /// newer version has written it.
    static func migrate(_ database: Database) throws {
        let done = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard done <= steps.count else {
            throw JunctionError(
                .storeIncompatible, "the store is at step \(done); this version knows \(steps.count)")
        }
        for number in done..<steps.count {
            try database.inTransaction(.immediate) {
                try database.execute(sql: steps[number])
                try database.execute(sql: "PRAGMA user_version = \(number + 1)")
                return .commit
            }
        }
    }
}
