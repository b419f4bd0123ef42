import Synchronization
import Values

// What other nodes that share the store do to subscriptions.
extension SubscriptionKeeper {
    /// Takes a subscription as it is kept now; nil when it is gone. What is known already does nothing. Throws what is wrong with
    /// it.
    package func take(_ id: String, _ document: Document?) async throws {
        guard let document else { return await forget(id) }
        guard let known = kept.withLock({ $0[id] }) else { return try install(document) }
        guard document.version > known.version else { return }
        let subscription = try Subscription(value: surroundings.decode(document.content))
        let filter = try SubscriptionFilter(subscription.filters, compilers: surroundings.compilers)
        let before = known.subscription
        let isRetargeted = subscription.target != before.target
        let prepared = isRetargeted ? try surroundings.prepare(subscription) : known.prepared
        kept.withLock { $0[id] = Kept(subscription: subscription, version: document.version, prepared: prepared) }
        if subscription.filters != before.filters || subscription.isDetached != before.isDetached {
            router.set(subscription.isDetached ? nil : filter, for: subscription.destination)
        }
        if before.isDetached, !subscription.isDetached { startBackfill.yield(id) }
        if before.backfill == nil, isRetargeted || subscription.isDetached {
            await engine.remove(subscription.destination)
        }
        if subscription.backfill == nil, isRetargeted || before.backfill != nil {
            try connect(subscription, prepared)
        } else if subscription.backfill == nil, subscription.pause != before.pause {
            try subscription.pause == nil
                ? engine.resume(subscription.destination) : engine.pause(subscription.destination)
        }
        if isRetargeted { await known.prepared.close() }
    }

    private func forget(_ id: String) async {
        guard let known = kept.withLock({ $0.removeValue(forKey: id) }) else { return }
        router.set(nil, for: known.subscription.destination)
        await engine.remove(known.subscription.destination)
        await known.prepared.close()
    }
}
