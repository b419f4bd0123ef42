import Events
import Foundation
import GRDB
import StorageSQLite
import TestKit
import Testing
import Values

@Suite struct SQLiteDurabilityTests {
    @Test func everyCommitIsFlushed() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        // 2 is FULL: the log is flushed after each transaction.
        #expect(try store.writerPragma("synchronous") == "2")
        #expect(try store.writerPragma("journal_mode") == "wal")
        #expect(try store.writerPragma("wal_autocheckpoint") == "0")
    }

    /// A crash in the middle of a write leaves half a frame; a failing disk may leave rubbish. What was committed before
    /// is there, what was not is not, and the store takes more.
    @Test(arguments: [1, 17, 24, 100, 2000, 4119])
    func aTornEndOfTheLogIsSurvived(cut: Int) throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        for number in 1...20 { _ = try store.commit([.append([Append(.sample("e\(number)"))])], at: .epoch) }
        let torn = try file.copy()
        _ = try store.commit([.append([Append(.sample("last"))])], at: .epoch)
        let wal = URL(fileURLWithPath: torn + "-wal")
        let before = try Data(contentsOf: wal)
        let after = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        try #require(after.count > before.count + cut)
        // The next transaction, cut off, with rubbish behind it.
        let rubbish = Data((0..<300).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try (before + after[before.count..<before.count + cut] + rubbish).write(to: wal)
        let reopened = try SQLiteEventStore(path: torn)
        #expect(try reopened.events(after: 0, limit: 100).map(\.event.id) == (1...20).map { "e\($0)" })
        _ = try reopened.commit([.append([Append(.sample("next"))])], at: .epoch)
        #expect(try reopened.event(id: "next")?.stored.sequence == 21)
    }

    /// The commit that was under way may be there or not, as a whole; whatever was acknowledged before it is.
    @Test func theEndOfTheLogMayBeTornAnywhere() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        for number in 1...5 { _ = try store.commit([.append([Append(.sample("e\(number)"))])], at: .epoch) }
        let acknowledged = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        let append = Append(.sample("e6", payload: [UInt8](repeating: 5, count: 9000)), deliverTo: ["d"])
        _ = try store.commit([.append([append])], at: .epoch)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        try #require(whole.count > acknowledged.count + 8192)
        var found: Set<Int> = []
        for offset in stride(from: acknowledged.count, through: whole.count, by: 1201) {
            // Cut off; what an earlier round of the log left there; and blocks that never reached the disk.
            let rest = whole.count - offset
            let old = whole.prefix(rest), never = Data(repeating: 0, count: rest)
            for tail in [Data(), old, never] {
                let torn = try file.copy()
                try (whole.prefix(offset) + tail).write(to: URL(fileURLWithPath: torn + "-wal"))
                let reopened = try SQLiteEventStore(path: torn)
                let ids = try reopened.events(after: 0, limit: 100).map(\.event.id)
                #expect(ids == (1...max(5, ids.count)).map { "e\($0)" } && ids.count <= 6, "cut at \(offset)")
                #expect(try reopened.backlog(destination: "d").count == ids.count - 5)
                _ = try reopened.commit([.append([Append(.sample("next"))])], at: .epoch)
                #expect(try reopened.event(id: "next")?.stored.sequence == Int64(ids.count) + 1)
                found.insert(ids.count)
            }
        }
        #expect(found.contains(5))
    }

    @Test func aNewerStoreIsRefused() throws {
        let file = try StoreFile()
        try SQLiteEventStore(path: file.path).close()
        try DatabaseQueue(path: file.path).write {
            try $0.execute(sql: "PRAGMA user_version = 999; DELETE FROM counter")
        }
        #expect { try SQLiteEventStore(path: file.path) } throws: { ($0 as? JunctionError)?.code == .storeIncompatible }
    }

    @Test func aFileThatIsNoStoreIsRefused() throws {
        let file = try StoreFile()
        try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: file.path))
        #expect { try SQLiteEventStore(path: file.path) } throws: { ($0 as? JunctionError)?.code == .storeUnavailable }
    }

    /// The disk is full: nothing is acknowledged, nothing is half there, and it goes on once there is room.
    @Test func aFullDiskLosesNothing() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        _ = try store.commit([.append([Append(.sample("first"), deliverTo: ["d"])])], at: .epoch)
        let pages = try #require(Int(store.writerPragma("page_count") ?? ""))
        _ = try store.writerPragma("max_page_count = \(pages + 2)")
        let large = [UInt8](repeating: 7, count: 100_000)
        #expect {
            try store.commit([.append([Append(.sample("lost", payload: large), deliverTo: ["d"])])], at: .epoch)
        } throws: {
            ($0 as? JunctionError)?.code == .storeFull
        }
        #expect(try store.event(id: "lost") == nil)
        _ = try store.writerPragma("max_page_count = 1000000")
        let again = try store.commit([.append([Append(.sample("lost", payload: large))])], at: .epoch)
        guard case .appended(let places) = again[0] else { return #expect(Bool(false), "not appended") }
        #expect(places[0].sequence == 2 && places[0].streamSequence == 2 && !places[0].duplicate)
    }

    @Test func theLogStaysShort() throws {
        let file = try StoreFile()
        var settings = SQLiteEventStore.Settings()
        settings.checkpointFrames = 50
        settings.longestLogFrames = 400
        let store = try SQLiteEventStore(path: file.path, settings: settings)
        var longest = 0
        for number in 0..<1500 {
            let event = Event.sample("e\(number)", payload: [UInt8](repeating: 1, count: 2000))
            _ = try store.commit([.append([Append(event)])], at: .epoch)
            try store.maintain()
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path + "-wal")
            longest = max(longest, (attributes[.size] as? Int ?? 0) / 4120)
        }
        #expect(longest < 500, "\(longest) frames")
        #expect(longest > 40)
        #expect(try store.events(after: 0, limit: 5000).count == 1500)
    }

    @Test func roomForTheLogIsMadeFirst() throws {
        let file = try StoreFile()
        var settings = SQLiteEventStore.Settings()
        settings.reservedFrames = 100
        func size() throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: file.path + "-wal")[.size] as? Int
        }
        let store = try SQLiteEventStore(path: file.path, settings: settings)
        #expect(try size() == 32 + 100 * 4120)
        for number in 1...3 { _ = try store.commit([.append([Append(.sample("e\(number)"))])], at: .epoch) }
        #expect(try size() == 32 + 100 * 4120)
        // As a crash leaves it, with room behind the last frame; there, nothing is made again.
        let crashed = try file.copy()
        let reopened = try SQLiteEventStore(path: crashed, settings: settings)
        #expect(try reopened.events(after: 0, limit: 9).map(\.event.id) == ["e1", "e2", "e3"])
        _ = try reopened.commit([.append([Append(.sample("e4"))])], at: .epoch)
        #expect(try reopened.event(id: "e4")?.stored.sequence == 4)
        try reopened.close()
        #expect(!FileManager.default.fileExists(atPath: crashed + "-wal"))
    }

    /// It is for speed alone: a disk that has not many times as much free is left as it is.
    @Test func noRoomIsMadeWhereThereIsLittle() throws {
        let file = try StoreFile()
        var settings = SQLiteEventStore.Settings()
        settings.reservedFrames = .max / 1_000_000
        let store = try SQLiteEventStore(path: file.path, settings: settings)
        _ = try store.commit([.append([Append(.sample("a"))])], at: .epoch)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path + "-wal")[.size] as? Int ?? 0 < 1 << 20)
    }

    @Test func closingLeavesOneFile() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        _ = try store.commit([.append([Append(.sample("a"))])], at: .epoch)
        #expect(try store.event(id: "a") != nil)
        try store.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        #expect(names == ["log.sqlite"])
        #expect(try SQLiteEventStore(path: file.path).event(id: "a") != nil)
    }

    /// A batch that fails in the middle is as if it had never been, also in what the writer remembers.
    @Test func aFailedBatchIsForgotten() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        let pages = try #require(Int(store.writerPragma("page_count") ?? ""))
        _ = try store.writerPragma("max_page_count = \(pages + 2)")
        let batch: [StoreOperation] = [
            .append([Append(.sample("a", stream: "new stream", type: "new type"), deliverTo: ["new destination"])]),
            .append([Append(.sample("b", payload: [UInt8](repeating: 7, count: 200_000)))]),
        ]
        #expect(throws: JunctionError.self) { try store.commit(batch, at: .epoch) }
        _ = try store.writerPragma("max_page_count = 1000000")
        _ = try store.commit(batch, at: .epoch)
        let record = try #require(try store.event(id: "a"))
        #expect(record.stored.event.stream == "new stream" && record.stored.event.type == "new type")
        #expect(record.stored.streamSequence == 1 && record.status == .waiting)
        #expect(try store.destinations() == ["new destination"])
    }
}
