import Events
import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// What happens when the server goes away. Each test has a server of its own, because it ends it.
@Suite(.needsPostgres, .serialized) struct PostgresOutageTests {
    /// Killed and started again under load, several times: every acknowledged event is there once, in gap-free sequences;
    /// the callers notice nothing but the time it took.
    @Test func nothingAcknowledgedIsLostWhenTheServerIsKilled() async throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        var settings = try PostgresPlace(server).settings
        settings.patience = .seconds(60)
        let log = EventLog(store: try PostgresEventStore(settings), time: .test)
        let ledger = Ledger()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 { group.addTask { await ledger.write(to: log, as: writer) } }
            for _ in 1...3 {
                await ledger.waitForMore(100)
                try server.kill()
                try server.restart()
            }
            await ledger.waitForMore(100)
            ledger.end()
            try await group.waitForAll()
        }
        await log.close()
        let events = try PostgresEventStore(settings).everything()
        #expect(ledger.refused == 0)
        #expect(events.map(\.sequence) == Array(1...Int64(events.count)))
        let stored = Dictionary(uniqueKeysWithValues: events.map { ($0.event.id, $0.sequence) })
        #expect(ledger.acknowledged.allSatisfy { stored[$0.key] == $0.value })
        for (_, stream) in Dictionary(grouping: events, by: \.event.stream) {
            #expect(stream.map(\.streamSequence) == Array(1...Int64(stream.count)))
        }
    }

    @Test func withoutAServerAppendsFailAndGoOnAfterwards() throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        var settings = try PostgresPlace(server).settings
        settings.patience = .milliseconds(50)
        let store = try PostgresEventStore(settings)
        _ = try store.commit([.append([Append(.sample("a"))])], at: .epoch)
        try server.kill()
        #expect { try store.commit([.append([Append(.sample("b"))])], at: .epoch) } throws: {
            ($0 as? JunctionError)?.code == .storeUnavailable
        }
        #expect { try store.event(id: "a") } throws: { ($0 as? JunctionError)?.code == .storeUnavailable }
        try server.restart()
        #expect(try store.event(id: "a")?.stored.sequence == 1)
        let results = try store.commit([.append([Append(.sample("b"))])], at: .epoch)
        guard case .appended(let places) = results[0] else { throw results[0].unexpected }
        #expect(places.map(\.sequence) == [2])
    }

    /// The patience is counted from when the server went, not anew for each batch; its going and coming are told once each.
    @Test func callersWaitNoLongerThanThePatienceTogether() throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        var settings = try PostgresPlace(server).settings
        settings.patience = .seconds(2)
        let told = Mutex<[PostgresEventStore.Standing]>([])
        let store = try PostgresEventStore(settings) { standing in told.withLock { $0.append(standing) } }
        _ = try store.commit([.append([Append(.sample("a"))])], at: .epoch)
        try server.kill()
        let begun = ContinuousClock.now
        for id in 0..<20 {
            #expect(throws: JunctionError.self) {
                _ = try store.commit([.append([Append(.sample("b\(id)"))])], at: .epoch)
            }
        }
        #expect(ContinuousClock.now - begun < .seconds(30), "twenty times the patience would be longer")
        try server.restart()
        _ = try store.commit([.append([Append(.sample("c"))])], at: .epoch)
        _ = try store.commit([.append([Append(.sample("d"))])], at: .epoch)
        let standings = told.withLock { $0 }
        guard standings.count == 2, case .away = standings[0], case .back(let span) = standings[1] else {
            Issue.record("\(standings)")
            return
        }
        #expect(span >= .seconds(2))
    }

    /// The session is ended by an operator in the middle of everything; no commit is done twice, none is lost.
    @Test func sessionsEndedByAnOperatorAreMadeAnew() async throws {
        let place = try PostgresPlace()
        let store = try PostgresEventStore(place.settings)
        let operation: (Int) -> StoreOperation = {
            .putDocument(kind: "k", id: "counter", content: [], expectedVersion: Int64($0))
        }
        let ledger = Ledger()
        let killer = Task.detached {
            let other = try Session.open(place.settings)
            while !ledger.isOver {
                try other.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
                    """)
                await ledger.waitForMore(4)
            }
        }
        for number in 0..<500 {
            // A commit told as failed that happened, or happened twice, would stand at another version.
            guard case .document(let document) = try store.commit([operation(number)], at: .epoch)[0] else {
                Issue.record("refused at \(number)")
                break
            }
            #expect(document.version == Int64(number + 1))
            ledger.note("\(number)", document.version)
        }
        ledger.end()
        _ = try await killer.value
    }

    /// A commit that waits for a standby which never comes is at the server alone: whoever asks for it there finds it, and has
    /// not been promised it.
    @Test func whatNoStandbyHasIsNotAcknowledged() throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        var settings = try PostgresPlace(server).settings
        settings.patience = .seconds(6)
        settings.answerLimit = .seconds(3)
        let store = try PostgresEventStore(settings)
        _ = try store.commit([.append([Append(.sample("a"))])], at: .epoch)
        try Session.open(settings).execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try server.kill()
        try server.restart()
        let operation = StoreOperation.append([Append(.sample("b"))])
        #expect { try store.commit([operation], at: .epoch) } throws: {
            ($0 as? JunctionError)?.code == .storeUnavailable
        }
        let admin = try Session.open(settings)
        try admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
        try admin.execute("SELECT pg_reload_conf()")
        // Told again, it is known, and promised.
        var result = try? store.commit([operation], at: .epoch)[0]
        for _ in 0..<10 where result == nil { result = try? store.commit([operation], at: .epoch)[0] }
        guard case .appended(let places) = result else {
            Issue.record("not answered")
            return
        }
        #expect(places.map(\.sequence) == [2])
    }

    /// A server that is frozen holds nobody for ever.
    @Test func aServerThatSaysNothingCountsAsLost() async throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        var settings = try PostgresPlace(server).settings
        settings.patience = .milliseconds(10)
        settings.answerLimit = .seconds(2)
        let store = try PostgresEventStore(settings)
        try server.signal(SIGSTOP)
        #expect { try store.commit([.append([Append(.sample("a"))])], at: .epoch) } throws: {
            ($0 as? JunctionError)?.code == .storeUnavailable
        }
        try server.signal(SIGCONT)
        // A server that comes back to a loaded machine may first be too slow once more.
        #expect(await eventually { (try? store.commit([.append([Append(.sample("b"))])], at: .epoch)) != nil })
        #expect(try store.event(id: "b") != nil)
    }
}

/// What the writers of a test were told.
final class Ledger: Sendable {
    private struct State {
        var acknowledged: [String: Int64] = [:]
        var refused = 0
        var isOver = false
    }

    private let state = Mutex(State())

    var acknowledged: [String: Int64] { state.withLock { $0.acknowledged } }
    var refused: Int { state.withLock { $0.refused } }
    var isOver: Bool { state.withLock { $0.isOver } }

    func note(_ id: String, _ number: Int64) { state.withLock { $0.acknowledged[id] = number } }

    func end() { state.withLock { $0.isOver = true } }

    /// Appends one event after the other until `end`.
    func write(to log: EventLog, as writer: Int) async {
        var number = 0
        while !isOver {
            number += 1
            let id = "\(writer)-\(number)"
            do {
                let place = try await log.append(.sample(id, stream: "s\(writer)"), deliverTo: ["d"])
                // Told as repeated would mean that an outcome had been guessed, and the batch sent twice.
                #expect(!place.duplicate)
                note(id, place.sequence)
            } catch { state.withLock { $0.refused += 1 } }
        }
    }

    func waitForMore(_ count: Int) async {
        let target = acknowledged.count + count
        while !isOver, acknowledged.count < target { await Task.yield() }
    }
}

extension TimeSource {
    static let test = TimeSource(
        now: { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) },
        sleep: { try await Task.sleep(for: $0) })
}

extension PostgresEventStore {
    func everything() throws -> [StoredEvent] {
        var all: [StoredEvent] = []
        while true {
            let page = try events(after: all.last?.sequence ?? 0, limit: 1000)
            if page.isEmpty { return all }
            all += page
        }
    }
}

extension StoreResult {
    fileprivate var unexpected: JunctionError { JunctionError(.internalFault, "\(self)") }
}
