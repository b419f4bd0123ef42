import Events
import TestKit
import Testing
import Values

@Suite struct BackupFileTests {
    /// FNV-1a of 32 bits: any checksum does here.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }

    private static func randomPage(_ table: TransferTable, _ random: inout SeededRandom) -> TransferPage {
        var page = TransferPage(table)
        for _ in 0..<Int.random(in: 0..<40, using: &random) {
            page.add(row: table.columns.map { value($0, &random) })
        }
        return page
    }

    private static func value(_ column: TransferColumn, _ random: inout SeededRandom) -> TransferValue {
        if column.isOptional, random.chance(0.4) { return .none }
        let length = Int.random(in: 0..<300, using: &random)
        switch column.kind {
        case .integer:
            return .integer(
                random.chance(0.2) ? [.min, -1, 0, .max].randomElement(using: &random) ?? 0 : Int64(length))
        case .text: return .text(String(repeating: "ä\u{0}\u{1B}🙂", count: length / 10))
        case .bytes: return .bytes((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    private static func write(_ pages: [TransferPage]) throws -> (bytes: [UInt8], digest: StoreDigest) {
        var bytes: [UInt8] = []
        var writer = try BackupWriter(
            BackupFile.Header(origin: "test", madeAt: Instant(seconds: 1_790_000_000)), checksum: checksum
        ) { bytes += $0 }
        for page in pages { try writer.add(page) }
        let digest = try writer.finish()
        return (bytes, digest)
    }

    private static func reader(_ bytes: [UInt8]) throws -> BackupReader {
        var rest = bytes[...]
        return try BackupReader(checksum: checksum) { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    private static func rows(_ pages: [TransferPage]) throws -> [[TransferValue]] {
        var rows: [[TransferValue]] = []
        for page in pages { try page.forEachRow { rows.append($0) } }
        return rows
    }

    private static func readAll(_ bytes: [UInt8]) throws -> (pages: [TransferPage], digest: StoreDigest) {
        var reader = try reader(bytes)
        var pages: [TransferPage] = []
        while let page = try reader.next() { pages.append(page) }
        return (pages, reader.digest)
    }

    @Test(arguments: 1...20) func whatIsWrittenIsRead(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pages = TransferTable.allCases.map { Self.randomPage($0, &random) }
        let (bytes, digest) = try Self.write(pages)
        let read = try Self.readAll(bytes)
        #expect(try Self.rows(read.pages) == Self.rows(pages))
        #expect(read.digest == digest)
        #expect(try Self.reader(bytes).header.origin == "test")
    }

    /// Whatever happens to one byte, or to the end of the file: it is noticed, and nothing crashes.
    @Test func everyChangeIsNoticed() throws {
        var random = SeededRandom(seed: 7)
        let bytes = try Self.write(TransferTable.allCases.map { Self.randomPage($0, &random) }).bytes
        for _ in 0..<400 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(throws: JunctionError.self) { try Self.readAll(changed) }
            let cut = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            #expect(throws: JunctionError.self) { try Self.readAll(cut) }
        }
        #expect(throws: JunctionError.self) { try Self.readAll(bytes + [0]) }
    }

    @Test func aNewerKindIsToldFromRubbish() throws {
        let newer = Array("JUNCTION-BACKUP 2\n".utf8)
        #expect { try Self.reader(newer) } throws: { ($0 as? JunctionError)?.code == .storeIncompatible }
        #expect { try Self.reader(Array("SQLite format 3\u{0}".utf8)) } throws: {
            ($0 as? JunctionError)?.code == .storeDamaged
        }
    }

    /// Rows of a version that knew fewer columns are given what they lack; what this version does not know is refused.
    @Test func olderRowsAreReadAndNewerOnesRefused() throws {
        func file(_ line: String, _ row: [UInt8]) -> [UInt8] {
            func frame(_ kind: Character, _ content: [UInt8]) -> [UInt8] {
                let length = UInt32(content.count)
                let frame =
                    [kind.asciiValue ?? 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
                    + content
                let sum = Self.checksum(frame)
                return frame + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }
            }
            return BackupFile.magic + frame("H", Array("table stream \(line)\n".utf8))
                + frame("P", [0, 0, 0, 0, UInt8(row.count)] + row) + frame("E", [])
        }
        let older = try Self.readAll(file("name:text version:integer", [1, UInt8(ascii: "s"), 14]))
        #expect(try Self.rows(older.pages) == [[.text("s"), .integer(7), .integer(0)]])
        let newer = file("name:text version:integer floor:integer colour:text?", [1, 115, 14, 0, 0])
        #expect { try Self.readAll(newer) } throws: { ($0 as? JunctionError)?.code == .storeIncompatible }
        #expect { try Self.readAll(file("name:text version:integer", [9, 115, 14])) } throws: {
            ($0 as? JunctionError)?.code == .storeDamaged
        }
    }
}
