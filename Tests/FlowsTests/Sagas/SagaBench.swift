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
    /// Whether the store takes nothing.
    let isBroken: Flag
    private let running: Task<Void, Never>
    private let ticking: Task<Void, Never>

    /// - Parameters:
    ///   - afterCommits: the store fails for good after so many commits, as if the process had died.
    ///   - random: of all pauses, the part that they last.
    ///   - body: what is sent to an operation, of what the saga says.
    ///   - passesTime: pauses and retries pass as soon as somebody sleeps through them.
    init(
        _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), saga: String? = SagaText.order,
        caller: ScriptedCaller = ScriptedCaller(), clock: ManualClock = ManualClock(), afterCommits: Int = .max,
        passesTime: Bool = true, random: Double = 0, body: (@Sendable (Value) throws -> [UInt8])? = nil
    ) async throws {
        self.clock = clock
        self.caller = caller
        let commits = Atomic(0)
        let isBroken = Flag()
        self.isBroken = isBroken
        let store = InMemoryEventStore(medium) {
            if isBroken.isSet { throw JunctionError(.storeUnavailable, "the disk is away") }
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
                caller: caller, body: { _, _, said in (try (body ?? encode)(said), "application/json") },
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

    /// Gives an event to the saga as the delivery engine does.
    func take(_ type: String, _ order: String, id: String? = nil, more: String = "") async -> DeliveryOutcome {
        let payload = #"{"id":"\#(order)","order":"\#(order)","total":50,"more":"\#(more)"}"#
        let event = Event(
            id: id ?? "\(type)-\(order)", stream: "shop", type: type, source: "shop", time: clock.now,
            contentType: "application/json", payload: Array(payload.utf8))
        let stored = StoredEvent(sequence: 1, streamSequence: 1, recordedAt: clock.now, event: event)
        return await keeper.take(stored, for: "order")
    }

    /// Whether the saga is run here, and all its instances are known.
    func isServing() async -> Bool { await eventually { keeper.index.counts("order") != nil } }

    /// What is known of an instance that is nowhere else.
    func note(_ key: String, _ status: SagaInstance.Status, endedAt: Instant? = nil, version: Int64 = 1) {
        var instance = SagaInstance(
            saga: "order", key: key, version: 1, origin: 1, correlationID: "c", lastEventID: "e", status: status,
            startedAt: clock.now, changedAt: clock.now, deadline: clock.now + .seconds(86_400), state: .null,
            events: [:])
        instance.endedAt = endedAt
        keeper.index.note(instance, version: version)
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

/// Something that is so or not, for all threads.
final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .sequentiallyConsistent) }
    func set(_ isSet: Bool) { value.store(isSet, ordering: .sequentiallyConsistent) }
}

/// How often something has happened, on whatever thread.
final class Counted: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .sequentiallyConsistent) }
    func count() { number.add(1, ordering: .sequentiallyConsistent) }
}
