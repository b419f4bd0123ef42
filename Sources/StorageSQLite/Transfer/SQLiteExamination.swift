import Events
import Foundation
import GRDB
import Values

/// Looks at a file that may be damaged, over a connection of its own that cannot write.
enum SQLiteExamination {
    private static let tables = [
        "name", "stream", "counter", "event", "destination", "pending", "deadLetter", "step", "document",
    ]
    /// Ranges of pages that are named for one table or index.
    private static let rangesMost = 12
    /// Lines of SQLite's own check.
    private static let linesMost = 20

    static func run(path: String, _ take: (StoreReading) throws -> Void) throws {
        guard let queue = try open(path) else {
            return try take(
                .damage(
                    StoreFinding(
                        "page 1 of the file", "the list of tables, without which nothing can be read, is damaged")))
        }
        defer { try? queue.close() }
        try queue.unsafeRead { database in
            // One moment; how the transaction ends does not matter, and may fail on a damaged file.
            try database.execute(sql: "BEGIN")
            defer { try? database.execute(sql: "ROLLBACK") }
            try withoutActuallyEscaping(take) { try examine(database, path, $0) }
        }
    }

    /// Nil when it is a file of SQLite's, and its list of tables cannot be read.
    private static func open(_ path: String) throws -> DatabaseQueue? {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            // Allows reading a file that has lost its end, or a part of its list of tables.
            try database.execute(sql: "PRAGMA writable_schema = ON; PRAGMA temp_store = MEMORY")
        }
        do { return try DatabaseQueue(path: path, configuration: configuration) } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT: return nil
            case .SQLITE_NOTADB:
                throw JunctionError(
                    .storeDamaged, "'\(path)' is no SQLite file, or its first page, which says so, is damaged",
                    remedy: "Check the path. If it was a store: keep a copy of it, and restore a backup.")
            default: throw error
            }
        }
    }

    private static func examine(
        _ database: Database, _ path: String, _ take: @escaping (StoreReading) throws -> Void
    ) throws {
        let damage = try damage(database, path)
        guard !damage.isEmpty else {
            try Schema.plan(database, to: nil).checkNothingIsToDo()
            try TransferSource.export(database) { try take(.rows($0)) }
            return try TransferSource.danglingReferences(database).forEach { try take(.damage($0)) }
        }
        for finding in damage { try take(.damage(finding)) }
        let found = try texts(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")
        for table in tables where !found.contains(table) {
            try take(
                .damage(StoreFinding("table \(table)", "it is not in the list of tables, which begins on page 1")))
        }
        var reading = DamagedTables(database, take)
        try reading.read(Set(found))
    }

    /// What SQLite's own check finds; where pages are damaged, these instead, by the table or index that they belong to.
    private static func damage(_ database: Database, _ path: String) throws -> [StoreFinding] {
        let (lines, isWhole) = try check(database)
        if lines.isEmpty, isWhole { return [] }
        let pages = damagedPages(database).map { StoreFinding($0, Self.text($1)) }
        guard !pages.isEmpty else {
            let end = isWhole ? [] : ["SQLite's check of it breaks off at a damaged page"]
            return (lines + end).map { StoreFinding("the file", $0) }
        }
        // What is said of pages has been said better; what is said of rows and their indexes has not.
        let more = lines.filter { !$0.lowercased().contains("page") }.map { StoreFinding("the file", $0) }
        return missingEnd(path) + pages + more
    }

    private static func check(_ database: Database) throws -> (lines: [String], isWhole: Bool) {
        var lines: [String] = []
        var isWhole = true
        do {
            try SQLStatement(database, "PRAGMA integrity_check(\(linesMost))").forEachRow { row in
                lines += row.text(0).split(separator: "\n").map(String.init)
            }
        } catch  where database.hasMetDamage { isWhole = false }
        return (lines.filter { $0 != "ok" && !$0.hasPrefix("***") }, isWhole)
    }

    /// Goes through all pages of all trees (sqlite.org/dbstat.html). Empty where SQLite was built without that.
    private static func damagedPages(_ database: Database) -> [(place: String, pages: [Int64])] {
        var found: [String: [Int64]] = [:]
        try? SQLStatement(database, "SELECT name, pageno FROM dbstat WHERE pagetype = 'corrupted'").forEachRow { row in
            found[row.text(0), default: []].append(row.integer(1))
        }
        let indexes = (try? texts(database, "SELECT name FROM sqlite_schema WHERE type = 'index'")) ?? []
        return found.sorted { $0.key < $1.key }.map { name, pages in
            ((indexes.contains(name) ? "index " : "table ") + name, pages.sorted())
        }
    }

    private static func text(_ pages: [Int64]) -> String {
        var ranges: [ClosedRange<Int64>] = []
        for page in pages {
            if let last = ranges.last, last.upperBound + 1 == page {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        let named = ranges.prefix(rangesMost).map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        }
        let more = ranges.count > rangesMost ? ", and others: \(pages.count) in all" : ""
        return pages.count == 1
            ? "page \(named[0]) of the file is damaged"
            : "pages \(named.joined(separator: ", "))\(more) of the file are damaged"
    }

    /// The file's header says how many pages it has (sqlite.org/fileformat2.html, section 1.3).
    private static func missingEnd(_ path: String) -> [StoreFinding] {
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 32), head.count == 32,
            let size = try? file.seekToEnd()
        else { return [] }
        let number = { (bytes: Range<Int>) in head[bytes].reduce(0) { $0 << 8 | UInt64($1) } }
        // One stands for 65,536, which has no room there.
        let pageSize = number(16..<18) == 1 ? 65_536 : number(16..<18)
        let whole = number(28..<32) * pageSize
        guard size < whole else { return [] }
        return [StoreFinding("the file", "it has lost its end: it has \(size) bytes of \(whole)")]
    }

    /// As many as can be read.
    private static func texts(_ database: Database, _ sql: String) throws -> [String] {
        var texts: [String] = []
        do {
            try SQLStatement(database, sql).forEachRow { texts.append($0.text(0)) }
        } catch  where database.hasMetDamage { return texts }
        return texts
    }
}
