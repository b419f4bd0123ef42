import Events
import Foundation
import GRDB
import StorageSQLite
import TestKit
import Testing
import Values

/// Files are damaged as disks and people damage them: what is damaged is named, and the rest is read.
@Suite struct DamagedFileTests {
    private static let events = 600
    private static let pageSize = 4096

    /// Every tenth payload is longer than a page; every third event waits; each has one of four streams.
    private func whole() throws -> StoreFile {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        let operations = (1...Self.events).flatMap { number -> [StoreOperation] in
            let payload = [UInt8](repeating: 0x61, count: number.isMultiple(of: 10) ? 9000 : 300)
            let event = Event.sample("e\(number)", stream: "s\(number % 4)", payload: payload)
            let append = StoreOperation.append([Append(event, deliverTo: number.isMultiple(of: 3) ? ["d"] : [])])
            guard number.isMultiple(of: 5) else { return [append] }
            return [append, .putDocument(kind: "thing", id: "n\(number)", content: payload, expectedVersion: nil)]
        }
        _ = try store.commit(operations, at: .epoch)
        // Brings the log into the file, which is what is damaged.
        try store.close()
        return file
    }

    /// Numbers of the pages of a table or index, from 1 (sqlite.org/dbstat.html).
    private func pages(_ file: StoreFile, _ name: String, _ kind: String) throws -> [Int] {
        try DatabaseQueue(path: file.path).read { database in
            try Int.fetchAll(
                database, sql: "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path",
                arguments: [name, kind])
        }
    }

    private func write(_ bytes: [UInt8], at offset: Int, _ file: StoreFile) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: file.path))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private func zero(_ page: Int, _ file: StoreFile) throws {
        try write([UInt8](repeating: 0, count: Self.pageSize), at: (page - 1) * Self.pageSize, file)
    }

    private func examine(_ file: StoreFile) throws -> StoreAudit {
        var audit = StoreAudit()
        try SQLiteEventStore.examine(path: file.path) { try audit.add($0) }
        audit.finish()
        return audit
    }

    private func texts(_ audit: StoreAudit) -> [String] { audit.findings.map(\.description) }

    @Test func aWholeFileHasNoFindings() throws {
        let audit = try examine(try whole())
        #expect(texts(audit) == [])
        #expect(!audit.isDamaged)
        #expect(audit.digest[.event].rows == Self.events)
    }

    /// The events of one page are lost, and named; those before and after it are read, and nothing else is complained of.
    @Test func aPageOfEventsIsPassedOver() throws {
        let file = try whole()
        let page = try pages(file, "event", "leaf")[20]
        try zero(page, file)
        let audit = try examine(file)
        let found = texts(audit)
        try #require(found.count == 2, "\(found)")
        #expect(found[0] == "table event: page \(page) of the file is damaged")
        let range = try #require(found[1].wholeMatch(of: /events (\d+) to (\d+): cannot be read/))
        let (first, last) = (try #require(Int(range.1)), try #require(Int(range.2)))
        #expect(last - first < 12)
        #expect(audit.digest[.event].rows == Self.events - (last - first + 1))
        let lostDeliveries = (first...last).count { $0.isMultiple(of: 3) }
        #expect(audit.digest[.pending].rows == Self.events / 3 - lostDeliveries)
        #expect(audit.isDamaged)
    }

    @Test func aBrokenPayloadLosesOneEvent() throws {
        let file = try whole()
        // The first of the further pages that a payload goes on in; what it begins with names the next one.
        let page = try pages(file, "event", "overflow")[0]
        try write([0x7F, 0xFF, 0xFF, 0xFF], at: (page - 1) * Self.pageSize, file)
        let audit = try examine(file)
        #expect(
            texts(audit).contains { $0.hasPrefix("event ") && $0.hasSuffix("0: cannot be read") }, "\(texts(audit))")
        #expect(audit.digest[.event].rows == Self.events - 1)
    }

    /// The beginning of a table's tree: nothing of it can be read, all of the others can.
    @Test func theRootOfATable() throws {
        let file = try whole()
        let root = try pages(file, "event", "internal")[0]
        try zero(root, file)
        let audit = try examine(file)
        #expect(texts(audit).contains("table event: page \(root) of the file is damaged"))
        #expect(texts(audit).contains("events from 1 on: cannot be read"))
        #expect(audit.digest[.event].rows == 0)
        #expect(audit.digest[.document].rows == Self.events / 5)
    }

    /// The table holds everything that its index does: nothing is lost.
    @Test(arguments: ["eventByID", "eventByStream", "sqlite_autoindex_stream_1", "sqlite_autoindex_name_1"])
    func aPageOfAnIndex(_ index: String) throws {
        let file = try whole()
        let page = try #require(try pages(file, index, "leaf").last)
        try zero(page, file)
        let audit = try examine(file)
        #expect(texts(audit) == ["index \(index): page \(page) of the file is damaged"])
        #expect(audit.digest[.event].rows == Self.events)
        #expect(audit.digest[.stream].rows == 4)
    }

    @Test func documentsThatAreLostAreNamed() throws {
        let file = try whole()
        let page = try pages(file, "document", "leaf")[3]
        try zero(page, file)
        let audit = try examine(file)
        let lost = texts(audit).filter { $0.hasPrefix("document thing/n") && $0.hasSuffix("cannot be read") }
        #expect(!lost.isEmpty, "\(texts(audit))")
        #expect(audit.digest[.document].rows == Self.events / 5 - lost.count)
        #expect(audit.digest[.event].rows == Self.events)
    }

    @Test func deliveriesThatAreLost() throws {
        let file = try whole()
        let page = try pages(file, "pending", "leaf")[0]
        try zero(page, file)
        let audit = try examine(file)
        #expect(texts(audit).first == "table pending: page \(page) of the file is damaged")
        #expect(audit.digest[.event].rows == Self.events)
    }

    @Test(arguments: [0.9, 0.5, 0.2]) func aFileThatHasLostItsEnd(_ part: Double) throws {
        let file = try whole()
        let handle = try FileHandle(forUpdating: URL(filePath: file.path))
        let size = try handle.seekToEnd()
        let left = UInt64(Double(size) * part)
        try handle.truncate(atOffset: left)
        try handle.close()
        let audit = try examine(file)
        let said = "the file: it has lost its end: it has \(left) bytes of \(size)"
        #expect(texts(audit).first == said, "\(texts(audit))")
        #expect((1..<Self.events).contains(audit.digest[.event].rows))
    }

    @Test(arguments: [
        (0, [UInt8]("This is no store at all.".utf8)), (0, [UInt8](repeating: 0, count: 4096)),
    ]) func aFileThatIsNone(_ offset: Int, _ bytes: [UInt8]) throws {
        let file = try whole()
        try write(bytes, at: offset, file)
        #expect { try examine(file) } throws: { error in
            guard let error = error as? JunctionError else { return false }
            return error.code == .storeDamaged && error.message.contains(file.path)
        }
    }

    /// The list of tables is on the first page, behind the header of the file.
    @Test func theListOfTables() throws {
        let file = try whole()
        try write([UInt8](repeating: 0xFF, count: 500), at: 100, file)
        #expect(
            texts(try examine(file)).first
                == "page 1 of the file: the list of tables, without which nothing can be read, is damaged")
    }

    /// One table has been forgotten: it is named, the others are read.
    @Test func aTableThatIsNotListed() throws {
        let file = try whole()
        try DatabaseQueue(path: file.path).write {
            try $0.execute(sql: "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'pending'")
        }
        let audit = try examine(file)
        #expect(texts(audit).contains("table pending: it is not in the list of tables, which begins on page 1"))
        #expect(audit.digest[.event].rows == Self.events)
        #expect(audit.digest[.document].rows == Self.events / 5)
    }

    /// What is readable goes into a new store, which is whole but for what is missing, and goes on.
    @Test func whatIsReadableIsTakenOver() throws {
        let (file, other) = (try whole(), try StoreFile())
        try zero(try pages(file, "event", "leaf")[20], file)
        try zero(try pages(file, "eventByStream", "leaf")[0], file)
        let target = try SQLiteEventStore(path: other.path)
        var audit = StoreAudit()
        let copied = try StoreCopy.run(
            from: { take in
                try SQLiteEventStore.examine(path: file.path) { reading in
                    try audit.add(reading)
                    if case .rows(let page) = reading { try take(page) }
                }
            }, to: target)
        #expect(copied[.event].rows == audit.digest[.event].rows)
        #expect(copied[.event].rows > Self.events - 12)
        let next = try target.commit([.append([Append(.sample("next", stream: "s1"))])], at: .epoch)
        #expect("\(next)".contains("\(Self.events + 1)"), "\(next)")
    }

    /// Whatever bytes are wrong: it ends, does not crash, and reads no event that was never written.
    @Test(arguments: 1...12) func anyBytes(seed: UInt64) throws {
        let file = try whole()
        var random = SeededRandom(seed: seed)
        let size = try Data(contentsOf: URL(filePath: file.path)).count
        for _ in 0..<40 {
            // Not the header, which says that it is a file of SQLite's.
            let offset = Int.random(in: 100..<size - 64, using: &random)
            let bytes = (0..<Int.random(in: 1...64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            try write(bytes, at: offset, file)
        }
        let audit = try examine(file)
        #expect(audit.isDamaged)
        #expect(audit.digest[.event].rows <= Self.events)
    }
}
