import Events
import TestKit
import Testing
import Values

@Suite struct EventSearchTests {
    private let clock = ManualClock()

    private static func all(
        _ log: EventLog, limit: Int, _ isWanted: @escaping @Sendable (Event) -> Bool
    ) async throws -> (found: [String], looked: [Int]) {
        var query = EventQuery()
        query.limit = limit
        var found: [String] = []
        var looked: [Int] = []
        repeat {
            let page = try await log.search(query, where: isWanted)
            found += page.records.map(\.stored.event.id)
            looked.append(page.looked)
            query.cursor = page.next
        } while query.cursor != nil
        return (found, looked)
    }

    @Test func `Pages go on from where the one before stopped, with nothing lost or repeated`() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        try await log.append((1...250).map { Append(.sample("e\($0)", payload: [UInt8($0 % 7)])) })
        let wanted = (1...250).reversed().filter { $0 % 7 == 3 }.map { "e\($0)" }
        for limit in [1, 5, 36, 500] {
            let (found, looked) = try await Self.all(log, limit: limit) { $0.payload == [3] }
            #expect(found == wanted, "pages of \(limit)")
            #expect(looked.reduce(0, +) == 250)
        }
        await log.close()
    }

    @Test func `A page looks at a bounded number, and goes on though it has found nothing`() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let size = EventSearch.bytesMost / 32
        for number in 1...40 {
            try await log.append(.sample("e\(number)", payload: [UInt8](repeating: UInt8(number), count: size)))
        }
        var query = EventQuery()
        query.limit = 10
        let page = try await log.search(query) { $0.id == "e1" }
        #expect(page.looked == 32)
        #expect(page.records.isEmpty)
        #expect(page.next == "9")
        query.cursor = page.next
        let next = try await log.search(query) { $0.id == "e1" }
        #expect(next.looked == 8)
        #expect(next.records.map(\.stored.event.id) == ["e1"])
        #expect(next.next == nil)
        await log.close()
    }
}
