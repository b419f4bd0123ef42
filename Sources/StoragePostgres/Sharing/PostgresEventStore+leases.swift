package import Events
import Synchronization
import Values

extension PostgresEventStore: SharedStore {
    package func renewLeases(_ request: WorkLeaseRequest) throws -> WorkLeaseAnswer {
        try read { connection in
            let results = try connection.run(Self.queries(request))
            return Self.answer(nodes: results[results.count - 3], leases: results[results.count - 2])
        }
    }

    /// One transaction in one round trip. By the server's clock: that of a node may be wrong.
    private static func queries(_ request: WorkLeaseRequest) -> [PostgresQuery] {
        var node = PostgresQuery(
            """
            INSERT INTO node (name, serves, until) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 microsecond')
            ON CONFLICT (name) DO UPDATE SET serves = excluded.serves, until = excluded.until
            """)
        node.bind(request.node)
        node.bind(.texts(request.serves))
        node.bind(request.duration.wholeMicroseconds)
        var take = PostgresQuery(
            """
            INSERT INTO lease AS l (work, node, token, until)
            SELECT w, $1, 1, clock_timestamp() + $3 * interval '1 microsecond' FROM unnest($2) AS w
            ON CONFLICT (work) DO UPDATE SET node = excluded.node, until = excluded.until,
                token = l.token + CASE WHEN l.node = excluded.node AND l.until > clock_timestamp() THEN 0 ELSE 1 END
            WHERE l.node = excluded.node OR l.until <= clock_timestamp()
            """)
        take.bind(request.node)
        // Sorted, so that two nodes that take the same ones do not wait for each other in a circle.
        take.bind(.texts(request.wanted.sorted()))
        take.bind(request.duration.wholeMicroseconds)
        var release = PostgresQuery("UPDATE lease SET until = '-infinity' WHERE node = $1 AND work = ANY($2)")
        release.bind(request.node)
        release.bind(.texts(request.released))
        return [
            PostgresQuery("BEGIN"), node, take, release,
            PostgresQuery("DELETE FROM node WHERE until < clock_timestamp() - interval '1 day'"),
            PostgresQuery(
                "SELECT n.name, w.name FROM node AS n LEFT JOIN unnest(n.serves) AS w (name) ON true WHERE n.until > clock_timestamp()"
            ), PostgresQuery("SELECT work, node, token FROM lease WHERE until > clock_timestamp()"),
            PostgresQuery("COMMIT"),
        ]
    }

    private static func answer(nodes: PostgresResult, leases: PostgresResult) -> WorkLeaseAnswer {
        var answer = WorkLeaseAnswer(nodes: [:], leases: [:])
        for row in 0..<nodes.rowCount {
            answer.nodes[nodes.text(row, 0), default: []].formUnion(nodes.optionalText(row, 1).map { [$0] } ?? [])
        }
        for row in 0..<leases.rowCount {
            answer.leases[leases.text(row, 0)] = WorkLeaseAnswer.Lease(
                node: leases.text(row, 1), token: leases.integer(row, 2))
        }
        return answer
    }

    package func announce(documents kinds: Set<String>) { writer.withLock { $0.announcedKinds = kinds } }

    package func follow(_ told: @escaping @Sendable (PendingNews) -> Void) {
        listener.start(told)
        writer.withLock { $0.whenInDoubt = { told(.missed) } }
    }
}
