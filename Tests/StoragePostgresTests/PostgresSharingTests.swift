import Events
import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// Several nodes on one store.
@Suite(.needsPostgres) struct PostgresSharingTests {
    private func ask(
        _ store: PostgresEventStore, _ node: String, wanted: [String] = [], released: [String] = [],
        for duration: Duration = .seconds(60)
    ) throws -> WorkLeaseAnswer {
        try store.renewLeases(
            WorkLeaseRequest(node: node, serves: ["w"], wanted: wanted, released: released, duration: duration))
    }

    @Test func aLeaseHasOneHolderAndItsTokenRises() throws {
        let place = try PostgresPlace()
        let store = try PostgresEventStore(place.settings)
        #expect(try ask(store, "a", wanted: ["w"]).leases["w"] == WorkLeaseAnswer.Lease(node: "a", token: 1))
        let second = try ask(store, "b", wanted: ["w"])
        #expect(second.leases["w"] == WorkLeaseAnswer.Lease(node: "a", token: 1))
        #expect(second.nodes == ["a": ["w"], "b": ["w"]])
        #expect(try ask(store, "a", wanted: ["w"]).leases["w"]?.token == 1)
        #expect(try ask(store, "a", released: ["w"]).leases == [:])
        #expect(try ask(store, "b", wanted: ["w"], for: .zero).leases == [:])
        // It ran out at once: taken anew, by whoever comes, under another token.
        #expect(try ask(store, "a", wanted: ["w"]).leases["w"] == WorkLeaseAnswer.Lease(node: "a", token: 3))
    }

    /// A node that meets others' commits locks the log before it takes its batch, and lets go where no batch comes of it.
    @Test func aNodeWaitsForItsTurnWhereOthersWrite() async throws {
        let place = try PostgresPlace()
        let (one, other) = (try PostgresEventStore(place.settings), try PostgresEventStore(place.settings))
        func append(_ store: PostgresEventStore, _ id: String) throws -> Int64? {
            guard case .appended(let places) = try store.commit([.append([Append(.sample(id))])], at: .epoch)[0] else {
                return nil
            }
            return places.first?.sequence
        }
        let onlooker = try Session.open(place.settings)
        func isLocked() throws -> Bool {
            let query = PostgresQuery("SELECT 1 FROM head FOR UPDATE SKIP LOCKED")
            return try onlooker.run(query).rowCount == 0
        }
        #expect(try append(one, "a") == 1)
        one.awaitTurn()
        #expect(try !isLocked(), "alone, nothing is locked before there is a batch")
        #expect(try append(other, "b") == 2)
        #expect(try append(one, "c") == 3)
        one.awaitTurn()
        #expect(try isLocked())
        let late = Task.detached { try append(other, "d") }
        #expect(try append(one, "e") == 4)
        #expect(try await late.value == 5)
        #expect(try append(one, "f") == 6)
        one.awaitTurn()
        try one.maintain()
        #expect(try !isLocked())
        one.awaitTurn()
        // A batch of which nothing needs the log's head ends the turn all the same.
        _ = try one.commit([.transition([])], at: .epoch)
        #expect(try !isLocked())
        #expect(try append(one, "g") == 7)
        one.awaitTurn()
        #expect(try !isLocked(), "nobody else has written since")
        #expect(try one.events(after: 0, limit: 10).map(\.sequence) == Array(1...7))
    }

    @Test func whatAStaleHolderWritesIsRefused() throws {
        let place = try PostgresPlace()
        let store = try PostgresEventStore(place.settings)
        _ = try store.commit([.append([Append(.sample("e"), deliverTo: ["w"])])], at: .epoch)
        let old = try #require(try ask(store, "a", wanted: ["w"], for: .zero).nodes["a"] == nil ? 1 : nil)
        let new = try #require(try ask(store, "b", wanted: ["w"]).leases["w"]?.token)
        var transition = DeliveryTransition(
            destination: "w", sequence: 1, attempt: 1, at: .epoch, change: .delivered(detail: nil))
        transition.fence = Int64(old)
        let other = StoreOperation.append([Append(.sample("f"), deliverTo: ["w"])])
        let refused = try store.commit([.transition([transition]), other], at: .epoch)
        guard case .refused(let error) = refused[0], error.code == .leaseLost else {
            Issue.record("not refused")
            return
        }
        guard case .appended = refused[1] else {
            Issue.record("the other operation was refused too")
            return
        }
        #expect(try store.backlog(destination: "w").count == 2)
        transition.fence = new
        guard case .transitioned = try store.commit([.transition([transition])], at: .epoch)[0] else {
            Issue.record("the holder was refused")
            return
        }
        #expect(try store.backlog(destination: "w").count == 1)
    }

    /// Many writers on two nodes: no sequence is given twice or left out, and what a reader has seen stays behind it.
    @Test func twoNodesAppendInOneOrder() async throws {
        let place = try PostgresPlace()
        let stores = [try PostgresEventStore(place.settings), try PostgresEventStore(place.settings)]
        let logs = stores.map { EventLog(store: $0, time: .test) }
        let reading = Task.detached {
            var seen: Int64 = 0
            while seen < 1600 {
                for event in try stores[0].events(after: seen, limit: 500) {
                    #expect(event.sequence == seen + 1)
                    seen = event.sequence
                }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    for number in 0..<100 {
                        let place = try await logs[writer % 2].append(
                            .sample("\(writer)-\(number)", stream: "s\(writer % 4)"))
                        #expect(!place.duplicate)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await reading.value
        for stream in 0..<4 { #expect(try stores[1].version(ofStream: "s\(stream)") == 400) }
        for log in logs { await log.close() }
    }

    /// One node takes events in, the other has the lease: it is woken by the notification, not by chance.
    @Test func whatOneNodeTakesInTheOtherDelivers() async throws {
        let place = try PostgresPlace()
        let first = try Node(place, "a")
        let second = try Node(place, "b")
        for number in 0..<200 {
            let log = number % 2 == 0 ? first.log : second.log
            try await log.append(.sample("e\(number)", key: "k\(number % 3)"), deliverTo: ["w"])
        }
        let nodes = [first, second]
        func delivered() -> Set<String> { Set(nodes.flatMap(\.target.ids)) }
        #expect(await eventually { delivered().count == 200 })
        // One of them does it all; only a machine that is held up for seconds makes the other take over, and events come twice.
        for target in nodes.map(\.target) {
            for key in 0..<3 {
                var seen: Set<Int64> = []
                let order = target.all.map(\.stored).filter { $0.event.key == "k\(key)" }.map(\.sequence)
                    .filter { seen.insert($0).inserted }
                #expect(order == order.sorted())
            }
        }
        #expect(await eventually { nodes.count { $0.engine.serves("w") } == 1 })
        let holder = first.engine.serves("w") ? first : second
        let other = first.engine.serves("w") ? second : first
        // The holder leaves in good order: the other goes on at once, and has what was left.
        await holder.stop()
        try await other.log.append(.sample("last"), deliverTo: ["w"])
        #expect(await eventually { other.target.ids.last == "last" })
        await other.stop()
    }

    /// Others hear of documents of the kinds that nodes follow, by name and version, and of no others; after a lost connection,
    /// that they may have missed some.
    @Test func changesOfDocumentsAreHeard() async throws {
        let place = try PostgresPlace()
        let stores = [try PostgresEventStore(place.settings), try PostgresEventStore(place.settings)]
        let (news, heard) = AsyncStream.makeStream(of: PendingNews.self)
        for store in stores { store.announce(documents: ["key"]) }
        stores[1].follow { heard.yield($0) }
        var iterator = news.makeAsyncIterator()
        #expect(await iterator.next() == .missed)
        func put(_ kind: String, _ id: String) throws {
            _ = try stores[0].commit([.putDocument(kind: kind, id: id, content: [], expectedVersion: nil)], at: .epoch)
        }
        try put("answer", "quiet")
        try put("key", "a/b c")
        #expect(await iterator.next() == .changed(kind: "key", id: "a/b c", version: 1))
        try put("key", "a/b c")
        #expect(await iterator.next() == .changed(kind: "key", id: "a/b c", version: 2))
        _ = try stores[0].commit([.removeDocument(kind: "key", id: "a/b c", expectedVersion: nil)], at: .epoch)
        #expect(await iterator.next() == .changed(kind: "key", id: "a/b c", version: 0))
        try Session.open(place.settings).execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
            """)
        #expect(await iterator.next() == .missed)
        for store in stores { try store.close() }
    }
}

/// A log, a delivery engine and a destination `w`, as one node has them.
private final class Node: Sendable {
    let log: EventLog
    let target = ScriptedTarget()
    let engine: DeliveryEngine
    private let running: Task<Void, Never>

    init(_ place: PostgresPlace, _ name: String) throws {
        log = EventLog(store: try PostgresEventStore(place.settings), time: .test)
        engine = DeliveryEngine(
            log: log, time: .test, random: { 0.5 }, sharing: DeliveryEngine.Sharing(node: name))
        try engine.add("w", target: target)
        running = Task { [engine] in await engine.run() }
    }

    func stop() async {
        running.cancel()
        await running.value
        await log.close()
    }
}
