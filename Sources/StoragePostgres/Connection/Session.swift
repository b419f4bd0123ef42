import Values

/// How our connections are set up.
enum Session {
    private static let lockLimit = "SET lock_timeout = '6s'"

    /// Connects and sets what the store relies on.
    static func open(_ settings: PostgresEventStore.Settings) throws -> PostgresConnection {
        let connection = try PostgresConnection(settings.address, answerLimit: settings.answerLimit)
        // A node that is frozen in the middle of a transaction loses it, and with it the lock on the log's head. The plans
        // are the indexes' own, whatever the statistics say of tables that grow and shrink within seconds.
        try connection.execute(
            """
            SET client_min_messages = warning; SET idle_in_transaction_session_timeout = '4s'; \(lockLimit);
            SET jit = off; SET enable_seqscan = off; SET random_page_cost = 1.1;
            SET application_name = \(quoted("junction " + settings.schema));
            SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local');
            SET search_path TO \(quoted(settings.schema))
            """)
        return connection
    }

    /// As `open` sets it.
    static func limitLocks(_ connection: PostgresConnection) throws { try connection.execute(lockLimit) }

    /// Throws `settingInvalid` where the server does not keep what it has confirmed.
    static func checkDurability(_ connection: PostgresConnection) throws {
        for name in ["fsync", "full_page_writes"] {
            let row = try connection.run(PostgresQuery("SELECT current_setting('\(name)')"))
            guard row.text(0, 0) == "on" else {
                throw JunctionError(
                    .settingInvalid,
                    "the PostgreSQL server runs with \(name) = off, so that a crash loses what it confirmed",
                    remedy: "Set \(name) = on in postgresql.conf and reload the server.")
            }
        }
    }

    static func quoted(_ name: String) -> String {
        "\"\(name.filter { $0 != "\"" && $0 != "\0" })\""
    }
}
