/// One page of a search for what no index has.
package struct EventSearch: Sendable {
    package var records: [EventRecord]
    /// Where to go on; nil when all has been looked at.
    package var next: String?
    /// Events looked at for this page.
    package var looked: Int

    /// Events, and bytes of their payloads, looked at for one page at most; the next one goes on from there.
    package static let most = 10_000
    package static let bytesMost = 64 << 20
    /// Events read together.
    static let step = 100
}

extension EventLog {
    /// The events that the query means and that are wanted, as far as the bounds of one page let it look. A page may have
    /// none and go on all the same. Throws `cursorInvalid`.
    package func search(
        _ query: EventQuery, where isWanted: @Sendable (Event) -> Bool
    ) async throws -> EventSearch {
        var search = EventSearch(records: [], next: query.cursor, looked: 0)
        var bytes = 0
        var step = query
        step.limit = EventSearch.step
        while search.looked < EventSearch.most, bytes < EventSearch.bytesMost {
            step.cursor = search.next
            let page = try await history(step)
            for (index, record) in page.records.enumerated() {
                search.looked += 1
                bytes += record.stored.event.payload.count
                guard isWanted(record.stored.event) else { continue }
                search.records.append(record)
                guard search.records.count == query.limit else { continue }
                let isLast = index == page.records.count - 1 && page.next == nil
                search.next = isLast ? nil : String(record.stored.sequence)
                return search
            }
            search.next = page.next
            if page.next == nil { break }
        }
        return search
    }
}
