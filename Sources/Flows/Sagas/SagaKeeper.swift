package import Contract
package import Events
package import Logging
import Synchronization
package import Values

/// Runs sagas: gives their events to them, keeps their instances, and has what they send delivered.
///
/// An instance is a document in the store. What it sends is committed together with it, in one transaction, so that a crash
/// loses nothing and sends nothing twice under two names. Each saga is a destination of the delivery engine, and so one node
/// runs it at a time; what it sends to systems goes through destinations of its own, with their retries.
package final class SagaKeeper: Sendable {
    /// What this layer does not know.
    package struct Surroundings: Sendable {
        package var encode: @Sendable (Value) throws -> [UInt8]
        package var decode: @Sendable ([UInt8]) throws -> Value
        package var dialects: [String: SubscriptionFilter.Compiler]
        package var caller: any SystemCaller
        /// What is sent to an operation of a system, with its media type.
        package var body: @Sendable (_ system: String, _ operation: String, Value) throws -> ([UInt8], String?)
        package var identifier: @Sendable () -> String
        /// From 0 up to 1, for the jitter of retries.
        package var random: @Sendable () -> Double

        package init(
            encode: @escaping @Sendable (Value) throws -> [UInt8],
            decode: @escaping @Sendable ([UInt8]) throws -> Value, dialects: [String: SubscriptionFilter.Compiler],
            caller: any SystemCaller,
            body: @escaping @Sendable (String, String, Value) throws -> ([UInt8], String?),
            identifier: @escaping @Sendable () -> String, random: @escaping @Sendable () -> Double
        ) {
            self.encode = encode
            self.decode = decode
            self.dialects = dialects
            self.caller = caller
            self.body = body
            self.identifier = identifier
            self.random = random
        }
    }

    /// A saga with all definitions that its instances may have begun with.
    struct Installed: Sendable {
        var plans: [Int64: SagaPlan]
        /// The one that new instances begin with; nil when the saga is declared no more.
        var current: Int64?
        var summary: String?
    }

    let log: EventLog
    let engine: DeliveryEngine
    let flows: FlowEngine
    let subscriptions: SubscriptionKeeper
    let time: TimeSource
    let logger: Logger
    let surroundings: Surroundings
    let index = SagaIndex()
    private let sagas = Mutex<[String: Installed]>([:])

    package init(
        log: EventLog, engine: DeliveryEngine, flows: FlowEngine, subscriptions: SubscriptionKeeper, time: TimeSource,
        logger: Logger, surroundings: Surroundings
    ) {
        self.log = log
        self.engine = engine
        self.flows = flows
        self.subscriptions = subscriptions
        self.time = time
        self.logger = logger
        self.surroundings = surroundings
    }

    static func kind(_ saga: String) -> String { "saga:\(saga)" }
    static func destination(_ saga: String) -> String { "saga:\(saga)" }
    static func destination(_ saga: String, to receiver: String) -> String { "saga:\(saga):\(receiver)" }

    func installed(_ saga: String) -> Installed? { sagas.withLock { $0[saga] } }

    /// Ids of all sagas, those that are declared no more and have instances included.
    package var all: [String] { sagas.withLock { $0.keys.sorted() } }

    /// Takes a saga up: from now on its events begin instances, and those that run go on. Throws `sagaUnusable`,
    /// `alreadyExists`, `filterInvalid`, or the store's own error.
    package func install(_ saga: Saga) async throws {
        guard installed(saga.id) == nil else {
            throw JunctionError(.alreadyExists, "there is a saga '\(saga.id)' already")
        }
        // Before anything is kept of it.
        _ = try SagaPlan(saga, dialects: surroundings.dialects)
        let versions = SagaVersions(log: log, surroundings: surroundings)
        let (kept, current) = try await versions.keeping(saga)
        try add(saga.id, kept, current: current, summary: saga.summary)
    }

    /// Has instances of sagas that are declared no more come to their ends.
    package func installAbandoned() async throws {
        let versions = SagaVersions(log: log, surroundings: surroundings)
        for (id, kept) in try await versions.all() where installed(id) == nil {
            if try await log.documents(kind: Self.kind(id), after: nil, limit: 1).isEmpty {
                for version in kept.keys { try await versions.remove(id, version) }
            } else {
                try add(id, kept, current: nil, summary: nil)
            }
        }
    }

    private func add(_ id: String, _ kept: [Int64: Saga], current: Int64?, summary: String?) throws {
        var plans: [Int64: SagaPlan] = [:]
        for (version, saga) in kept {
            do { plans[version] = try SagaPlan(saga, dialects: surroundings.dialects) } catch {
                logger.error("definition of a saga is not used", metadata: ["saga": "\(id)", "why": "\(error)"])
            }
        }
        sagas.withLock { $0[id] = Installed(plans: plans, current: current, summary: summary) }
        for receiver in Set(plans.values.flatMap(\.receivers)).sorted() {
            try engine.add(
                Self.destination(id, to: receiver), settings: .sagaSends, target: SagaSendTarget(saga: id, keeper: self)
            )
        }
        try engine.add(Self.destination(id), settings: .sagaEvents, target: SagaEventTarget(saga: id, keeper: self))
        let filters = plans.sorted { $0.key < $1.key }.flatMap { $0.value.filters(starts: $0.key == current) }
        subscriptions.listen(.any(filters), for: Self.destination(id))
    }

    /// Has what is due done, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            for saga in all { await serve(saga) }
            let due = index.nextDue.map { $0 - time.now() } ?? Self.pauseMost
            try? await time.sleep(min(max(due, Self.pauseLeast), Self.pauseMost))
        }
    }

    /// How often what is due is looked for: what has just begun to wait is not told, but found.
    private static let pauseLeast = Duration.milliseconds(100)
    private static let pauseMost = Duration.seconds(1)
}

extension DestinationSettings {
    /// One after the other, in the order of the log: what an instance waits for comes after what begins it.
    fileprivate static var sagaEvents: DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = 1
        settings.isOrderedPerKey = false
        return settings
    }

    /// The target itself decides when it is over.
    fileprivate static var sagaSends: DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = 8
        return settings
    }
}
