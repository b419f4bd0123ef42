import Values

// What is done when too much waits for a subscription.
extension SubscriptionKeeper {
    /// What waits for it; nil where another node serves it, or it is catching up.
    package func waiting(for id: String) async throws -> BacklogBounds.Waiting? {
        let subscription = try subscription(id)
        guard subscription.backfill == nil, let count = engine.backlogCount(of: subscription.destination) else {
            return nil
        }
        let request = PendingRequest(
            destination: subscription.destination, selection: .after(0), limit: 1, byteLimit: 1)
        let first = try await log.read { try $0.pending(request) }.deliveries.first
        return BacklogBounds.Waiting(count: count, oldest: first?.stored.recordedAt)
    }

    /// Pauses it, and puts nothing more by for it: what comes is found in the log when it is resumed.
    func detach(_ id: String, because reason: String) async throws {
        // What is routed to it after this place, and waits already, is not taken up twice.
        let newest = try await log.newestSequence()
        let changed = try await change(id) {
            $0.pause = $0.pause ?? "Too much waits for it: \(reason) Resumed, it goes on where it was."
            $0.backfill = Subscription.Backfill(after: newest)
            $0.isDetached = true
        }
        await engine.remove(changed.destination)
    }

    /// Deliveries given up together.
    private static let dropStep = 500

    /// Makes dead letters of its oldest events, until it is within its bounds again with room to spare.
    func dropOldest(_ id: String, because reason: String) async throws {
        let subscription = try subscription(id)
        let destination = subscription.destination
        let tooOld = time.now() - subscription.bounds.age
        // Nothing is under way while what waits is changed.
        await engine.remove(destination)
        do {
            var surplus = subscription.bounds.surplus(try await backlog(of: id).count)
            while !Task.isCancelled {
                let request = PendingRequest(
                    destination: destination, selection: .after(0), limit: Self.dropStep, byteLimit: Self.dropBytes)
                let page = try await log.read { try $0.pending(request) }.deliveries
                let dropped = page.enumerated().prefix {
                    $0.offset < surplus || $0.element.stored.recordedAt < tooOld
                }.map(\.element)
                guard !dropped.isEmpty else { break }
                try await giveUp(dropped, of: destination, because: reason)
                surplus -= dropped.count
            }
        } catch {
            try connect(id)
            throw error
        }
        try connect(id)
    }

    private static let dropBytes = 8 << 20

    private func giveUp(
        _ deliveries: [PendingDelivery], of destination: String, because reason: String
    ) async throws {
        let now = time.now()
        let transitions = deliveries.map { delivery in
            DeliveryTransition(
                destination: destination, sequence: delivery.stored.sequence, attempt: delivery.attempts, at: now,
                change: .deadLettered(
                    reason: "Too much waited for the subscription, and this was the oldest: \(reason)"))
        }
        _ = try await log.write(.transition(transitions), bytes: transitions.count * 256)
    }
}
