import API
import APIContract
import Events
import Flows
import Formats
import Resilience
import SecurityCore
import Values

/// Subscriptions, as the API shows them.
struct SubscriptionsAdapter: SubscriptionsService {
    let keeper: SubscriptionKeeper
    let prover: PathProver
    let audit: AuditTrail
    let secrets: SecretStore
    let time: TimeSource
    let forwarding: QueueForwarding
    let flows: FlowEngine

    func create(_ wanted: EventSubscription, by caller: Caller) async throws -> CreatedSubscription {
        try SubscriptionSettings.check(wanted.target)
        if let point = wanted.target.integrationId, wanted.target.type == .flow, flows.flow(point) == nil {
            throw JunctionError(
                .subscriptionInvalid, "there is no integration '\(point)' that runs",
                place: Place(path: "/target/integrationId"))
        }
        let warning = try await ReceiverName.warning(for: wanted.target, time: time)
        let id = wanted.id ?? caller.madeIdentifier
        let isWebhook = wanted.target.type == .webhook
        let secret = isWebhook ? try makeSecret(for: caller) : nil
        let target = try SubscriptionSettings.kept(
            wanted.target, secrets: secret.map { [SigningSecret(name: $0.name)] } ?? [])
        var subscription = Events.Subscription(
            id: id, name: wanted.name ?? id, filters: .array((wanted.filters ?? []).map { .object($0) }),
            target: target, isOrdered: (wanted.ordering ?? .key) == .key,
            concurrency: wanted.concurrency ?? wanted.target.type.usualConcurrency,
            createdAt: time.now(), createdBy: caller.keyID)
        subscription.bounds.count = wanted.backlogMost ?? subscription.bounds.count
        subscription.bounds.age = wanted.backlogHours.map { .seconds(3600 * $0) } ?? subscription.bounds.age
        subscription.bounds.policy = wanted.whenFull == .dropOldest ? .dropOldest : .pause
        subscription.isTested = wanted.standingTest ?? target.isTestedUsually
        subscription.request = caller.request
        do { subscription = try await keeper.create(subscription, from: Self.start(of: wanted)) } catch {
            // A repeated request may have made one before, which goes on using it.
            if let secret, caller.request == nil { try? secrets.remove(named: secret.name) }
            throw Self.located(error)
        }
        try await note("created", id, caller)
        return CreatedSubscription(subscription: try await shown(subscription), secret: secret?.text, warning: warning)
    }

    /// Says where in the request it is what is wrong.
    private static func located(_ error: any Error) -> any Error {
        guard var refusal = error as? JunctionError else { return error }
        switch refusal.code {
        case .addressForbidden, .connectFailed: refusal.place = Place(path: "/target/url")
        case .connectorSettings: refusal.place = Place(path: "/target")
        default: return FilterPlace.located(error, in: "/filters")
        }
        return refusal
    }

    private static func start(of wanted: EventSubscription) throws -> Events.Subscription.Start {
        func needed<T>(_ value: T?, _ field: String) throws -> T {
            guard let value else {
                throw JunctionError(
                    .subscriptionInvalid, "this start needs '\(field)'", place: Place(path: "/\(field)"))
            }
            return value
        }
        switch wanted.start ?? .now {
        case .now: return .now
        case .beginning: return .beginning
        case .sequence: return .sequence(try needed(wanted.fromSequence, "fromSequence"))
        case .time: return .time(try needed(wanted.fromTime, "fromTime"))
        }
    }

    func subscriptions(_ page: PageRequest) async throws -> Page<APIContract.Subscription> {
        try await page.page(of: keeper.all, by: \.id) { try await shown($0) }
    }

    func subscription(_ id: String) async throws -> APIContract.Subscription {
        try await shown(keeper.subscription(id))
    }

    func pause(_ id: String, because reason: String, by caller: Caller) async throws -> APIContract.Subscription {
        let changed = try await keeper.pause(id, because: reason)
        try await note("paused", id, caller)
        return try await shown(changed)
    }

    func resume(_ id: String, by caller: Caller) async throws -> APIContract.Subscription {
        let changed = try await keeper.resume(id)
        try await note("resumed", id, caller)
        return try await shown(changed)
    }

    func remove(_ id: String, by caller: Caller) async throws {
        let target = try keeper.subscription(id).target
        try await keeper.remove(id)
        for secret in SubscriptionSettings.secrets(target) { try? secrets.remove(named: secret.name) }
        try await note("removed", id, caller)
    }

    /// Secrets that sign at once: each is a signature in the header of every delivery.
    private static let secretsMost = 8

    func rotateSecret(
        _ id: String, _ rotation: SecretRotation, by caller: Caller
    ) async throws -> SubscriptionSecret {
        let target = try keeper.subscription(id).target
        guard target.kind == SubscriptionKind.webhook.rawValue else {
            throw JunctionError(.subscriptionInvalid, "only webhooks have a secret")
        }
        let now = time.now()
        let until = now + .seconds(3600 * (rotation.overlapHours ?? 24))
        let new = try makeSecret(for: caller)
        if let last = SubscriptionSettings.secrets(target).dropFirst().first?.until,
            SubscriptionSettings.secrets(target).first?.name == new.name
        {
            // This very request has been here before, and its answer was lost.
            return SubscriptionSecret(secret: new.text, previousUntil: last)
        }
        guard SubscriptionSettings.secrets(target).count(where: { $0.isUsed(at: now) }) < Self.secretsMost else {
            if caller.request == nil { try? secrets.remove(named: new.name) }
            throw JunctionError(
                .subscriptionInvalid, "\(Self.secretsMost) secrets sign each delivery already",
                remedy: "Make another when the oldest has run out.")
        }
        _ = try await keeper.retarget(id) { settings in
            var kept = SubscriptionSettings.secrets(SubscriptionTarget(kind: target.kind, settings: settings))
                .filter { $0.isUsed(at: now) }
            for index in kept.indices { kept[index].until = min(kept[index].until ?? until, until) }
            SubscriptionSettings.setSecrets([SigningSecret(name: new.name)] + kept, in: &settings)
        }
        try await note("secretRotated", id, caller)
        return SubscriptionSecret(secret: new.text, previousUntil: until)
    }

    /// A secret of Standard Webhooks 1.0, kept under a name of its own; the one that the same request made before, if it did.
    private func makeSecret(for caller: Caller) throws -> (name: String, text: String) {
        let name = "webhook-\(caller.madeIdentifier)"
        if caller.request != nil, let known = try? secrets.secret(named: name) { return (name, known.reveal()) }
        let text = "whsec_" + String(decoding: Base64.encode(ServerAssembly.randomBytes(32)), as: UTF8.self)
        try secrets.store(Secret(text), named: name)
        return (name, text)
    }

    func test(_ id: String, by caller: Caller) async throws -> PublishResult {
        let place = try await prover.send(to: id, eventID: caller.madeIdentifier, by: caller.keyID)
        return PublishResult(id: place.id, status: .published, stream: "junction", sequence: place.streamSequence)
    }

    func setStandingTest(
        _ id: String, _ test: StandingTest, by caller: Caller
    ) async throws -> APIContract.Subscription {
        let changed = try await keeper.setTested(id, test.enabled)
        try await note(test.enabled ? "testStarted" : "testStopped", id, caller)
        return try await shown(changed)
    }

    private func note(_ what: String, _ id: String, _ caller: Caller) async throws {
        try await audit.note("subscription.\(what)", by: caller, ["subscription": id])
    }
}

extension SubscriptionKind {
    /// A broker confirms many messages at once; each call of a webhook has a connection to itself.
    fileprivate var usualConcurrency: Int { self == .rabbitmq ? 256 : 4 }
}

// MARK: - How it fares

extension SubscriptionsAdapter {
    private func shown(_ subscription: Events.Subscription) async throws -> APIContract.Subscription {
        let status = try await keeper.status(of: subscription.id)
        let backlog = try await keeper.backlog(of: subscription.id)
        let now = time.now()
        return APIContract.Subscription(
            id: subscription.id, name: subscription.name,
            filters: subscription.filters.array?.compactMap(\.object) ?? [],
            target: try ValueDecoder.decode(
                APIContract.SubscriptionTarget.self, from: .object(SubscriptionSettings.shown(subscription.target))),
            ordering: subscription.isOrdered ? .key : .none, concurrency: subscription.concurrency,
            status: Self.word(subscription, status), pauseReason: subscription.pause, lag: backlog.count,
            lagSeconds: backlog.oldestRecordedAt.map { Double((now - $0).wholeMicroseconds) / 1_000_000 },
            deliveredPerSecond: status?.recent.deliveredPerSecond ?? 0, errorRate: status?.recent.errorRate ?? 0,
            deadLetters: backlog.deadLetters, breaker: status.map { BreakerState($0.breaker) },
            lastError: status?.lastError, lastErrorAt: status?.lastErrorAt, lastDeliveredAt: status?.lastDeliveredAt,
            nextAttemptAt: status?.nextAttemptAt,
            backlogMost: subscription.bounds.count,
            backlogHours: Int(subscription.bounds.age.wholeMicroseconds / 3_600_000_000),
            whenFull: subscription.bounds.policy == .dropOldest ? .dropOldest : .pause,
            lagWarning: subscription.bounds.warning(
                BacklogBounds.Waiting(count: backlog.count, oldest: backlog.oldestRecordedAt), now: now),
            standingTest: subscription.isTested,
            pathProven: try await prover.proof(for: subscription).map { APIContract.PathProof($0) },
            createdAt: subscription.createdAt, createdBy: subscription.createdBy)
    }

    private static func word(
        _ subscription: Events.Subscription, _ status: Events.DestinationStatus?
    ) -> APIContract.SubscriptionStatus {
        if subscription.pause != nil { return .paused }
        guard let status else { return .catchingUp }
        return status.breaker == .closed ? .active : .failing
    }
}

extension APIContract.PathProof {
    fileprivate init(_ proof: Events.PathProof) {
        let result: PathResult =
            switch proof.result {
            case .proven: .proven
            case .failed: .failed
            case .waiting: .waiting
            }
        self.init(
            at: proof.at, result: result,
            durationSeconds: proof.duration.map { Double($0.wholeMicroseconds) / 1_000_000 }, message: proof.message)
    }
}

// MARK: - Queues

extension SubscriptionsAdapter {
    func lease(_ id: String, _ request: LeaseRequest, by caller: Caller) async throws -> LeasedMessages {
        let queue = try queue(id)
        let destination = try keeper.subscription(id).destination
        if let answer = try await forwarding.lease(id, of: destination, request, caller) { return answer }
        let leased = try await queue.lease(
            request.most ?? 1, for: .seconds(request.leaseSeconds ?? 60), waiting: .seconds(request.waitSeconds ?? 0))
        return LeasedMessages(
            messages: leased.map { message in
                LeasedMessage(
                    receipt: message.receipt.description, leasedUntil: message.until, delivery: message.receipt.attempt,
                    replay: message.receipt.replay,
                    event: IntegrationEvent(EventRecord(stored: message.stored, status: .waiting)))
            })
    }

    func settle(
        _ id: String, _ request: SettleRequest, _ verdict: LeaseVerdict, by caller: Caller
    ) async throws -> SettleResults {
        let queue = try queue(id)
        let destination = try keeper.subscription(id).destination
        if let answer = try await forwarding.settle(id, of: destination, request, verdict, caller) { return answer }
        var results: [SettleResult] = []
        for text in request.receipts {
            do {
                guard let receipt = LeaseReceipt(text) else {
                    throw JunctionError(.leaseUnknown, "this is no receipt")
                }
                let until = try await settle(receipt, request, verdict, queue)
                results.append(SettleResult(receipt: text, settled: true, leasedUntil: until))
            } catch let error as JunctionError where error.code == .leaseUnknown {
                results.append(SettleResult(receipt: text, settled: false, problem: error.description))
            }
        }
        return SettleResults(results: results)
    }

    private func settle(
        _ receipt: LeaseReceipt, _ request: SettleRequest, _ verdict: LeaseVerdict, _ queue: PullQueue
    ) async throws -> Instant? {
        switch verdict {
        case .acknowledge: try await queue.settle(receipt, .done)
        case .giveBack: try await queue.settle(receipt, .again(after: .seconds(request.delaySeconds ?? 0)))
        case .giveUp: try await queue.settle(receipt, .never(reason: request.reason ?? "a consumer gave it up"))
        case .extend: return try await queue.extend(receipt, by: .seconds(request.leaseSeconds ?? 60))
        }
        return nil
    }

    private func queue(_ id: String) throws -> PullQueue {
        guard let queue = try keeper.target(of: id) as? PullQueue else {
            throw JunctionError(.subscriptionInvalid, "the subscription '\(id)' is no queue")
        }
        return queue
    }
}
