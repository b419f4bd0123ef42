import Events
import Values

/// Brings the tables from step to step while other nodes go on.
///
/// Each step is a transaction that waits for a lock on a table a moment only, so that nobody queues behind it for long; when it
/// does not get the lock, it makes way and tries again. Nodes that migrate at once take turns.
struct PostgresMigrator {
    /// How long a step waits for a lock each time, and in all.
    private static let lockLimit = "500ms"
    private static let patience = Duration.seconds(60)

    private let connection: PostgresConnection
    private let schema: String

    init(_ connection: PostgresConnection, schema: String) {
        self.connection = connection
        self.schema = schema
    }

    /// Makes the tables where there are none, and brings older ones to this version. Throws `storeIncompatible` when a newer
    /// version has made them into what this one cannot use.
    func bringUp() throws {
        try alone {
            let (step, needed) = try state()
            try StoreMigration.check(step: step, needed: needed, newest: PostgresSchema.newest)
            guard step < PostgresSchema.newest else { return }
            try run(try plan(from: step, to: PostgresSchema.newest))
        }
    }

    /// What leads to a step; nil: to the newest.
    func plan(to target: Int?) throws -> StoreMigration {
        try plan(from: try state().step, to: target ?? PostgresSchema.newest)
    }

    /// Throws `settingInvalid` when it would go back while nodes use the store.
    func migrate(to target: Int?) throws -> StoreMigration {
        try alone {
            let plan = try plan(to: target)
            if plan.steps.contains(where: { !$0.isForward }), plan.from > 1 {
                let nodes = try connection.run(
                    PostgresQuery("SELECT count(*) FROM node WHERE until > clock_timestamp()"))
                guard nodes.integer(0, 0) == 0 else {
                    throw JunctionError(
                        .settingInvalid, "\(nodes.integer(0, 0)) nodes use the store, and need the steps",
                        remedy: "Stop the nodes first; older ones can be started before, where the steps only add.")
                }
            }
            try run(plan)
            return plan
        }
    }

    private func plan(from step: Int, to target: Int) throws -> StoreMigration {
        try StoreMigration(
            from: step, to: target, known: PostgresSchema.steps.map { ($0.forward, $0.back, $0.isAddition) })
    }

    /// Where the tables stand (0 when there are none), and the step that a version must know.
    private func state() throws -> (step: Int, needed: Int) {
        let found = try connection.run(
            PostgresQuery(
                """
                SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_step'),
                    (SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema()
                        AND table_name = 'schema_step' AND column_name = 'is_addition')
                """))
        guard found.integer(0, 0) == 1 else { return (0, 0) }
        // Versions before the column added nothing that others could go on beside.
        let needed = found.integer(0, 1) == 1 ? "max(number) FILTER (WHERE NOT is_addition)" : "max(number)"
        let row = try connection.run(
            PostgresQuery("SELECT coalesce(max(number), 0), coalesce(\(needed), 0) FROM schema_step", isPrepared: false)
        )
        return (Int(row.integer(0, 0)), Int(row.integer(0, 1)))
    }

    private func alone<Answer>(_ body: () throws -> Answer) throws -> Answer {
        // Of the session: gone with the connection at the latest. Any number that nobody else uses does.
        try connection.execute("SET lock_timeout = 0; SELECT pg_advisory_lock(74651001)")
        defer { try? connection.execute("SELECT pg_advisory_unlock(74651001)") }
        try PostgresSchema.makeSchema(connection, schema)
        return try body()
    }

    private func run(_ plan: StoreMigration) throws {
        try connection.execute(
            """
            SET lock_timeout = '\(Self.lockLimit)';
            CREATE TABLE IF NOT EXISTS schema_step (number bigint PRIMARY KEY);
            ALTER TABLE schema_step ADD COLUMN IF NOT EXISTS is_addition boolean NOT NULL DEFAULT false
            """)
        for step in plan.steps {
            let note =
                step.isForward
                ? "INSERT INTO schema_step VALUES (\(step.number), \(step.isAddition))"
                : "DELETE FROM schema_step WHERE number = \(step.number + 1)"
            try tryOften("BEGIN; \(step.statements) \(note); COMMIT")
        }
    }

    private func tryOften(_ statements: String) throws {
        var patience = Patience(Self.patience)
        while true {
            do {
                try connection.execute(statements)
                return
            } catch {
                guard error.isCollision else { throw error }
                try connection.execute("ROLLBACK")
                guard patience.wait() else { throw error }
            }
        }
    }
}
