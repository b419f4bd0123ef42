import Values

/// A store whose whole content can be moved: into a backup, and into a store of another kind.
package protocol TransferableStore: EventStore {
    /// Gives everything, table by table, as it stood at one moment; the store may be written to meanwhile, also by other
    /// processes. Events and steps come by rising sequence. Memory does not grow with the store.
    func export(_ take: (TransferPage) throws -> Void) throws

    /// Takes in everything that `give` hands over, all of it or, when it throws, none. Throws `alreadyExists` when the store
    /// is not empty.
    func takeIn(_ give: (_ take: @escaping (TransferPage) throws -> Void) throws -> Void) throws

    /// Gives everything as `export` does, and what is wrong with the store in ways that its rows do not show, such as an index
    /// that misses one. What is damaged is told of and passed over, and so is what belongs to events that cannot be read.
    func examine(_ take: (StoreReading) throws -> Void) throws

    /// Whether nothing has ever been written to it.
    func isEmpty() throws -> Bool
}

/// What comes of reading a store that may be damaged.
package enum StoreReading: Sendable, Hashable {
    case rows(TransferPage)
    case damage(StoreFinding)
    /// Events that cannot be read, told before the rows that come after them.
    case lostEvents(ClosedRange<Int64>)
}

/// Something wrong in a store or a backup.
package struct StoreFinding: Sendable, Hashable, CustomStringConvertible {
    /// Such as `event 17` or `stream 'points/adt'`.
    package var place: String
    package var message: String

    package init(_ place: String, _ message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}

/// Moves everything from one place to an empty store, and compares what arrived with what left.
package enum StoreCopy {
    /// `give` hands over every page. Throws `storeDamaged` when the copy is not the same, and what the stores throw.
    package static func run(
        from give: (_ take: (TransferPage) throws -> Void) throws -> Void, to target: any TransferableStore,
        progress: @escaping (StoreDigest) -> Void = { _ in }
    ) throws -> StoreDigest {
        var left = StoreDigest()
        try target.takeIn { take in
            try give { page in
                try take(page)
                try left.add(page)
                progress(left)
            }
        }
        let arrived = try digest(of: target)
        guard arrived == left else {
            throw JunctionError(
                .storeDamaged, "the copy differs from the original in: \(arrived.differences(from: left))",
                remedy: "Remove the copy; check the disks, and copy again.")
        }
        return left
    }

    package static func digest(of store: any TransferableStore) throws -> StoreDigest {
        var digest = StoreDigest()
        try store.export { try digest.add($0) }
        return digest
    }
}
