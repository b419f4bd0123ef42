import Values

/// One session of a writer, told from all others of the server by its process and when it started.
struct WriterSession {
    private let process: Int64
    private let startedAt: Int64

    init(_ connection: PostgresConnection) throws {
        let row = try connection.run(
            PostgresQuery(
                """
                SELECT pid::bigint, (extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_activity
                WHERE pid = pg_backend_pid()
                """))
        process = row.integer(0, 0)
        startedAt = row.integer(0, 1)
    }

    var name: String { "\(process).\(startedAt)" }

    /// Notes in the writer's row that the batch is written. Rows of writers long gone go by `forgetOthers`.
    static func mark(_ batch: Int64, of name: String) -> PostgresQuery {
        var query = PostgresQuery(
            """
            INSERT INTO writer (name, batch, at) VALUES ($1, $2, now())
            ON CONFLICT (name) DO UPDATE SET batch = excluded.batch, at = excluded.at
            """)
        query.bind(name)
        query.bind(batch)
        return query
    }

    /// A batch is resolved within minutes or never.
    static var forgetOthers: PostgresQuery { PostgresQuery("DELETE FROM writer WHERE at < now() - interval '1 day'") }

    /// The number of the writer's last batch, once that is as safe as the server makes a commit. A session that was ended while it
    /// waited for a synchronous standby has left a commit that can be seen and that the standby may lack: a commit after it is
    /// told of only when the standby has both.
    static func lastBatch(of name: String, _ connection: PostgresConnection) throws -> Int64? {
        var query = PostgresQuery("UPDATE writer SET at = now() WHERE name = $1 RETURNING batch")
        query.bind(name)
        let row = try connection.run(query)
        return row.rowCount == 1 ? row.integer(0, 0) : nil
    }

    /// Ends another session of ours, if the server still has it, and returns when it is gone: from then on nothing that
    /// it was sent can happen any more.
    static func end(_ session: WriterSession, _ connection: PostgresConnection) throws {
        var query = PostgresQuery(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE pid = $1 AND (extract(epoch FROM backend_start) * 1000000)::bigint = $2
            """)
        query.bind(session.process)
        query.bind(session.startedAt)
        // Each time waits for five seconds at most.
        for _ in 0..<6 where try connection.run(query).rowCount == 0 { return }
        throw PostgresFailure.lost("an earlier session of ours does not end")
    }
}
