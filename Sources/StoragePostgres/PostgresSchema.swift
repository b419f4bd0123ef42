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
        /// What it makes is only added to: versions that do not know this step go on beside it.
        var isAddition = false
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
        Step(
            forward: """
                -- The highest place of the stream, and of the log, that has been pruned.
                ALTER TABLE stream ADD COLUMN floor bigint NOT NULL DEFAULT 0;
                ALTER TABLE head ADD COLUMN pruned bigint NOT NULL DEFAULT 0;
                """,
            back: "ALTER TABLE stream DROP COLUMN floor; ALTER TABLE head DROP COLUMN pruned;", isAddition: true),
    ]

    /// Number of the newest step that this version knows.
    static var newest: Int { steps.count }

    /// Only when there is none: a user who may not make schemas can be given one.
    static func makeSchema(_ connection: PostgresConnection, _ schema: String) throws {
        var query = PostgresQuery("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        query.bind(schema)
        guard try connection.run(query).rowCount == 0 else { return }
        try connection.execute("CREATE SCHEMA \(Session.quoted(schema))")
    }
}
