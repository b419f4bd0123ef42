import Events
import GRDB
import Values

/// The tables, as a numbered list of steps, each with its way back. A step that has been released is never changed: a new one is added.
///
/// Names that recur (types, sources, …) are stored once and referred to by number. The hot path writes one row of
/// `event`, its entries in the indexes, and one row of `pending` for each destination; all of them near the end of
/// their trees, because sequences grow and ids of version 7 sort by time.
enum Schema {
    struct Step {
        var forward: String
        var back: String
        /// What it makes is only added to: versions that do not know this step can use the file all the same.
        var isAddition = false
    }

    static let steps = [
        Step(forward: first, back: firstBack)
    ]

    private static let first = """
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

    private static let firstBack = """
        DROP TABLE name; DROP TABLE stream; DROP TABLE counter; DROP TABLE event; DROP TABLE destination;
        DROP TABLE pending; DROP TABLE deadLetter; DROP TABLE step; DROP TABLE document;
        """

    /// Brings the file to the newest step, each step in a transaction of its own. Throws `storeIncompatible` when a newer
    /// version has made it into what this one cannot use.
    static func bringUp(_ database: Database) throws {
        let (step, needed) = try state(database)
        try StoreMigration.check(step: step, needed: needed, newest: steps.count)
        guard step < steps.count else { return }
        try run(try plan(database, to: nil), database)
    }

    /// What leads to a step; nil: to the newest.
    static func plan(_ database: Database, to target: Int?) throws -> StoreMigration {
        try StoreMigration(
            from: try state(database).step, to: target ?? steps.count,
            known: steps.map { ($0.forward, $0.back, $0.isAddition) })
    }

    static func run(_ plan: StoreMigration, _ database: Database) throws {
        for step in plan.steps {
            try database.inTransaction(.immediate) {
                try database.execute(sql: step.statements)
                try database.execute(sql: "PRAGMA user_version = \(step.number)")
                // The newest step that does more than add is what a version must know.
                let needed = steps.prefix(step.number).lastIndex { !$0.isAddition } ?? -1
                if step.number > 0 {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO counter (name, value) VALUES ('neededStep', \(needed + 1))")
                }
                return .commit
            }
        }
    }

    /// Where the tables stand (0 when there are none), and the step that a version must know.
    private static func state(_ database: Database) throws -> (step: Int, needed: Int) {
        let step = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard step > 0, try database.tableExists("counter") else { return (step, step) }
        let needed = try Int.fetchOne(database, sql: "SELECT value FROM counter WHERE name = 'neededStep'")
        return (step, needed ?? step)
    }
}
