import Synchronization
package import Values

/// Proves the way to each subscription's receiver: sends it a test event of its own every quarter of an hour, and knows how
/// the last one fared.
///
/// The events are deliveries like any other, behind whatever waits, so that what is proved is the whole way. Their ids tell
/// the subscription and the quarter of an hour, so that nodes which share a store, and a restart, send no second one. While
/// one has not come to its end, no other is sent.
package final class PathProver: Sendable {
    /// By this type receivers tell them from what happens.
    package static let eventType = "junction.subscription.test"
    static let period: Int64 = 900
    /// How often is looked who is due.
    private static let step = Duration.seconds(60)

    private let log: EventLog
    private let subscriptions: SubscriptionKeeper
    private let time: TimeSource
    /// The id of the last test event of each subscription, by the subscription's id.
    private let last = Mutex<[String: String]>([:])

    package init(log: EventLog, subscriptions: SubscriptionKeeper, time: TimeSource) {
        self.log = log
        self.subscriptions = subscriptions
        self.time = time
    }

    /// Sends what is due, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            try? await time.sleep(Self.step)
            if !Task.isCancelled { await sendDue() }
        }
    }

    /// A store that fails is asked again the next time.
    func sendDue() async {
        let all = subscriptions.all
        last.withLock { last in
            let known = Set(all.map(\.id))
            last = last.filter { known.contains($0.key) }
        }
        for subscription in all where subscription.isTested && subscription.pause == nil && subscription.backfill == nil
        {
            try? await sendIfDue(subscription)
        }
    }

    private func sendIfDue(_ subscription: Subscription) async throws {
        let quarter = Self.quarter(of: subscription.id, at: time.now())
        let id = Self.eventID(subscription.id, quarter)
        let before = last.withLock { $0[subscription.id] } ?? Self.eventID(subscription.id, quarter - 1)
        guard before != id else { return }
        if let lineage = try await log.lineage(id: before), PathProof(lineage, subscription)?.isOver == false { return }
        try await send(id, to: subscription, by: nil)
    }

    /// Sends one now. Throws `notFound`.
    package func send(to id: String, eventID: String, by publisher: String) async throws -> Appended {
        try await send(eventID, to: subscriptions.subscription(id), by: publisher)
    }

    @discardableResult
    private func send(_ id: String, to subscription: Subscription, by publisher: String?) async throws -> Appended {
        var event = Event(
            id: id, stream: "junction", type: Self.eventType, source: "junction", time: time.now(),
            metadata: ["subscription": subscription.id], contentType: "application/json", payload: Array("{}".utf8))
        event.metadata["publisher"] = publisher
        let place = try await log.append(event, deliverTo: [subscription.destination])
        last.withLock { $0[subscription.id] = id }
        return place
    }

    /// How the last test event of a subscription fared; nil when there has been none in the last half of an hour.
    package func proof(for subscription: Subscription) async throws -> PathProof? {
        let quarter = Self.quarter(of: subscription.id, at: time.now())
        let known = last.withLock { $0[subscription.id] }.map { [$0] } ?? []
        for id in known + [Self.eventID(subscription.id, quarter), Self.eventID(subscription.id, quarter - 1)] {
            if let lineage = try await log.lineage(id: id), let proof = PathProof(lineage, subscription) {
                return proof
            }
        }
        return nil
    }

    private static func eventID(_ subscription: String, _ quarter: Int64) -> String {
        "test~\(subscription)~\(quarter)"
    }

    /// Subscriptions have their turns at different times, so that not all are tested at once (the hash is FNV-1a).
    private static func quarter(of subscription: String, at now: Instant) -> Int64 {
        let hash = subscription.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return (now.microseconds / 1_000_000 + Int64(hash % UInt64(period))) / period
    }
}

/// What became of a test event.
package struct PathProof: Sendable, Hashable {
    package enum Result: Sendable { case proven, failed, waiting }

    /// When it was sent.
    package var at: Instant
    package var result: Result
    /// Until it was delivered.
    package var duration: Duration?
    /// In words that a person understands.
    package var message: String
    /// No more attempts follow.
    var isOver: Bool

    /// Nil for an event from before the subscription was made: another had the same id then.
    init?(_ lineage: Lineage, _ subscription: Subscription) {
        at = lineage.record.stored.recordedAt
        guard at >= subscription.createdAt else { return nil }
        let steps = lineage.steps.filter { $0.destination == subscription.destination }
        let ends: [Lineage.Kind] = [.delivered, .skipped, .deadLettered, .discarded]
        let end = steps.last { ends.contains($0.kind) }
        isOver = end != nil
        guard let step = end ?? steps.last(where: { $0.kind == .attemptFailed }) else {
            (result, message) = (.waiting, "The test event waits for its turn.")
            return
        }
        let why = step.detail.map { ": \($0)" } ?? ""
        switch step.kind {
        case .delivered:
            duration = step.at - at
            (result, message) = (.proven, "The test event was delivered\(why).")
        case .attemptFailed: (result, message) = (.failed, "The test event was not taken, and is tried again\(why).")
        default: (result, message) = (.failed, "The test event could not be delivered\(why).")
        }
    }
}
