import Values

/// How many rows each table has and what they come to, in whatever order they come: two stores with the same digest hold
/// the same. Guards against mistakes and failing disks, not against malice.
package struct StoreDigest: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package var rows = 0
        /// Sum of a hash of each row: FNV-1a of 64 bits, mixed, so that sums of similar rows differ.
        package var sum: UInt64 = 0
    }

    private var parts: [TransferTable: Part] = [:]

    package init() {}

    package subscript(table: TransferTable) -> Part {
        get { parts[table] ?? Part() }
        set { parts[table] = newValue }
    }

    package var rows: Int { parts.values.reduce(0) { $0 + $1.rows } }

    /// Throws `storeDamaged` when a row cannot be read.
    package mutating func add(_ page: TransferPage) throws {
        var part = self[page.table]
        try page.forEachRowBytes { row in
            part.rows += 1
            part.sum &+= Self.hash(row)
        }
        self[page.table] = part
    }

    package static func == (left: StoreDigest, right: StoreDigest) -> Bool {
        TransferTable.allCases.allSatisfy { left[$0] == right[$0] }
    }

    package func hash(into hasher: inout Hasher) { for table in TransferTable.allCases { hasher.combine(self[table]) } }

    /// The tables that differ, with the rows of both.
    package func differences(from other: StoreDigest) -> String {
        TransferTable.allCases.filter { self[$0] != other[$0] }
            .map { "\($0.rawValue) (\(self[$0].rows) rows, \(other[$0].rows) expected)" }.joined(separator: ", ")
    }

    private static func hash(_ row: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in row { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }
}
