import Resilience
import Synchronization
package import Values

/// A queue that consumers take messages from: a delivery is under way from the moment that it is offered until a consumer
/// has said how it went.
///
/// Order, retries, dead letters and durability are the delivery engine's: to it this is a target that takes its time. A
/// lease is written down before the consumer gets the message, so that after a restart nobody else gets it early.
package final class PullQueue: DeliveryTarget {
    /// A message that a consumer has.
    package struct Leased: Sendable {
        package var stored: StoredEvent
        package var receipt: LeaseReceipt
        package var until: Instant
    }

    /// How it went.
    package enum Verdict: Sendable, Hashable {
        case done
        /// To be given to somebody again, not before `after` has passed.
        case again(after: Duration)
        case never(reason: String)
    }

    private typealias Answer = CheckedContinuation<DeliveryOutcome, Never>

    private struct State {
        var table = LeaseTable<Answer>()
        var lastOffer = 0
        var nextConsumer = 0
        var consumers: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Offers that were taken back before they were made.
        var cancelled: Set<Int> = []
        /// When it is looked next for leases that have run out; with the number of the timer that does.
        var look: (at: Instant, number: Int)?
        var looks = 0
        var isClosed = false
    }

    /// Consumers waiting at once; more are told to come again.
    static let consumersMost = 1000

    private let destination: String
    private let log: EventLog
    private let time: TimeSource
    private let state = Mutex(State())
    /// Told of what ended by a receipt from before a restart.
    private let ended: @Sendable (_ sequence: Int64, _ destination: String) -> Void

    package init(destination: String, engine: DeliveryEngine, time: TimeSource) {
        self.destination = destination
        log = engine.log
        self.time = time
        ended = { [weak engine] in engine?.endedElsewhere($0, $1) }
    }

    // MARK: The engine's side

    package var isWaitedUpon: Bool { false }

    package func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let message = LeaseReceipt.Message(
            sequence: attempt.stored.sequence, replay: ReplayJob.id(of: attempt.destination))
        let number = state.withLock { state in
            state.lastOffer += 1
            return state.lastOffer
        }
        // It may be cancelled between its end and its return.
        defer { state.withLock { _ = $0.cancelled.remove(number) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, before) = state.withLock { state -> (Bool, Answer?) in
                    if state.cancelled.remove(number) != nil { return (true, nil) }
                    let offer = LeaseTable.Offer(attempt: attempt, token: continuation, number: number)
                    return (false, state.table.offer(offer))
                }
                before?.resume(returning: Self.cutOff)
                if isOver { continuation.resume(returning: Self.cutOff) } else { wakeOne() }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                let token = state.table.withdraw(number, of: message)
                if token == nil { state.cancelled.insert(number) }
                return token
            }
            continuation?.resume(returning: Self.cutOff)
        }
    }

    private static let cutOff = DeliveryOutcome.retry(reason: "the server is stopping")

    private func wakeOne() {
        let consumer = state.withLock { state in
            state.consumers.min { $0.key < $1.key }.flatMap { state.consumers.removeValue(forKey: $0.key) }
        }
        consumer?.resume()
    }

    // MARK: The consumers' side

    /// Gives at most `count` messages for `span`, waiting for the first no longer than `patience`. The leases are on disk
    /// when it returns. Throws `appendQueueFull` when too many wait, and what the log throws.
    package func lease(_ count: Int, for span: Duration, waiting patience: Duration) async throws -> [Leased] {
        let end = time.now() + patience
        while true {
            let until = time.now() + span
            let leases = state.withLock { $0.table.lease(count, until: until) }
            if !leases.isEmpty { return try await confirm(leases) }
            guard time.now() < end, !Task.isCancelled, !state.withLock({ $0.isClosed }) else { return [] }
            try await waitForOffer(until: end)
        }
    }

    private func waitForOffer(until end: Instant) async throws {
        let id = try state.withLock { state in
            guard state.consumers.count < Self.consumersMost else {
                throw JunctionError(.appendQueueFull, "\(Self.consumersMost) consumers are waiting already")
            }
            state.nextConsumer += 1
            return state.nextConsumer
        }
        let limit = Task { [time] in
            try? await time.sleep(until: end)
            leave(id)
        }
        defer { limit.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    let isVain = state.isClosed || Task.isCancelled || time.now() >= end
                    if isVain || state.table.offered > 0 { return true }
                    state.consumers[id] = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            leave(id)
        }
    }

    /// Has consumers wait no more: the server stops, or the queue is no more.
    package func endWaits() {
        let consumers = state.withLock { state in
            state.isClosed = true
            defer { state.consumers = [:] }
            return Array(state.consumers.values)
        }
        for consumer in consumers { consumer.resume() }
    }

    private func leave(_ id: Int) { state.withLock { $0.consumers.removeValue(forKey: id) }?.resume() }

    /// Writes the leases down; when that fails, the messages are offered again. Those that ran out or were taken back while they
    /// were written are not given.
    private func confirm(_ leases: [LeaseTable<Answer>.Lease]) async throws -> [Leased] {
        do {
            try await record(leases.map { Change($0.offer.receipt, .leased(until: $0.until), $0.offer.attempt.fence) })
        } catch {
            state.withLock { state in
                for lease in leases { state.table.giveBack(lease) }
            }
            for _ in leases { wakeOne() }
            // Another node has them to give now.
            if (error as? JunctionError)?.code == .leaseLost { return [] }
            throw error
        }
        lookLater(leases.first?.until)
        let now = time.now()
        let held = state.withLock { state in leases.filter { state.table.holds($0, now: now) } }
        return held.map { Leased(stored: $0.offer.attempt.stored, receipt: $0.offer.receipt, until: $0.until) }
    }

    /// What is to be written of one message. With a fence where the node gives it away: a node that was frozen must not
    /// give what another has given meanwhile. Without one where a consumer says how it went: his receipt holds anywhere.
    private struct Change {
        var receipt: LeaseReceipt
        var change: DeliveryTransition.Change
        var fence: Int64?

        init(_ receipt: LeaseReceipt, _ change: DeliveryTransition.Change, _ fence: Int64? = nil) {
            self.receipt = receipt
            self.change = change
            self.fence = fence
        }
    }

    private func record(_ changes: [Change]) async throws {
        let now = time.now()
        let transitions = changes.map { one in
            var transition = DeliveryTransition(
                destination: destination(of: one.receipt), sequence: one.receipt.sequence, attempt: one.receipt.attempt,
                at: now,
                change: one.change)
            transition.fence = one.fence
            return transition
        }
        _ = try await log.write(.transition(transitions), bytes: transitions.count * 128)
    }

    /// The longest that a timer waits in one piece: the clock may be set meanwhile, and most leases end early.
    private static let lookMost = Duration.seconds(60)

    /// Has one timer look for leases that have run out then, if none does before.
    private func lookLater(_ due: Instant?) {
        guard let due else { return }
        let now = time.now()
        let look = state.withLock { state -> (at: Instant, number: Int)? in
            let at = min(due, now + Self.lookMost)
            if let look = state.look, look.at <= at { return nil }
            state.looks += 1
            state.look = (at, state.looks)
            return state.look
        }
        guard let look else { return }
        Task { [weak self, time] in
            try? await time.sleep(until: look.at)
            self?.expire(look.number)
        }
    }

    private func expire(_ number: Int) {
        let now = time.now()
        let (over, next) = state.withLock { state in
            if state.look?.number == number { state.look = nil }
            return (state.table.expire(now: now), state.table.wakeAt)
        }
        for lease in over { lease.offer.token.resume(returning: .retry(reason: "the consumer's lease ran out")) }
        lookLater(next)
    }

    /// Says how a message went; on disk when it returns. Throws `leaseUnknown` when the lease has run out or never was.
    package func settle(_ receipt: LeaseReceipt, _ verdict: Verdict) async throws {
        let now = time.now()
        guard state.withLock({ $0.table.holds(receipt, now: now) }) else {
            return try await settleOld(receipt, verdict, now)
        }
        if let end = verdict.end { try await record([Change(receipt, end)]) }
        // It may have run out meanwhile: then the engine finds out that it is over when it looks for it.
        guard let lease = state.withLock({ $0.table.end(receipt, now: now) }) else { return }
        lease.offer.token.resume(returning: verdict.outcome)
    }

    /// A lease from before a restart: what is on disk tells.
    private func settleOld(_ receipt: LeaseReceipt, _ verdict: Verdict, _ now: Instant) async throws {
        let destination = destination(of: receipt)
        let request = PendingRequest(
            destination: destination, selection: .one(receipt.sequence), limit: 1, byteLimit: 1)
        let found = try await log.read { try $0.pending(request) }.deliveries.first
        guard let found, found.attempts == receipt.attempt, found.notBefore > now, let end = verdict.end else {
            throw Self.unknown(receipt)
        }
        try await record([Change(receipt, end)])
        ended(receipt.sequence, destination)
    }

    /// What is replayed into the queue has a destination of its own.
    private func destination(of receipt: LeaseReceipt) -> String {
        receipt.replay.map(ReplayJob.destination(of:)) ?? destination
    }

    /// Keeps a message longer: until `span` from now; on disk when it returns. Throws `leaseUnknown`.
    package func extend(_ receipt: LeaseReceipt, by span: Duration) async throws -> Instant {
        let now = time.now()
        let until = now + span
        guard let lease = state.withLock({ $0.table.extend(receipt, until: until, now: now) }) else {
            throw Self.unknown(receipt)
        }
        try await record([Change(receipt, .leased(until: until), lease.offer.attempt.fence)])
        lookLater(until)
        return until
    }

    private static func unknown(_ receipt: LeaseReceipt) -> JunctionError {
        JunctionError(.leaseUnknown, "there is no lease '\(receipt)'")
    }
}

extension PullQueue.Verdict {
    /// What is written down at once; nil when the engine decides.
    fileprivate var end: DeliveryTransition.Change? {
        switch self {
        case .done: .delivered(detail: "acknowledged by a consumer")
        case .never(let reason): .deadLettered(reason: reason)
        case .again: nil
        }
    }

    fileprivate var outcome: DeliveryOutcome {
        switch self {
        case .done, .never: .settled
        case .again(let after): .retry(reason: "a consumer gave it back", after: after)
        }
    }
}

extension DestinationSettings {
    /// How a pull queue is treated: no breaker, since consumers that give messages back are well, and no age limit.
    ///
    /// - Parameters:
    ///   - attempts: How often a message is leased before it is a dead letter.
    ///   - leases: Most messages that consumers have at once.
    package static func pullQueue(attempts: Int, isOrdered: Bool, leases: Int) -> DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = leases
        settings.isOrderedPerKey = isOrdered
        settings.retry.attempts = attempts
        settings.retry.age = .seconds(100 * 365 * 86_400)
        settings.retry.backoff.first = .zero
        settings.breaker.failureRate = 2
        settings.windowCount = max(settings.windowCount, leases * 2)
        return settings
    }
}
