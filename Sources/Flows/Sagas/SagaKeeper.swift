package import Contract
package import Events
package import Logging
import Resilience
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
        var plans: [Int64: SagaPlan] = [:]
        /// The one that new instances begin with; nil when the saga is declared no more.
        var current: Int64?
        /// Of what is known of it, the newest that says what new instances begin with, or that none do.
        var newest: Int64 = 0
        var summary: String?
        /// The point that declares it; nil when none of this node does.
        var point: String?
        /// What its instances send to.
        var receivers: Set<String> = []

        /// How long events are kept that come before their instance.
        var early: Duration { current.flatMap { plans[$0]?.early } ?? .zero }
    }

    let log: EventLog
    let engine: DeliveryEngine
    let flows: FlowEngine
    let subscriptions: SubscriptionKeeper
    let time: TimeSource
    let logger: Logger
    let surroundings: Surroundings
    let index = SagaIndex()
    let alarm: SagaAlarm
    let versions: SagaVersions
    let early: SagaEarly
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
        alarm = SagaAlarm(time: time)
        versions = SagaVersions(log: log, surroundings: surroundings)
        early = SagaEarly(log: log, surroundings: surroundings)
    }

    static func kind(_ saga: String) -> String { "saga:\(saga)" }
    static func destination(_ saga: String) -> String { "saga:\(saga)" }
    static func destination(_ saga: String, to receiver: String) -> String { "saga:\(saga):\(receiver)" }

    func installed(_ saga: String) -> Installed? { sagas.withLock { $0[saga] } }

    /// Ids of all sagas, those that are declared no more and have instances included.
    package var all: [String] { sagas.withLock { $0.keys.sorted() } }

    /// Takes a saga up, or its new definition: from now on its events begin instances by it, and those that run go on with
    /// what they began with. Throws `sagaUnusable`, `alreadyExists` when another point declares it, `filterInvalid`, or the
    /// store's own error.
    package func declare(_ saga: Saga, of point: String) async throws {
        if let owner = installed(saga.id)?.point, owner != point {
            throw JunctionError(
                .alreadyExists, "the integration point '\(owner)' declares the saga '\(saga.id)' already")
        }
        // Before anything is kept of it.
        _ = try SagaPlan(saga, dialects: surroundings.dialects)
        let (kept, current) = try await versions.keeping(saga)
        try add(saga.id, kept, .declared(current)) {
            $0.summary = saga.summary
            $0.point = point
        }
    }

    /// Has nothing begin any more, on any node, what a point has declared; what runs goes on.
    package func abandon(_ saga: String, of point: String) async throws {
        guard installed(saga)?.point == point else { return }
        let number = try await versions.end(saga)
        try add(saga, [:], .ended(number)) { $0.point = nil }
    }

    /// Has instances of sagas that this node does not declare come to their ends. What nobody can need is forgotten.
    package func installAbandoned() async throws {
        for (id, kept) in try await versions.all() where installed(id) == nil {
            let isUsed = try await !log.documents(kind: Self.kind(id), after: nil, limit: 1).isEmpty
            guard isUsed || engine.isShared && !kept.isEnded else {
                // Other nodes go by the newest number.
                for number in kept.numbers where !engine.isShared || number < kept.newest {
                    try await versions.remove(id, number)
                }
                continue
            }
            try add(id, kept.definitions, nil)
        }
    }

    /// Another node has kept a definition, or has said that there is none any more: the newest is what new instances begin
    /// with, on every node.
    package func take(definition document: Document) throws {
        guard let (id, number) = SagaVersions.parts(document.id) else { return }
        guard let saga = try versions.definition(document) else {
            if installed(id) != nil { try add(id, [:], .ended(number)) }
            return
        }
        guard installed(id)?.plans[number] == nil else { return }
        try add(id, [number: saga], .declared(number)) { $0.summary = saga.summary }
    }

    /// What is known of what new instances begin with.
    private enum Standing {
        case declared(Int64)
        case ended(Int64)

        var number: Int64 {
            switch self {
            case .declared(let number), .ended(let number): number
            }
        }
        var current: Int64? { if case .declared(let number) = self { number } else { nil } }
    }

    /// - Parameter standing: holds unless something newer is known; nil leaves it.
    private func add(
        _ id: String, _ kept: [Int64: Saga], _ standing: Standing?, _ change: (inout Installed) -> Void = { _ in }
    ) throws {
        let plans = compiled(kept)
        let (new, installed, isNew) = sagas.withLock { sagas in
            let isNew = sagas[id] == nil
            var installed = sagas[id] ?? Installed()
            installed.plans.merge(plans) { $1 }
            if let standing, standing.number >= installed.newest {
                installed.newest = standing.number
                installed.current = standing.current
            }
            change(&installed)
            let receivers = Set(plans.values.flatMap(\.receivers))
            let new = receivers.subtracting(installed.receivers)
            installed.receivers.formUnion(receivers)
            sagas[id] = installed
            return (new, installed, isNew)
        }
        for receiver in new.sorted() {
            let target = SagaSendTarget(saga: id, keeper: self)
            try engine.add(Self.destination(id, to: receiver), settings: .sagaSends, target: target)
        }
        if isNew {
            try engine.add(Self.destination(id), settings: .sagaEvents, target: SagaEventTarget(saga: id, keeper: self))
        }
        let filters = installed.plans.sorted { $0.key < $1.key }
            .flatMap { $0.value.filters(starts: $0.key == installed.current) }
        subscriptions.listen(.any(filters), for: Self.destination(id))
        alarm.ring()
    }

    /// What cannot be used any more is left out, and said.
    private func compiled(_ kept: [Int64: Saga]) -> [Int64: SagaPlan] {
        var plans: [Int64: SagaPlan] = [:]
        for (version, saga) in kept {
            do { plans[version] = try SagaPlan(saga, dialects: surroundings.dialects) } catch {
                logger.error("definition of a saga is not used", metadata: ["saga": "\(saga.id)", "why": "\(error)"])
            }
        }
        return plans
    }

    /// Has what is due done when it is due, until the task is cancelled.
    package func run() async {
        for await _ in alarm.rings {
            var isTroubled = false
            for saga in all where await !serve(saga) { isTroubled = true }
            if isTroubled {
                alarm.set(time.now() + Self.troublePause)
            } else if let due = index.nextDue {
                alarm.set(due)
            }
        }
        alarm.stop()
    }

    /// How long after trouble with the store it is tried again.
    static let troublePause = Duration.seconds(1)

    /// Brings the gauges up to date; to be called before the metrics are read.
    package func refreshMetrics() { index.showMetrics(at: time.now()) }
}

extension DestinationSettings {
    /// One after the other, in the order of the log: what an instance waits for comes after what begins it.
    fileprivate static var sagaEvents: DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = 1
        settings.isOrderedPerKey = false
        return settings
    }

    /// The target itself decides when it is tried again and when it is over: what the engine gave up, the instance would not
    /// hear of.
    static var sagaSends: DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = 8
        settings.retry = Resilience.RetryPolicy(
            backoff: Backoff(first: .zero, longest: .zero), attempts: .max, age: .microseconds(Int64.max),
            longestRetryAfter: .microseconds(Int64.max))
        return settings
    }
}
