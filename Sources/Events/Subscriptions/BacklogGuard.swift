import Synchronization
package import Values

/// Keeps what waits for a subscription within its bounds: one that is past them, and takes less than comes, is paused and no
/// longer given anything, or loses its oldest events to the dead letters.
///
/// One that has just been resumed with more waiting than its bound allows is let be as long as what waits grows less.
package final class BacklogGuard: Sendable {
    /// How often is looked.
    private static let step = Duration.seconds(10)

    private let subscriptions: SubscriptionKeeper
    private let time: TimeSource
    /// What waited when a subscription was past its bounds the last time that it was looked at.
    private let before = Mutex<[String: Int]>([:])

    package init(subscriptions: SubscriptionKeeper, time: TimeSource) {
        self.subscriptions = subscriptions
        self.time = time
    }

    /// Looks now and then, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            try? await time.sleep(Self.step)
            if !Task.isCancelled { await look() }
        }
    }

    /// A store that fails is asked again the next time.
    func look() async {
        for subscription in subscriptions.all where subscription.backfill == nil {
            try? await look(at: subscription)
        }
        let known = Set(subscriptions.all.map(\.id))
        before.withLock { before in before = before.filter { known.contains($0.key) } }
    }

    private func look(at subscription: Subscription) async throws {
        guard let waiting = try await subscriptions.waiting(for: subscription.id) else { return }
        guard let excess = subscription.bounds.excess(waiting, now: time.now()) else {
            before.withLock { $0[subscription.id] = nil }
            return
        }
        let last = before.withLock { before in
            defer { before[subscription.id] = waiting.count }
            return before[subscription.id]
        }
        guard let last, waiting.count >= last else { return }
        before.withLock { $0[subscription.id] = nil }
        switch subscription.bounds.policy {
        case .pause: try await subscriptions.detach(subscription.id, because: excess)
        case .dropOldest: try await subscriptions.dropOldest(subscription.id, because: excess)
        }
    }
}
