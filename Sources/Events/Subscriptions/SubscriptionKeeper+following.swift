import Synchronization
import Values

// What other nodes that share the store do to subscriptions.
extension SubscriptionKeeper {
    /// Takes a subscription as it is kept now; nil when it is gone. What is known already does nothing. Throws what is wrong with
    /// it.
    package func take(_ id: String, _ document: Document?) async throws {
        guard let document else { return await forget(id) }
        guard let known = kept.withLock({ $0[id] }) else { return try install(document) }
        let subscription = try Subscription(value: surroundings.decode(document.content))
        let before = known.subscription
        if subscription.createdAt != before.createdAt {
            // It was removed, and another one has its name.
            await forget(id)
            return try install(document)
        }
        guard document.version > known.version else { return }
        let isRetargeted = subscription.target != before.target
        let prepared = isRetargeted ? try surroundings.prepare(subscription) : known.prepared
        let isNews = kept.withLock { kept in
            guard let version = kept[id]?.version, version < document.version else { return false }
            kept[id] = Kept(subscription: subscription, version: document.version, prepared: prepared)
            return true
        }
        guard isNews else {
            if isRetargeted { await prepared.close() }
            return
        }
        if before.isDetached, !subscription.isDetached { startBackfill.yield(id) }
        if before.backfill == nil, isRetargeted || subscription.isDetached {
            await engine.remove(subscription.destination)
        }
        if subscription.backfill == nil, before.backfill != nil {
            try arrive(id)
        } else if subscription.backfill == nil, isRetargeted {
            try connect(subscription, prepared)
        } else if subscription.backfill == nil,
            subscription.pause != before.pause
                || subscription.resumedAt != before.resumedAt
        {
            try steer(subscription)
        }
        if isRetargeted { await known.prepared.close() }
    }

    private func forget(_ id: String) async {
        guard let known = kept.withLock({ $0.removeValue(forKey: id) }) else { return }
        await engine.remove(known.subscription.destination)
        await known.prepared.close()
    }
}
