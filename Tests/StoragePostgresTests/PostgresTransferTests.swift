import Events
import Foundation
import StorageSQLite
import TestKit
import Testing
import Values

@testable import StoragePostgres

@Suite(.needsPostgres) struct PostgresTransferTests {
    private func audit(_ store: any TransferableStore) throws -> [String] {
        var audit = StoreAudit()
        try store.examine { try audit.add($0) }
        audit.finish()
        return audit.findings.map(\.description)
    }

    /// From SQLite to PostgreSQL and back: each time everything that can be read is the same, and both go on alike.
    @Test(arguments: 1...4) func everythingMovesThereAndBack(seed: UInt64) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try SQLiteEventStore(path: folder.appending(path: "first.db").path)
        try EventStoreConformance.fill(first, seed: seed)
        let second = try PostgresEventStore(try PostgresPlace().settings)
        let moved = try StoreCopy.run(from: first.export, to: second)
        let found = try audit(second)
        #expect(found == [])
        let third = try SQLiteEventStore(path: folder.appending(path: "third.db").path)
        #expect(try StoreCopy.run(from: second.export, to: third) == moved)
        let contents = try EventStoreConformance.contents(of: first)
        #expect(try EventStoreConformance.contents(of: second) == contents)
        #expect(try EventStoreConformance.contents(of: third) == contents)
        let next: [StoreOperation] = [.append([Append(.sample("next", stream: "s0"), deliverTo: ["a"])])]
        let at = Instant(seconds: 1_800_000_000)
        let answer = "\(try first.commit(next, at: at))"
        #expect("\(try second.commit(next, at: at))" == answer)
        #expect("\(try third.commit(next, at: at))" == answer)
    }

    /// What PostgreSQL wrote itself is whole, pruning included.
    @Test(arguments: 5...8) func whatItWroteItselfIsWhole(seed: UInt64) throws {
        let store = try PostgresEventStore(try PostgresPlace().settings)
        try EventStoreConformance.fill(store, seed: seed)
        let found = try audit(store)
        #expect(found == [])
        let copy = try PostgresEventStore(try PostgresPlace().settings)
        _ = try StoreCopy.run(from: store.export, to: copy)
        #expect(try EventStoreConformance.contents(of: copy) == EventStoreConformance.contents(of: store))
    }

    @Test func aStoreThatIsNotEmptyIsLeftAlone() throws {
        let source = try PostgresEventStore(try PostgresPlace().settings)
        try EventStoreConformance.fill(source, seed: 1)
        #expect { try StoreCopy.run(from: source.export, to: source) } throws: {
            ($0 as? JunctionError)?.code == .alreadyExists
        }
        let target = try PostgresEventStore(try PostgresPlace().settings)
        #expect(throws: JunctionError.self) {
            try StoreCopy.run(
                from: { take in
                    try source.export { page in
                        if page.table == .step { throw JunctionError(.storeDamaged, "cut off") }
                        try take(page)
                    }
                }, to: target)
        }
        #expect(try target.isEmpty())
    }

    /// A table or column that is added later must be moved too, or named here as one that need not be.
    @Test func everyColumnIsMoved() throws {
        let place = try PostgresPlace()
        _ = try place.open()
        let connection = try Session.open(place.settings)
        let rows = try connection.run(
            PostgresQuery(
                """
                SELECT table_name::text, column_name::text FROM information_schema.columns
                WHERE table_schema = current_schema()
                """))
        // Of running nodes; of the steps of the tables; names that are in the rows too.
        let notMoved: Set = ["node", "lease", "writer", "schema_step", "destination"]
        let columns = (0..<rows.rowCount).filter { !notMoved.contains(rows.text($0, 0)) }
            .map { "\(rows.text($0, 0)).\(rows.text($0, 1))" }
        let moved = TransferTable.allCases.flatMap { table in
            TransferColumns.list(table).split(separator: ", ").map { "\(TransferColumns.table(table)).\($0)" }
        }
        #expect(Set(columns).subtracting(moved) == ["head.one"])
    }

    @Test func largeEventsMakeSmallPages() throws {
        let store = try PostgresEventStore(try PostgresPlace().settings)
        for number in 1...6 {
            let payload = [UInt8](repeating: UInt8(number), count: 700 << 10)
            _ = try store.commit([.append([Append(.sample("e\(number)", payload: payload))])], at: .epoch)
        }
        var counts: [Int] = []
        try store.export { if $0.table == .event { counts.append($0.rowCount) } }
        #expect(counts == [2, 2, 2])
    }
}
