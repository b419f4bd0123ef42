import Events
import Foundation
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// A primary dies while two nodes write, and its standby is promoted: with synchronous replication nothing acknowledged is lost,
/// nothing is there twice, and the callers notice nothing but the time it took.
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
        let logs = try (0..<2).map { _ in EventLog(store: try PostgresEventStore(settings), time: .test) }
        let ledger = Ledger()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 { group.addTask { await ledger.write(to: logs[writer % 2], as: writer) } }
            await ledger.waitForMore(200)
            try primary.kill()
            let promoting = try Session.open(PostgresEventStore.Settings(address: standby.address))
            try promoting.execute("SELECT pg_promote()")
            await ledger.waitForMore(200)
            ledger.end()
            try await group.waitForAll()
        }
        // What was acknowledged by one node is known to the other, at the same place.
        for (id, sequence) in ledger.acknowledged.sorted(by: { $0.value < $1.value }).suffix(100) {
            let writer = try #require(id.split(separator: "-").first.flatMap { Int($0) })
            let again = try await logs[1 - writer % 2].append(.sample(id, stream: "s\(writer)"), deliverTo: ["d"])
            #expect(again.duplicate && again.sequence == sequence)
        }
        for log in logs { await log.close() }
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

    /// A commit whose wait for the standby was broken off can be seen at the primary, and is not acknowledged before the standby has it.
    @Test func aCommitThatTheStandbyMayLackIsNotAcknowledged() async throws {
        let primary = try PostgresTestServer()
        defer { primary.stop() }
        let standby = try PostgresTestServer(standbyOf: primary)
        defer { standby.stop() }
        try await replicateSynchronously(primary)
        var settings = PostgresEventStore.Settings(address: primary.address)
        settings.patience = .seconds(240)
        let log = EventLog(store: try PostgresEventStore(settings), time: .test)
        try standby.signal(SIGSTOP)
        let appended = Task { try await log.append(.sample("e"), deliverTo: ["d"]) }
        let operators = try Session.open(PostgresEventStore.Settings(address: primary.address))
        let waiting = PostgresQuery(
            "SELECT pid::bigint FROM pg_stat_activity WHERE wait_event = 'SyncRep' ORDER BY pid LIMIT 1")
        func waits(insteadOf other: Int64) -> Int64? {
            guard let row = try? operators.run(waiting), row.rowCount == 1, row.integer(0, 0) != other else {
                return nil
            }
            return row.integer(0, 0)
        }
        var found: Int64?
        #expect(
            await eventually {
                found = waits(insteadOf: 0)
                return found != nil
            })
        let first = try #require(found)
        try operators.execute("SELECT pg_terminate_backend(\(first))")
        // Another one waits in its place, rather than that what can be seen were taken for safe.
        #expect(await eventually { waits(insteadOf: first) != nil })
        try standby.signal(SIGCONT)
        let place = try await appended.value
        #expect(place.sequence == 1 && !place.duplicate)
        await log.close()
        #expect(try PostgresEventStore(settings).everything().count == 1)
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
