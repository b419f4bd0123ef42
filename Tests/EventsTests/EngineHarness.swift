import Events
import TestKit
import Testing
import Values

/// A log and an engine on a store in memory, with a clock moved by hand.
final class EngineHarness: Sendable {
    let clock = ManualClock()
    let medium: InMemoryEventStore.Medium
    let log: EventLog
    let engine: DeliveryEngine
    let running: Task<Void, Never>

    init(
        _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), target: any DeliveryTarget,
        settings: DestinationSettings = DestinationSettings(), beforeCommit: @escaping @Sendable () throws -> Void = {}
    ) throws {
        self.medium = medium
        log = EventLog(
            store: InMemoryEventStore(medium, beforeCommit: beforeCommit), time: clock.source)
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 1 })
        self.engine = engine
        try engine.add("d", settings: settings, target: target)
        running = Task { await engine.run() }
    }

    func append(_ ids: String..., key: String? = nil) async throws {
        try await log.append(ids.map { Append(.sample($0, key: key), deliverTo: ["d"]) })
    }

    /// As the end of the process: delivery stops, then the log closes.
    func stop() async {
        running.cancel()
        await running.value
        await log.close()
    }
}
