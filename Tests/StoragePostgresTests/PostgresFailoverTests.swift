import Events
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// A primary dies under load and its standby is promoted: with synchronous replication nothing acknowledged is lost, nothing is
/// there twice, and the callers notice nothing but the time it took.
@Suite(.needsPostgres, .serialized) struct PostgresFailoverTests {
    @Test func aPromotedStandbyTakesOver() async throws {
        let primary = try PostgresTestServer()
        defer { primary.stop() }
        let standby = try PostgresTestServer(standbyOf: primary)
        defer { standby.stop() }
        try await replicateSynchronously(primary)
        let both = "postgres://junction@127.0.0.1:\(primary.port),127.0.0.1:\(standby.port)/postgres"
        var settings = PostgresEventStore.Settings(address: both + "?target_session_attrs=read-write")
        settings.patience = .seconds(120)
        let log = EventLog(store: try PostgresEventStore(settings), time: .test)
        let ledger = Ledger()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 { group.addTask { await ledger.write(to: log, as: writer) } }
            await ledger.waitForMore(200)
            try primary.kill()
            let promoting = try Session.open(PostgresEventStore.Settings(address: standby.address))
            try promoting.execute("SELECT pg_promote()")
            await ledger.waitForMore(200)
            ledger.end()
            try await group.waitForAll()
        }
        await log.close()
        let store = try PostgresEventStore(PostgresEventStore.Settings(address: standby.address))
        let events = try store.everything()
        #expect(ledger.refused == 0)
        #expect(events.map(\.sequence) == Array(1...Int64(events.count)))
        let stored = Dictionary(uniqueKeysWithValues: events.map { ($0.event.id, $0.sequence) })
        #expect(ledger.acknowledged.allSatisfy { stored[$0.key] == $0.value })
        var audit = StoreAudit()
        try store.export { try audit.add($0) }
        audit.finish()
        #expect(audit.findings == [])
    }

    /// From here on a commit of the primary is told of only once the standby has it on its disk.
    private func replicateSynchronously(_ primary: PostgresTestServer) async throws {
        let connection = try Session.open(PostgresEventStore.Settings(address: primary.address))
        try connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        try connection.execute("SELECT pg_reload_conf()")
        let query = PostgresQuery("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
        let isSynchronous = await eventually { (try? connection.run(query).integer(0, 0)) == 1 }
        try #require(isSynchronous)
    }
}
