import Events
import Foundation
import GRDB
import StorageSQLite
import TestKit
import Testing
import Values

@Suite struct SQLiteTransferTests {
    private func audit(_ store: any TransferableStore) throws -> [String] {
        var audit = StoreAudit()
        try store.examine { try audit.add($0) }
        audit.finish()
        return audit.findings.map(\.description)
    }

    @Test(arguments: 1...4) func everythingMoves(seed: UInt64) throws {
        let (from, to) = (try StoreFile(), try StoreFile())
        let source = try SQLiteEventStore(path: from.path)
        try EventStoreConformance.fill(source, seed: seed)
        let found = try audit(source)
        #expect(found == [])
        let target = try SQLiteEventStore(path: to.path)
        let moved = try StoreCopy.run(from: source.export, to: target)
        #expect(moved == (try StoreCopy.digest(of: target)))
        let log = try FileManager.default.attributesOfItem(atPath: to.path + "-wal")[.size] as? Int
        #expect(log == 0)
        #expect(try EventStoreConformance.contents(of: target) == EventStoreConformance.contents(of: source))
        // And it goes on where the other stood.
        let next: [StoreOperation] = [.append([Append(.sample("next", stream: "s0"), deliverTo: ["a"])])]
        let at = Instant(seconds: 1_800_000_000)
        #expect("\(try target.commit(next, at: at))" == "\(try source.commit(next, at: at))")
    }

    @Test func aStoreThatIsNotEmptyIsLeftAlone() throws {
        let (from, to) = (try StoreFile(), try StoreFile())
        let source = try SQLiteEventStore(path: from.path)
        try EventStoreConformance.fill(source, seed: 1)
        let target = try SQLiteEventStore(path: to.path)
        _ = try target.commit([.putDocument(kind: "k", id: "d", content: [], expectedVersion: nil)], at: .epoch)
        #expect { try StoreCopy.run(from: source.export, to: target) } throws: {
            ($0 as? JunctionError)?.code == .alreadyExists
        }
        #expect(try StoreCopy.digest(of: target).rows == 2)
    }

    @Test func whatEndsInTheMiddleLeavesNothing() throws {
        let (from, to) = (try StoreFile(), try StoreFile())
        let source = try SQLiteEventStore(path: from.path)
        try EventStoreConformance.fill(source, seed: 1)
        let target = try SQLiteEventStore(path: to.path)
        let cutOff: (_ take: (TransferPage) throws -> Void) throws -> Void = { take in
            try source.export { page in
                if page.table == .step { throw JunctionError(.storeDamaged, "cut off") }
                try take(page)
            }
        }
        #expect(throws: JunctionError.self) { try StoreCopy.run(from: cutOff, to: target) }
        #expect(try target.isEmpty())
        _ = try StoreCopy.run(from: source.export, to: target)
    }

    /// A table or column that is added later must be moved too, or named here as one that need not be.
    @Test func everyColumnIsMoved() throws {
        let file = try StoreFile()
        try SQLiteEventStore(path: file.path).close()
        // Numbers of names are given anew; where the log stands is told as its head.
        let notMoved = [
            "name.id", "name.text", "stream.id", "destination.id", "destination.name", "counter.name", "counter.value",
        ]
        let columns = try DatabaseQueue(path: file.path).read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT t.name || '.' || c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
                    WHERE t.type = 'table'
                    """)
        }
        let moved = TransferTable.allCases.flatMap { table in table.columns.map { "\(table.rawValue).\($0.name)" } }
        #expect(Set(columns).subtracting(moved).subtracting(notMoved) == [])
    }

    @Test func itSeesOneMoment() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        for number in 1...50 {
            _ = try store.commit([.append([Append(.sample("e\(number)"), deliverTo: ["d"])])], at: .epoch)
        }
        var audit = StoreAudit()
        var number = 50
        try store.export { page in
            number += 1
            _ = try store.commit([.append([Append(.sample("e\(number)"), deliverTo: ["d"])])], at: .epoch)
            try audit.add(page)
        }
        audit.finish()
        #expect(audit.findings == [])
        #expect(audit.digest[.event].rows == 50)
        #expect(audit.digest[.pending].rows == 50)
    }

    @Test(arguments: [
        ("DELETE FROM event WHERE sequence = 3", "event 4: the events from 3 on, before it, are missing"),
        ("DELETE FROM pending WHERE sequence = 2", "event 2: 1 of its deliveries neither wait"),
        ("UPDATE event SET type = 99 WHERE sequence = 2", "table event: 1 rows have a type that is not recorded"),
    ])
    func damageIsFound(_ damage: String, _ expected: String) throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        for number in 1...5 {
            _ = try store.commit([.append([Append(.sample("e\(number)"), deliverTo: ["d"])])], at: .epoch)
        }
        try DatabaseQueue(path: file.path).write { try $0.execute(sql: damage) }
        let found = try audit(store)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test func theTablesGoBackAndForward() throws {
        let file = try StoreFile()
        try SQLiteEventStore(path: file.path).close()
        let plan = try SQLiteEventStore.migration(path: file.path, to: 0, isDone: false)
        #expect(plan.steps.map(\.number) == [0])
        #expect(try SQLiteEventStore.migration(path: file.path, to: 0, isDone: false) == plan)
        _ = try SQLiteEventStore.migration(path: file.path, to: 0, isDone: true)
        #expect(try SQLiteEventStore.migration(path: file.path, to: nil, isDone: true).steps.count == 1)
        let store = try SQLiteEventStore(path: file.path)
        _ = try store.commit([.append([Append(.sample("e"))])], at: .epoch)
    }

    /// A newer version has added to the file; this one goes on unless the newer one says otherwise.
    @Test func aFileThatWasAddedToIsUsed() throws {
        let file = try StoreFile()
        try SQLiteEventStore(path: file.path).close()
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { try $0.execute(sql: "CREATE TABLE later (a); PRAGMA user_version = 999") }
        try SQLiteEventStore(path: file.path).close()
        try queue.write { try $0.execute(sql: "UPDATE counter SET value = 999 WHERE name = 'neededStep'") }
        #expect { try SQLiteEventStore(path: file.path) } throws: { ($0 as? JunctionError)?.code == .storeIncompatible }
    }
}
