import Events
import Foundation
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// What does not fit together is found; what the server cannot read is named and passed over.
@Suite(.needsPostgres) struct PostgresDamageTests {
    private static let events = 400
    /// postgresql.org/docs/15/storage-page-layout.html
    private static let pageSize = 8192

    private func fill(_ store: PostgresEventStore) throws {
        let operations = (1...Self.events).flatMap { number -> [StoreOperation] in
            let payload = [UInt8](repeating: 0x61, count: 500)
            let event = Event.sample("e\(number)", stream: "s\(number % 4)", payload: payload)
            let document = StoreOperation.putDocument(
                kind: "thing", id: "n\(number)", content: payload, expectedVersion: nil)
            return [.append([Append(event, deliverTo: number.isMultiple(of: 4) ? ["d"] : [])]), document]
        }
        _ = try store.commit(operations, at: .epoch)
    }

    private func examine(_ store: PostgresEventStore) throws -> StoreAudit {
        var audit = StoreAudit()
        try store.examine { try audit.add($0) }
        audit.finish()
        return audit
    }

    @Test(arguments: [
        ("DELETE FROM event WHERE sequence = 300", "event 301: the events from 300 on, before it, are missing"),
        (
            "DELETE FROM event WHERE sequence = 300",
            "event 304: it is number 76 of its stream; those from 75 on, before it, are missing"
        ),
        ("UPDATE head SET sequence = 390", "the log: it stands at 390, before its newest event 400"),
        ("UPDATE head SET sequence = 410", "the log: events 401 to 410 are missing at its end"),
        (
            "UPDATE stream SET version = 99 WHERE name = 's1'",
            "stream 's1': it stands at 99, its newest event is number 100"
        ),
        ("DELETE FROM stream WHERE name = 's1'", "event 1: its stream 's1' is not recorded"),
        ("DELETE FROM pending WHERE sequence = 4", "event 4: 1 of its deliveries neither wait"),
    ])
    func whatDoesNotFitIsFound(_ damage: String, _ expected: String) throws {
        let place = try PostgresPlace()
        let store = try PostgresEventStore(place.settings)
        try fill(store)
        try Session.open(place.settings).execute(damage)
        let found = try examine(store).findings.map(\.description)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    /// Overwrites part of a page of a table while the server is down, and gives the store after that.
    private func damaged(
        _ relation: String, page: Int, _ bytes: [UInt8], _ body: (PostgresEventStore) throws -> Void
    ) throws {
        let server = try PostgresTestServer()
        defer { server.stop() }
        let place = try PostgresPlace(server)
        let store = try PostgresEventStore(place.settings)
        try fill(store)
        let connection = try Session.open(place.settings)
        let path = try connection.run(PostgresQuery("SELECT pg_relation_filepath('\(relation)')::text")).text(0, 0)
        try connection.execute("CHECKPOINT")
        try server.kill()
        let file = try FileHandle(forUpdating: URL(filePath: "\(server.folder)/data/\(path)"))
        try file.seek(toOffset: UInt64(page * Self.pageSize))
        try file.write(contentsOf: bytes)
        try file.close()
        try server.restart()
        let again = try PostgresEventStore(place.settings)
        try body(again)
        try again.close()
    }

    @Test func aPageOfEventsIsPassedOver() throws {
        try damaged("event", page: 7, [UInt8](repeating: 0xFF, count: 200)) { store in
            let audit = try examine(store)
            let found = audit.findings.map(\.description)
            try #require(found.count == 1, "\(found)")
            let range = try #require(found[0].wholeMatch(of: /events (\d+) to (\d+): cannot be read/), "\(found)")
            let (first, last) = (try #require(Int(range.1)), try #require(Int(range.2)))
            #expect((2...40).contains(last - first))
            #expect(audit.digest[.event].rows == Self.events - (last - first + 1))
            #expect(
                audit.digest[.pending].rows == (1...Self.events).count { $0 % 4 == 0 && !(first...last).contains($0) })
            #expect(audit.digest[.document].rows == Self.events)
            #expect(audit.isDamaged)
        }
    }

    /// The server takes such a page for a new one, without a word: the gap says it.
    @Test func aPageOfZerosIsAGap() throws {
        try damaged("event", page: 7, [UInt8](repeating: 0, count: Self.pageSize)) { store in
            let audit = try examine(store)
            let found = audit.findings.map(\.description)
            #expect(found.contains { $0.contains("before it, are missing") }, "\(found)")
            #expect((1..<Self.events).contains(audit.digest[.event].rows))
        }
    }

    @Test func aPageOfDocuments() throws {
        try damaged("document", page: 3, [UInt8](repeating: 0xFF, count: 200)) { store in
            let audit = try examine(store)
            let found = audit.findings.map(\.description)
            #expect(found.count == 1)
            #expect(
                found[0].hasPrefix("table document: the server reports damage to it, and its log where"), "\(found)")
            #expect(audit.digest[.event].rows == Self.events)
        }
    }

    @Test func aPageOfAnIndex() throws {
        try damaged("stream_pkey", page: 1, [UInt8](repeating: 0xFF, count: 200)) { store in
            let found = try examine(store).findings.map(\.description)
            #expect(found.contains { $0.hasPrefix("table stream: ") }, "\(found)")
        }
    }
}
