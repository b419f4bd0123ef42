import Values

/// How our connections are set up.
enum Session {
    /// How long an answer may take that the whole of a table is read for, or another node's migration waited for.
    private static let patience = Duration.seconds(3600)

    /// For what takes its time, while nobody waits behind it.
    static func openPatiently(_ settings: PostgresEventStore.Settings) throws -> PostgresConnection {
        var settings = settings
        settings.answerLimit = patience
        return try open(settings)
    }

    /// Connects and sets what the store relies on.
    ///
    /// - Parameter isReading: The server gives up a statement that we would not wait for, in place of going on for nobody.
    static func open(_ settings: PostgresEventStore.Settings, isReading: Bool = false) throws -> PostgresConnection {
        let connection = try PostgresConnection(settings.address, answerLimit: settings.answerLimit)
        let statementLimit = isReading ? settings.answerLimit.wholeMicroseconds / 1000 : 0
        // A node that is frozen in the middle of a transaction loses it, and with it the lock on the log's head. The plans
        // are the indexes' own, whatever the statistics say of tables that grow and shrink within seconds. What the server has
        // been told of all its users, such as another isolation, does not hold here.
        try connection.execute(
            """
            SET client_min_messages = warning; SET idle_in_transaction_session_timeout = '4s'; SET lock_timeout = '6s';
            SET default_transaction_isolation = 'read committed'; SET statement_timeout = \(statementLimit);
            SET jit = off; SET enable_seqscan = off; SET random_page_cost = 1.1;
            SET application_name = \(quoted("junction " + settings.schema));
            SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local');
            SET search_path TO \(quoted(settings.schema))
            """)
        return connection
    }

    /// Throws `settingInvalid` where the server is older than we need, or does not keep what it has confirmed.
    static func check(_ connection: PostgresConnection) throws {
        let version = try connection.run(PostgresQuery("SELECT current_setting('server_version_num')::bigint"))
        // Waiting for the end of a session came with that version.
        guard version.integer(0, 0) >= 140_000 else {
            throw JunctionError(
                .settingInvalid, "the PostgreSQL server is older than version 14",
                remedy: "Upgrade the server to version 14 or later.")
        }
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
