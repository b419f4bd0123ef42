import Events
import GRDB

/// Reads rows by rising numbers, and passes over those that cannot be read.
struct NumberedScan {
    /// Damaged places that are passed over; at the next one reading ends.
    private static let placesMost = 1000
    /// No log comes to more; what is above is damage.
    private static let numberMost = Int64.max / 2

    private let database: Database
    private let sql: String

    /// - Parameter sql: Gives rows by rising number, their first column, which is not below zero; its only parameter is the lowest
    ///   number that is wanted.
    init(_ database: Database, _ sql: String) {
        self.database = database
        self.sql = sql
    }

    /// Gives each row that can be read to `body`, and the numbers that cannot to `lost`, in their order.
    func run(_ body: (SQLStatement) throws -> Void, lost: (ClosedRange<Int64>) throws -> Void) throws {
        var from: Int64 = 0
        for place in 1...Self.placesMost {
            guard let last = try rows(from, body) else { return }
            let next = last + 1
            let end = try isReadable(next) ? next : DamageSearch.end(ofDamageAt: next, isReadable)
            guard let end, place < Self.placesMost else { return try lost(next...Int64.max) }
            // Where several rows share a number, those that are lost may have that of the last one.
            try lost(min(next, end - 1)...(end - 1))
            from = end
        }
    }

    /// Gives rows until one cannot be read. The last number that could be; nil when there are no more.
    private func rows(_ from: Int64, _ body: (SQLStatement) throws -> Void) throws -> Int64? {
        var last = from - 1
        var fault: (any Error)?
        do {
            try statement(from).forEachRow(while: { fault == nil }) { row in
                let number = row.integer(0)
                // In a damaged tree they may come as they like.
                guard number >= max(from, last), number <= Self.numberMost else { return }
                last = number
                do { try body(row) } catch { fault = error }
            }
        } catch  where database.hasMetDamage { return last }
        if let fault { throw fault }
        return nil
    }

    private func isReadable(_ number: Int64) throws -> Bool {
        do {
            _ = try statement(number).first { $0.integer(0) }
            return true
        } catch  where database.hasMetDamage { return false }
    }

    private func statement(_ from: Int64) throws -> SQLStatement {
        let statement = try SQLStatement(database, sql)
        statement.bind(1, from)
        return statement
    }
}

extension Database {
    /// Whether what failed last did so because of what is in the file, or cannot be got from the disk. A statement that SQLite does
    /// not understand means that the definition of a table is damaged.
    var hasMetDamage: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR, .SQLITE_ERROR].contains(lastErrorCode.primaryResultCode)
    }
}
