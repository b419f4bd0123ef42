import Values

/// The tables, as a numbered list of steps, each with its way back. A step that has been released is never changed: a
/// new one is added.
///
/// All texts compare by bytes. The hot path writes one row of `event` with its entries in the indexes, and one row of
/// `pending` for each destination. `head` has one row, locked by whoever appends until its commit is done: so sequences
/// have no gaps and are in commit order, whichever node appends.
enum PostgresSchema {
    struct Step {
        var forward: String
        var back: String
    }

    static let steps = [
        Step(
            forward: """
                CREATE TABLE head (
                    one boolean PRIMARY KEY DEFAULT true CHECK (one), sequence bigint NOT NULL, recorded_at bigint NOT NULL
                ) WITH (fillfactor = 10);
                INSERT INTO head (sequence, recorded_at) VALUES (0, 0);
                CREATE TABLE stream (name text COLLATE "C" PRIMARY KEY, version bigint NOT NULL) WITH (fillfactor = 50);
                CREATE TABLE destination (name text COLLATE "C" PRIMARY KEY);
                CREATE TABLE event (
                    sequence bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, stream text COLLATE "C" NOT NULL,
                    stream_sequence bigint NOT NULL, recorded_at bigint NOT NULL, time bigint NOT NULL,
                    type text COLLATE "C" NOT NULL, source text COLLATE "C" NOT NULL, content_type text COLLATE "C" NOT NULL,
                    destinations bigint NOT NULL, destination text COLLATE "C", key text COLLATE "C",
                    reference text COLLATE "C", correlation text COLLATE "C", causation text COLLATE "C",
                    metadata bytea, payload bytea NOT NULL, UNIQUE (stream, stream_sequence)
                );
                CREATE INDEX event_by_type ON event (type, sequence);
                CREATE INDEX event_by_source ON event (source, sequence);
                CREATE INDEX event_by_time ON event (recorded_at, sequence);
                CREATE INDEX event_by_reference ON event (reference, sequence) WHERE reference IS NOT NULL;
                CREATE INDEX event_by_correlation ON event (correlation, sequence) WHERE correlation IS NOT NULL;
                CREATE INDEX event_by_causation ON event (causation, sequence) WHERE causation IS NOT NULL;
                CREATE TABLE pending (
                    destination text COLLATE "C" NOT NULL, sequence bigint NOT NULL, key text COLLATE "C",
                    attempts bigint NOT NULL DEFAULT 0, not_before bigint NOT NULL DEFAULT 0,
                    PRIMARY KEY (destination, sequence)
                ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 10000);
                CREATE INDEX pending_by_key ON pending (destination, key, sequence) WHERE key IS NOT NULL;
                CREATE TABLE dead_letter (
                    sequence bigint NOT NULL, destination text COLLATE "C" NOT NULL, attempts bigint NOT NULL,
                    failed_at bigint NOT NULL, reason text COLLATE "C" NOT NULL, PRIMARY KEY (sequence, destination)
                );
                CREATE INDEX dead_letter_by_destination ON dead_letter (destination);
                CREATE TABLE step (
                    sequence bigint NOT NULL, at bigint NOT NULL, destination text COLLATE "C" NOT NULL,
                    kind bigint NOT NULL, attempt bigint NOT NULL, detail text COLLATE "C", stages bytea,
                    PRIMARY KEY (sequence, at, destination, kind)
                );
                CREATE TABLE document (
                    kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, version bigint NOT NULL,
                    updated_at bigint NOT NULL, content bytea NOT NULL, PRIMARY KEY (kind, id)
                );
                CREATE TABLE writer (
                    name text COLLATE "C" PRIMARY KEY, batch bigint NOT NULL, at timestamptz NOT NULL
                ) WITH (fillfactor = 10);
                """,
            back: """
                DROP TABLE head, stream, destination, event, pending, dead_letter, step, document, writer;
                """),
        Step(
            forward: """
                CREATE TABLE node (
                    name text COLLATE "C" PRIMARY KEY, serves text[] COLLATE "C" NOT NULL, until timestamptz NOT NULL
                ) WITH (fillfactor = 50);
                -- A lease that was given up keeps its row: its token is never given twice.
                CREATE TABLE lease (
                    work text COLLATE "C" PRIMARY KEY, node text COLLATE "C" NOT NULL, token bigint NOT NULL,
                    until timestamptz NOT NULL
                ) WITH (fillfactor = 50);
                """,
            back: "DROP TABLE node, lease;"),
    ]

    /// Number of the newest step that this version knows.
    static var newest: Int { steps.count }

    /// Where the tables stand; 0 when there are none.
    static func step(_ connection: PostgresConnection) throws -> Int {
        let found = try connection.run(
            PostgresQuery(
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_step'"))
        guard found.integer(0, 0) == 1 else { return 0 }
        let row = try connection.run(PostgresQuery("SELECT coalesce(max(number), 0) FROM schema_step"))
        return Int(row.integer(0, 0))
    }

    /// Brings the tables to a step, forward or back, each step in a transaction of its own; nodes that start at once
    /// take turns. Throws `storeIncompatible` when a newer version has written them.
    static func migrate(_ connection: PostgresConnection, schema: String, to target: Int = newest) throws {
        // Of the session: gone with the connection at the latest. Any number that nobody else uses does.
        try connection.execute("SELECT pg_advisory_lock(74651001)")
        defer { try? connection.execute("SELECT pg_advisory_unlock(74651001)") }
        try makeSchema(connection, schema)
        try connection.execute("CREATE TABLE IF NOT EXISTS schema_step (number bigint PRIMARY KEY)")
        var step = try step(connection)
        guard step <= newest else {
            throw JunctionError(.storeIncompatible, "the store is at step \(step); this version knows \(newest)")
        }
        while step < target {
            step += 1
            try connection.execute(
                "BEGIN; \(steps[step - 1].forward) INSERT INTO schema_step VALUES (\(step)); COMMIT")
        }
        while step > max(target, 0) {
            try connection.execute(
                "BEGIN; \(steps[step - 1].back) DELETE FROM schema_step WHERE number = \(step); COMMIT")
            step -= 1
        }
    }

    /// Only when there is none: a user who may not make schemas can be given one.
    private static func makeSchema(_ connection: PostgresConnection, _ schema: String) throws {
        var query = PostgresQuery("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        query.bind(schema)
        guard try connection.run(query).rowCount == 0 else { return }
        try connection.execute("CREATE SCHEMA \(Session.quoted(schema))")
    }
}
