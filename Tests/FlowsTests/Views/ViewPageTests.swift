import Contract
import Logging
import TestKit
import Testing
import Values

@testable import Events
@testable import Flows

@Suite struct ViewPageTests {
    private static func log() -> EventLog {
        EventLog(store: InMemoryEventStore(InMemoryEventStore.Medium()), time: ManualClock().source)
    }

    @Test func `A page ends with the event that makes it large, and says that there is more`() async throws {
        let log = Self.log()
        let large = [UInt8](repeating: 0x20, count: ViewPage.bytesMost / 2 + 1)
        for number in 1...3 { try await log.append(Event.sample("\(number)", payload: large)) }
        let first = try await ViewPage(of: log, after: 0)
        #expect(first.events.count == 2 && first.through == 2 && !first.isLast)
        let second = try await ViewPage(of: log, after: first.through)
        #expect(second.events.count == 1 && second.through == 3 && second.isLast)
    }

    @Test func `A page has so many events, and the last one reaches to the end of the log`() async throws {
        let log = Self.log()
        try await log.append((1...ViewPage.eventsMost + 1).map { Append(Event.sample("\($0)")) })
        let first = try await ViewPage(of: log, after: 0)
        #expect(first.events.count == ViewPage.eventsMost && !first.isLast)
        #expect(try await ViewPage(of: log, after: 501).through == 501)
        let last = try await ViewPage(of: log, after: first.through)
        #expect(last.events.count == 1 && last.through == 501 && last.isLast)
    }

    @Test func `Events that retention has removed at the end are passed by`() async throws {
        let log = Self.log()
        for number in 1...3 { try await log.append(Event.sample("\(number)")) }
        #expect(try await log.prune([2, 3], while: nil) == [2, 3])
        let page = try await ViewPage(of: log, after: 0)
        #expect(page.events.map(\.sequence) == [1] && page.through == 3 && page.isLast)
    }

    @Test func `A cache that has let states go knows that it is not whole`() {
        var cache = ProjectionCache(isWhole: true)
        for number in 0..<ProjectionCache.countMost { cache.set("k\(number)", ["n": 1], size: 8) }
        cache.trim()
        #expect(cache.isWhole && cache["k1"] == ["n": 1] && cache.missing(["other"]).isEmpty)
        cache.set("one more", ["n": 1], size: 8)
        cache.trim()
        #expect(!cache.isWhole && cache["k1"] == nil && cache.missing(["k1", "other"]) == ["k1", "other"])
        cache.set("k1", nil, size: 0)
        #expect(cache.missing(["k1"]).isEmpty)
        cache.set("large", ["n": 1], size: ProjectionCache.bytesMost)
        cache.trim()
        #expect(cache.missing(["k1"]) == ["k1"])
    }

    @Test func `There are only so many views, and each id once`() throws {
        let log = Self.log()
        let time = ManualClock().source
        let engine = DeliveryEngine(log: log, time: time, random: { 0 }, gracePeriod: .zero)
        let keeper = ProjectionKeeper(
            log: log, engine: engine, time: time, compilers: [:], logger: Logger(label: "test"))
        var projection = try ProjectionSketch.projection()
        for number in 1...ViewDirectory<ProjectionRunner>.most {
            projection.id = "p\(number)"
            try keeper.install(projection, of: "orders")
        }
        let again = #expect(throws: JunctionError.self) { try keeper.install(projection, of: "other") }
        #expect(again?.code == .alreadyExists)
        projection.id = "one-more"
        let beyond = #expect(throws: JunctionError.self) { try keeper.install(projection, of: "orders") }
        #expect(beyond?.code == .pointUnusable)
        #expect(keeper.all.count == ViewDirectory<ProjectionRunner>.most)
    }
}
