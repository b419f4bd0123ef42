extension PageRequest {
    /// The part of a list in memory that is asked for. The list is in the order of its ids, which are the positions.
    package func page<Item, Shown: WireType>(
        of all: [Item], by id: (Item) -> String, _ shown: (Item) async throws -> Shown
    ) async rethrows -> Page<Shown> {
        let rest = all.drop { item in position.map { id(item) <= $0 } ?? false }
        var items: [Shown] = []
        for item in rest.prefix(limit) { items.append(try await shown(item)) }
        let isLast = rest.count <= limit
        return Page(items: items, nextCursor: isLast ? nil : rest.prefix(limit).last.map(id))
    }
}
