import Contract
import Events
import Formats
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// A keeper of sagas with a log in memory, and systems that answer as they are told.
final class SagaBench: Sendable {
    let clock: ManualClock
    let log: EventLog
    let engine: DeliveryEngine
    let keeper: SagaKeeper
    let flows: FlowEngine
    let caller: ScriptedCaller
    private let running: Task<Void, Never>
    private let ticking: Task<Void, Never>

    /// - Parameters:
    ///   - afterCommits: the store fails for good after so many commits, as if the process had died.
    ///   - random: of all pauses, the part that they last.
    ///   - passesTime: pauses and retries pass as soon as somebody sleeps through them.
    init(
        _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), saga: String? = SagaText.order,
        caller: ScriptedCaller = ScriptedCaller(), clock: ManualClock = ManualClock(), afterCommits: Int = .max,
        passesTime: Bool = true, random: Double = 0
    ) async throws {
        self.clock = clock
        self.caller = caller
        let commits = Atomic(0)
        let store = InMemoryEventStore(medium) {
            guard commits.add(1, ordering: .relaxed).newValue <= afterCommits else {
                throw JunctionError(.storeUnavailable, "the process has died")
            }
        }
        let log = EventLog(store: store, time: clock.source)
        self.log = log
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
        self.engine = engine
        let number = Atomic(0)
        let identifier: @Sendable () -> String = { "id\(number.add(1, ordering: .relaxed).newValue)" }
        let encode: @Sendable (Value) throws -> [UInt8] = { try JSONFormat().encode($0) }
        let decode: @Sendable ([UInt8]) throws -> Value = { try JSONFormat().decode($0) }
        let subscriptions = SubscriptionKeeper(
            log: log, engine: engine, time: clock.source,
            surroundings: SubscriptionKeeper.Surroundings(
                encode: encode, decode: decode, compilers: [:],
                prepare: { _ in throw JunctionError(.subscriptionInvalid, "there are none here") }))
        let flows = FlowEngine(log: log, time: clock.source, identifier: identifier)
        self.flows = flows
        let keeper = SagaKeeper(
            log: log, engine: engine, flows: flows, subscriptions: subscriptions, time: clock.source,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            surroundings: SagaKeeper.Surroundings(
                encode: encode, decode: decode, dialects: [:],
                caller: caller, body: { _, _, body in (try encode(body), "application/json") },
                identifier: identifier, random: { random }))
        self.keeper = keeper
        running = Task {
            await withDiscardingTaskGroup { group in
                group.addTask { await engine.run() }
                group.addTask { await keeper.run() }
            }
        }
        ticking = Task {
            while passesTime, !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(5))
                clock.advance(by: .milliseconds(200))
            }
        }
        do {
            if let saga { try await declare(saga) }
            try await keeper.installAbandoned()
        } catch let error as JunctionError where error.code == .storeUnavailable {
            // It died before it had begun.
        }
    }

    func declare(_ text: String, of point: String = "shop") async throws {
        try await keeper.declare(try Saga(json: Array(text.utf8), source: "test"), of: point)
    }

    /// What the store refuses is published again after the restart.
    @discardableResult
    func publish(_ type: String, _ order: String, total: Int = 50) async -> Bool {
        let payload = #"{"id":"\#(order)","order":"\#(order)","total":\#(total)}"#
        let event = Event(
            id: "\(type)-\(order)", stream: "shop", type: type, source: "shop", time: clock.now,
            contentType: "application/json", payload: Array(payload.utf8))
        return (try? await log.append(event)) != nil
    }

    func status(_ key: String, of saga: String = "order") async -> SagaInstance.Status? {
        try? await keeper.instance(saga, key).instance.status
    }

    func isWaiting(_ key: String) async -> Bool {
        (try? await keeper.instance("order", key).courses.contains { $0.waitsUntil != nil }) == true
    }

    func becomes(_ key: String, _ status: SagaInstance.Status) async -> Bool {
        await eventually { await self.status(key) == status }
    }

    /// The types of the events that sagas have published, in order.
    func published(_ key: String) async throws -> [String] {
        try await log.events(after: 0, limit: 10_000).map(\.event)
            .filter { $0.metadata["sagakey"] == key && $0.type != SagaEventType.send && $0.stream != "audit" }
            .map(\.type)
    }

    func stop() async {
        running.cancel()
        await running.value
        ticking.cancel()
        await ticking.value
        await log.close()
    }
}
