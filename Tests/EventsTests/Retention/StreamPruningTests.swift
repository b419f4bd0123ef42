import Testing
import Values

@testable import Events

@Suite struct StreamPruningTests {
    private static let now = Instant(seconds: 1_790_000_000)

    /// Events of a stream, one a day, the newest now.
    private static func page(_ count: Int, _ change: (inout RetainedEvent) -> Void = { _ in }) -> [RetainedEvent] {
        (1...count).map { number in
            var event = RetainedEvent(
                sequence: Int64(number * 10), streamSequence: Int64(number),
                recordedAt: now - .seconds(86_400 * (count - number)), bytes: 100)
            change(&event)
            return event
        }
    }

    private static func summary(_ page: [RetainedEvent]) -> StreamSummary {
        StreamSummary(
            name: "points/adt", version: Int64(page.count), first: 1, oldestRecordedAt: page.first?.recordedAt)
    }

    private static func gone(
        _ page: [RetainedEvent], _ limits: RetentionPolicy.Limits, holds: [LegalHold.Selection] = [],
        needed: [ClosedRange<Int64>] = []
    ) -> [Int64] {
        let holds = holds.map { LegalHold(id: "h", selection: $0, reason: "", placedAt: now, placedBy: "") }
        var pruning = StreamPruning(
            summary(page), limits, bytes: page.reduce(0) { $0 + $1.bytes }, at: now)
        return pruning.choose(page, holds: holds, needed: needed).doomed.map(\.streamSequence)
    }

    @Test func `Each limit takes the oldest, and the strictest counts`() {
        let page = Self.page(10)
        #expect(Self.gone(page, .init()) == [])
        #expect(Self.gone(page, .init(age: .seconds(86_400 * 3))) == [1, 2, 3, 4, 5, 6])
        #expect(Self.gone(page, .init(count: 4)) == [1, 2, 3, 4, 5, 6])
        #expect(Self.gone(page, .init(bytes: 350)) == [1, 2, 3, 4, 5, 6, 7])
        #expect(Self.gone(page, .init(bytes: 400)) == [1, 2, 3, 4, 5, 6])
        #expect(Self.gone(page, .init(age: .seconds(86_400 * 8), bytes: 950, count: 7)) == [1, 2, 3])
        #expect(Self.gone(page, .init(count: 0)) == Array(1...10))
    }

    @Test func `What is needed or held stays, and nothing newer goes in its place`() {
        let page = Self.page(6) { event in
            event.isNeeded = event.streamSequence == 1
            event.key = event.streamSequence == 2 ? "p" : nil
            event.correlationID = event.streamSequence < 4 ? "c" : nil
        }
        let limits = RetentionPolicy.Limits(bytes: 200)
        #expect(Self.gone(page, limits) == [2, 3, 4])
        #expect(Self.gone(page, limits, holds: [.init(key: "p")]) == [3, 4])
        #expect(Self.gone(page, limits, holds: [.init(correlationID: "c")]) == [4])
        #expect(Self.gone(page, limits, holds: [.init(stream: StreamPattern("points/*"))]) == [])
        #expect(Self.gone(page, limits, holds: [.init(stream: StreamPattern("points/orm"))]) == [2, 3, 4])
        #expect(Self.gone(page, limits, holds: [.init(correlationID: "c", key: "p")]) == [3, 4])
        #expect(Self.gone(page, limits, needed: [35...Int64.max]) == [2, 3])
    }

    @Test func `The rule of the name wins, then that of the longest beginning`() {
        func limits(_ count: Int64) -> RetentionPolicy.Limits { .init(count: count) }
        let policy = RetentionPolicy(
            rules: [
                .init(stream: StreamPattern("points/*"), limits: limits(2)),
                .init(stream: StreamPattern("points/adt*"), limits: limits(3)),
                .init(stream: StreamPattern("points/adt"), limits: limits(4)),
            ], otherwise: limits(1))
        #expect(policy.limits(of: "orders").count == 1)
        #expect(policy.limits(of: "points/orm").count == 2)
        #expect(policy.limits(of: "points/adt-2").count == 3)
        #expect(policy.limits(of: "points/adt").count == 4)
        #expect(policy.limits(of: "audit").isUnlimited)
        let named = RetentionPolicy(
            rules: [
                .init(stream: StreamPattern("*"), limits: limits(5)),
                .init(stream: StreamPattern("audit"), limits: limits(6)),
            ], otherwise: limits(1))
        #expect(named.limits(of: "audit").count == 6)
        #expect(RetentionPolicy(value: named.value) == named)
    }

    @Test func `A stream within its limits is not looked at`() {
        let summary = Self.summary(Self.page(10))
        func isDue(_ limits: RetentionPolicy.Limits) -> Bool { StreamPruning.isDue(summary, limits, at: Self.now) }
        #expect(!isDue(.init()))
        #expect(!isDue(.init(age: .seconds(86_400 * 9))))
        #expect(isDue(.init(age: .seconds(86_400 * 8))))
        #expect(!isDue(.init(count: 10)))
        #expect(isDue(.init(count: 9)))
        #expect(isDue(.init(bytes: 1 << 40)))
    }
}
