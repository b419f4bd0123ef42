package import Values

/// A backup, as bytes: independent of the kind of store, and checked piece by piece (docs/storage.md).
///
/// `JUNCTION-BACKUP 1` and a line feed, then frames: a letter (`H` header, `P` page, `E` end), the length of what follows
/// (four bytes, highest first), that content, and the CRC-32 (ISO 3309) of all of it (four bytes). The header is lines of text:
/// what wrote the backup and when, and a line for each table with its columns. A page is a byte, the number of its table in the
/// header from 0, and rows as `TransferPage` has them. The end has a line for each table: its rows, and the sum of their hashes
/// in hexadecimal. A file without an end is no backup.
package enum BackupFile {
    package static let magic = Array("JUNCTION-BACKUP 1\n".utf8)
    /// Longest content of a frame: the largest event with its names, and a page before it.
    static let contentMost = 256 << 20

    package struct Header: Sendable, Hashable {
        /// Such as `junction 0.1.0, sqlite`.
        package var origin: String
        package var madeAt: Instant

        package init(origin: String, madeAt: Instant) {
            self.origin = origin
            self.madeAt = madeAt
        }
    }

    enum Frame: UInt8 {
        case header = 0x48
        case page = 0x50
        case end = 0x45
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    static func damaged(_ message: String) -> JunctionError {
        JunctionError(.storeDamaged, message, remedy: "Use another backup; this one is cut off or was changed.")
    }
}

/// Writes a backup, a piece at a time.
package struct BackupWriter {
    private let checksum: ([UInt8]) -> UInt32
    private let write: ([UInt8]) throws -> Void
    private var digest = StoreDigest()

    /// `checksum` is CRC-32 as zlib has it. Writes the header.
    package init(
        _ header: BackupFile.Header, checksum: @escaping ([UInt8]) -> UInt32,
        write: @escaping ([UInt8]) throws -> Void
    ) throws {
        self.checksum = checksum
        self.write = write
        try write(BackupFile.magic)
        var text = "origin \(header.origin)\nmade \(header.madeAt)\n"
        for table in TransferTable.allCases {
            let columns = table.columns.map { "\($0.name):\($0.kind.rawValue)\($0.isOptional ? "?" : "")" }
            text += "table \(table.rawValue) \(columns.joined(separator: " "))\n"
        }
        try writeFrame(.header, Array(text.utf8))
    }

    package mutating func add(_ page: TransferPage) throws {
        guard page.rowCount > 0, let number = TransferTable.allCases.firstIndex(of: page.table) else { return }
        try digest.add(page)
        try writeFrame(.page, [UInt8(number)] + page.bytes)
    }

    /// Ends the backup. Returns what it holds.
    package func finish() throws -> StoreDigest {
        var text = ""
        for table in TransferTable.allCases {
            text += "\(table.rawValue) \(digest[table].rows) \(String(digest[table].sum, radix: 16))\n"
        }
        try writeFrame(.end, Array(text.utf8))
        return digest
    }

    private func writeFrame(_ kind: BackupFile.Frame, _ content: [UInt8]) throws {
        guard content.count <= BackupFile.contentMost else {
            throw JunctionError(.formatLimit, "a page of the backup has \(content.count) bytes")
        }
        let frame = [kind.rawValue] + BackupFile.bigEndian(UInt32(content.count)) + content
        try write(frame)
        try write(BackupFile.bigEndian(checksum(frame)))
    }
}

/// Reads a backup, a page at a time; rows of older versions are given the columns that they lack.
package struct BackupReader {
    private struct Table {
        var table: TransferTable
        var columns: [TransferColumn]
        /// For each of our columns, where the file has it.
        var places: [Int?]
        var isOurs: Bool { columns == table.columns }
    }

    package private(set) var header = BackupFile.Header(origin: "", madeAt: .epoch)
    package private(set) var digest = StoreDigest()
    private let checksum: ([UInt8]) -> UInt32
    private let read: (Int) throws -> [UInt8]
    private var tables: [Table] = []
    /// Bytes read so far.
    private var offset = 0
    private var isOver = false

    /// `read` gives so many bytes, fewer only at the end of the file. Throws `storeDamaged` for what is no backup, and
    /// `storeIncompatible` for one with tables or columns that this version does not know.
    package init(checksum: @escaping ([UInt8]) -> UInt32, read: @escaping (Int) throws -> [UInt8]) throws {
        self.checksum = checksum
        self.read = read
        let magic = try read(BackupFile.magic.count)
        guard magic.starts(with: BackupFile.magic.dropLast(2)) else {
            throw JunctionError(
                .storeDamaged, "this is no backup", remedy: "Name a file that 'junction store backup' made.")
        }
        guard magic == BackupFile.magic else {
            throw JunctionError(.storeIncompatible, "the backup is of a newer kind")
        }
        offset = magic.count
        let (kind, content) = try frame()
        guard kind == .header else { throw BackupFile.damaged("the backup does not begin with its header") }
        try readHeader(String(decoding: content, as: UTF8.self))
    }

    /// Nil after the last page, when all of the file has been read and is what was written.
    package mutating func next() throws -> TransferPage? {
        guard !isOver else { return nil }
        let at = offset
        let (kind, content) = try frame()
        switch kind {
        case .header: throw BackupFile.damaged("there is a second header at byte \(at)")
        case .end:
            try finish(String(decoding: content, as: UTF8.self))
            return nil
        case .page:
            guard let number = content.first, Int(number) < tables.count else {
                throw BackupFile.damaged("the page at byte \(at) is of no table")
            }
            return try page(tables[Int(number)], Array(content.dropFirst()))
        }
    }

    private mutating func page(_ table: Table, _ bytes: [UInt8]) throws -> TransferPage {
        let page = try TransferPage(table.table, bytes: bytes)
        try digest.add(page)
        guard !table.isOurs else { return page }
        var adapted = TransferPage(table.table)
        try page.forEachRow(of: table.columns) { row in
            adapted.add(
                row: zip(table.places, table.table.columns).map { place, column in
                    place.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? column.absent
                })
        }
        return adapted
    }

    private mutating func finish(_ text: String) throws {
        isOver = true
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let table = TransferTable(rawValue: String(words[0])),
                digest[table].rows == Int(words[1]), digest[table].sum == UInt64(words[2], radix: 16)
            else { throw BackupFile.damaged("the backup does not hold the rows that its end names: \(line)") }
        }
        guard try read(1).isEmpty else { throw BackupFile.damaged("there is something after the end of the backup") }
    }
}

// MARK: - Frames and header

extension BackupReader {
    private mutating func frame() throws -> (BackupFile.Frame, [UInt8]) {
        let at = offset
        let start = try exactly(5)
        let length = start.dropFirst().reduce(0) { $0 << 8 | Int($1) }
        guard let kind = BackupFile.Frame(rawValue: start[0]), length <= BackupFile.contentMost else {
            throw BackupFile.damaged("there is no frame at byte \(at)")
        }
        let content = try exactly(length)
        guard try exactly(4) == BackupFile.bigEndian(checksum(start + content)) else {
            throw BackupFile.damaged("the frame at byte \(at) was changed")
        }
        return (kind, content)
    }

    private mutating func exactly(_ count: Int) throws -> [UInt8] {
        let bytes = try read(count)
        guard bytes.count == count else {
            throw BackupFile.damaged("the backup is cut off at byte \(offset + bytes.count)")
        }
        offset += count
        return bytes
    }

    private mutating func readHeader(_ text: String) throws {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "origin": header.origin = words[1]
            case "made": header.madeAt = Instant(rfc3339: words[1]) ?? .epoch
            case "table": tables.append(try Self.table(words[1]))
            default: break
            }
        }
    }

    private static func table(_ text: String) throws -> Table {
        let words = text.split(separator: " ").map(String.init)
        guard let name = words.first, let table = TransferTable(rawValue: name) else {
            throw JunctionError(.storeIncompatible, "the backup has a table that this version does not know")
        }
        let columns = try words.dropFirst().map { try column($0) }
        let known = Set(table.columns)
        if let other = columns.first(where: { !known.contains($0) }) {
            throw JunctionError(
                .storeIncompatible, "the backup has a column that this version does not know: \(name).\(other.name)")
        }
        return Table(table: table, columns: columns, places: table.columns.map { columns.firstIndex(of: $0) })
    }

    private static func column(_ text: String) throws -> TransferColumn {
        let isOptional = text.hasSuffix("?")
        let parts = (isOptional ? String(text.dropLast()) : text).split(separator: ":")
        guard parts.count == 2, let kind = TransferColumn.Kind(rawValue: String(parts[1])) else {
            throw BackupFile.damaged("the header of the backup cannot be read")
        }
        return TransferColumn(String(parts[0]), kind, isOptional: isOptional)
    }
}
