import Connectors
import Contract
import Events
import Flows
import Logging
import Synchronization
import Values

/// Takes from queues for the points that receive from them, and takes anew when their system has changed.
///
/// Where order is to be kept, one node takes at a time. In the sandbox nobody publishes, and messages come by the API alone.
final class QueueConsumers: Sendable {
    private struct State {
        var sources: [String: Trigger.QueueSource] = [:]
        /// How to stop what runs, by point.
        var running: [String: @Sendable () async -> Void] = [:]
        var isStopped = false
        /// The last of those that go one after the other.
        var reconnecting: Task<Void, Never>?
    }

    private let parts: ServerParts
    private let state = Mutex(State())

    init(parts: ServerParts) { self.parts = parts }

    func start(_ source: Trigger.QueueSource, for point: String) throws {
        guard parts.systems.sandboxPort == nil else { return }
        let tally = RabbitMQConsumerTally(consumer: point, queue: source.queue)
        parts.points.update(point) { $0.queue = TakenQueue(system: source.system, name: source.queue, tally: tally) }
        state.withLock { $0.sources[point] = source }
        try run(source, for: point)
    }

    /// What has been handed over is settled on the old connections first, and the rest is given again on the new ones. A
    /// point that cannot take by what the system says now has its problem told.
    func reconnect(to system: String) async {
        let task = state.withLock { state in
            let task = Task { [self, before = state.reconnecting] in
                await before?.value
                await takeAnew(from: system)
            }
            state.reconnecting = task
            return task
        }
        await task.value
    }

    private func takeAnew(from system: String) async {
        for (point, source) in state.withLock({ $0.sources }) where source.system == system {
            let stop = state.withLock { $0.running.removeValue(forKey: point) }
            await stop?()
            do {
                try run(source, for: point)
                parts.points.update(point) { $0.problem = nil }
            } catch {
                let problem = error as? JunctionError ?? JunctionError(.connectorSettings, "the queue cannot be used")
                parts.points.update(point) { $0.problem = problem }
                parts.logger.error("nothing is taken", metadata: ["point": "\(point)", "why": "\(problem)"])
            }
        }
    }

    func stop() async {
        let (running, last) = state.withLock { state in
            state.isStopped = true
            defer { state.running = [:] }
            return (Array(state.running.values), state.reconnecting)
        }
        for stop in running { await stop() }
        await last?.value
    }
}

// MARK: - One point

extension QueueConsumers {
    private func run(_ source: Trigger.QueueSource, for point: String) throws {
        guard let system = parts.systems.definition(source.system) else {
            throw JunctionError(.danglingReference, "there is no system '\(source.system)'")
        }
        var settings = RabbitMQConsumerSettings(broker: try RabbitMQBroker(system), queue: source.queue)
        settings.limits.prefetch = source.prefetch
        settings.keepsOrder = parts.points[point]?.point.orderBy != nil
        let entry = RabbitMQEntry(
            point: point, source: source, engine: parts.flows, time: parts.time, logger: parts.logger)
        let stop =
            settings.keepsOrder
            ? try takeInTurn(settings, entry) : try takeSideBySide(settings, entry)
        let isLate = state.withLock { state in
            if !state.isStopped { state.running[point] = stop }
            return state.isStopped
        }
        if isLate { Task { await stop() } }
    }

    private func takeSideBySide(
        _ settings: RabbitMQConsumerSettings, _ entry: RabbitMQEntry
    ) throws -> @Sendable () async -> Void {
        let consumer = try consumer(settings, of: entry.point) { await entry.take($0) }
        consumer.start()
        return { [grace = parts.settings.grace] in await consumer.shutdown(grace: grace) }
    }

    private func takeInTurn(
        _ settings: RabbitMQConsumerSettings, _ entry: RabbitMQEntry
    ) throws -> @Sendable () async -> Void {
        let duty = parts.delivery.duty("queue/\(entry.point)")
        let take = OrderedQueueEntry.handler(duty) { await entry.take($0) }
        // Made once before, so that what is wrong with the settings is told.
        _ = try consumer(settings, of: entry.point, take)
        let ordered = OrderedQueueEntry(
            duty: duty, consumer: { [self, settings] in try consumer(settings, of: entry.point, take) },
            time: parts.time, grace: parts.settings.grace)
        let task = Task { await ordered.run() }
        return {
            task.cancel()
            await task.value
        }
    }

    private func consumer(
        _ settings: RabbitMQConsumerSettings, of point: String, _ handler: @escaping RabbitMQConsumer.Handler
    ) throws -> RabbitMQConsumer {
        guard let tally = parts.points[point]?.queue?.tally else {
            throw JunctionError(.internalFault, "the point takes from no queue")
        }
        return try RabbitMQConsumer(
            settings: settings, environment: parts.systems.environment, tally: tally,
            told: { [points = parts.points, logger = parts.logger] standing in
                points.update(point) { $0.queue?.standing = standing }
                logger.log(
                    level: standing.isWell ? .info : .warning, "queue",
                    metadata: [
                        "point": "\(point)", "queue": "\(settings.queue)", "standing": "\(standing.words)",
                    ])
            }, handler: handler)
    }
}

/// The queue that a point takes from, and how that goes.
struct TakenQueue: Sendable {
    var system: String
    var name: String
    var tally: RabbitMQConsumerTally
    var standing = RabbitMQConsumer.Standing.connecting

    /// Why nothing can be taken for now; nil when it can.
    var trouble: String? { if case .away(let reason) = standing { reason } else { nil } }
    /// What is amiss although messages are taken.
    var caution: String? { if case .takingUnordered = standing { standing.words } else { nil } }
}

extension RabbitMQConsumer.Standing {
    fileprivate var isWell: Bool {
        switch self {
        case .connecting, .taking: true
        case .takingUnordered, .away: false
        }
    }

    fileprivate var words: String {
        switch self {
        case .connecting: "nothing is taken for now"
        case .taking: "its messages are taken"
        case .takingUnordered(let reason):
            "its messages are taken, and may come out of order when a node that takes them freezes: \(reason)"
        case .away(let reason): reason
        }
    }
}
