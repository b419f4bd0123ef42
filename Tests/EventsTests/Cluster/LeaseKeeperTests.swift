import Synchronization
import TestKit
import Testing
import Values

@testable import Events

/// A node that shares its store, with clocks moved by hand.
struct LeaseKeeperTests {
    /// How often the store was asked for leases.
    private final class Counted: Sendable {
        let count = Mutex(0)
    }

    private struct Node {
        let store: SharedMemoryStore
        let log: EventLog
        let engine: DeliveryEngine
        let asked: Counted

        /// The leases go by `storeClock`, as by the clock of a server.
        init(_ medium: InMemoryEventStore.Medium, _ clock: ManualClock, storeClock: ManualClock) throws {
            let asked = Counted()
            self.asked = asked
            store = SharedMemoryStore(medium) {
                asked.count.withLock { $0 += 1 }
                return InMemoryEventStore(medium).renewLeases($0, at: storeClock.now)
            }
            log = EventLog(store: store, time: clock.source)
            engine = DeliveryEngine(
                log: log, time: clock.source, random: { 1 }, gracePeriod: .zero,
                sharing: DeliveryEngine.Sharing(node: "a"))
            try engine.add("d", target: ScriptedTarget())
        }
    }

    /// Leases last as long as they last, whatever the time of day is made to be.
    @Test func leasesAreKeptThoughTheClockIsSetBack() async throws {
        let medium = InMemoryEventStore.Medium()
        let (clock, storeClock) = (ManualClock(), ManualClock())
        let node = try Node(medium, clock, storeClock: storeClock)
        let running = Task { await node.engine.run() }
        func move(_ step: Duration) {
            clock.advance(by: step)
            storeClock.advance(by: step)
        }
        #expect(
            await eventually {
                move(.milliseconds(100))
                return node.engine.serves("d")
            })
        clock.setBack(by: .seconds(86_400))
        let asked = node.asked.count.withLock { $0 }
        let isAsking = await eventually {
            move(.milliseconds(100))
            return node.asked.count.withLock { $0 } > asked + 10
        }
        #expect(isAsking)
        try await node.log.append([Append(.sample("e"), deliverTo: ["d"])])
        let isDelivered = try await eventually {
            move(.milliseconds(100))
            return try await node.log.event(id: "e")?.status == .delivered
        }
        #expect(isDelivered)
        running.cancel()
        move(.seconds(60))
        await running.value
        await node.log.close()
    }

    /// What others appended while nobody listened is found, and who waits for it is woken.
    @Test func whoWaitsForEventsIsWokenWhenNewsWasMissed() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let node = try Node(medium, clock, storeClock: clock)
        let waiting = Task { await node.log.waitForEvents(after: 0) }
        _ = try InMemoryEventStore(medium).commit([.append([Append(.sample("e"))])], at: clock.now)
        node.store.tell(.missed)
        await waiting.value
        #expect(node.log.newestKnown == 1)
        await node.log.close()
    }
}
