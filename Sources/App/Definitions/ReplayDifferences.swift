import APIContract
import Events
import Flows
import Values

/// Says of each event that a replay would send how it differs from what its subscription was sent.
struct ReplayDifferences: Sendable {
    let parts: ServerParts
    let requests: RequestDifferences

    /// Earlier replays into the subscription that are looked at for when an event was sent last.
    private static let replaysMost = 10

    init(parts: ServerParts) {
        self.parts = parts
        requests = RequestDifferences(parts: parts)
    }

    /// In the order of the events. Throws `notFound` for the subscription.
    func between(_ records: [EventRecord], in subscription: String) async throws -> [ReplayDifference] {
        let subscription = try parts.subscriptions.subscription(subscription)
        var differences: [ReplayDifference] = []
        for record in records { differences.append(try await difference(record.stored, subscription)) }
        return differences
    }

    private func difference(
        _ stored: StoredEvent, _ subscription: Events.Subscription
    ) async throws -> ReplayDifference {
        let id = stored.event.id
        let lineage = try await parts.log.lineage(id: id)
        guard let sent = lineage.flatMap({ lastSent($0, to: subscription) }) else {
            return ReplayDifference(
                eventId: id, result: .notSent, message: "The subscription has not been sent this event before.")
        }
        guard sent.at >= subscription.createdAt else {
            return ReplayDifference(
                eventId: id, result: .notKnown,
                message: "It was sent to an earlier subscription of this name, of which nothing is kept.",
                sentAt: sent.at)
        }
        guard subscription.target.kind == SubscriptionKind.flow.rawValue else {
            return ReplayDifference(
                eventId: id, result: .same,
                message: "Events are sent as they are kept, and nothing that shapes what is sent can be changed in this"
                    + " subscription; a replay adds its mark.", sentAt: sent.at)
        }
        return try await flowDifference(id, sent, stored, subscription)
    }

    /// The last time that the event was delivered to the subscription, by itself or in a replay.
    private func lastSent(_ lineage: Lineage, to subscription: Events.Subscription) -> Sent? {
        let replays = parts.replays.all.filter { $0.subscription == subscription.id }
            .sorted { $0.createdAt > $1.createdAt }.prefix(Self.replaysMost)
        let destinations = Set(replays.map(\.destination) + [subscription.destination])
        let step = lineage.steps.last { step in
            step.kind == .delivered && step.destination.map { destinations.contains($0) } ?? false
        }
        return step.flatMap { step in step.destination.map { Sent(at: step.at, destination: $0) } }
    }

    struct Sent {
        var at: Instant
        var destination: String
    }

    private func flowDifference(
        _ id: String, _ sent: Sent, _ stored: StoredEvent, _ subscription: Events.Subscription
    ) async throws -> ReplayDifference {
        let taken = FlowEventTarget.messageID(of: stored.sequence, through: sent.destination)
        guard let message = try await parts.log.lineage(id: taken),
            let point = message.record.stored.event.metadata["point"], let flow = parts.flows.flow(point)
        else {
            return ReplayDifference(
                eventId: id, result: .notKnown, message: "What the integration point took in is no longer kept.",
                sentAt: sent.at)
        }
        let found = try await requests.between(message, flow)
        let result = Self.overall(found.map(\.result))
        return ReplayDifference(
            eventId: id, result: result, message: Self.sentence(result), sentAt: sent.at, requests: found)
    }

    /// What is not known is never called the same.
    private static func overall(_ results: [ReplayComparison]) -> ReplayComparison {
        for result in [ReplayComparison.changed, .notKnown, .notSent] where results.contains(result) { return result }
        return .same
    }

    private static func sentence(_ result: ReplayComparison) -> String {
        switch result {
        case .same: "The integration point would make the same requests again."
        case .changed: "The integration point would make other requests than it made."
        case .notSent: "The integration point has not made all of its requests of this event yet."
        case .notKnown: "What the integration point made of this event can no longer be told."
        }
    }
}
