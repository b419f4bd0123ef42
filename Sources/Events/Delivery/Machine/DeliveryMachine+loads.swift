import Values

extension DeliveryMachine {
    /// The store has answered a load; nil: it could not.
    mutating func loaded(_ load: Load, _ page: PendingPage?, now: Instant, _ actions: inout Actions) {
        switch load {
        case .next(let request, let highestKnown):
            reserved -= request.limit
            loadedNext(page, highestKnown: highestKnown, now: now)
        case .lane(let slot, let request, let highestDropped):
            reserved -= request.limit
            loadedLane(slot, page, highestDropped: highestDropped, now: now)
        }
        pump(now: now, &actions)
    }

    private mutating func loadedNext(_ page: PendingPage?, highestKnown: Int64, now: Instant) {
        isLoading = false
        let ended = endedInLoad
        endedInLoad = []
        guard let page else {
            loadNotBefore = now + Self.loadRetry
            return
        }
        loadNotBefore = .epoch
        for delivery in page.deliveries where !ended.contains(delivery.stored.sequence) { admit(delivery, now: now) }
        // Rewound while the store was reading: the cursor is lower already, and must stay there.
        guard !wasRewound else { return }
        cursor = max(cursor, page.deliveries.last?.stored.sequence ?? 0)
        guard !page.isPartial else { return }
        // Whatever was known when the load began has been seen by it, or is no longer pending.
        cursor = max(cursor, highestKnown)
        isCaughtUp = highestCommitted <= cursor
    }

    private mutating func loadedLane(_ slot: Int, _ page: PendingPage?, highestDropped: Int64, now: Instant) {
        keyLoads -= 1
        lanes[slot].isReloading = false
        // Blocked anew in the meantime: it is loaded again when its time comes.
        if case .blocked = lanes[slot].phase { return }
        guard let page else {
            let head = lanes[slot].head ?? (sequence: lanes[slot].loadAfter + 1, attempts: 0)
            if case .empty = lanes[slot].phase, lanes[slot].items.isEmpty {
                block(slot, until: now + Self.loadRetry, head: head)
            }
            return
        }
        // When something came back before the part asked for, the answer is for the wrong part: it is asked for again.
        if !lanes[slot].wasRewound {
            for delivery in page.deliveries where !unrecorded.contains(delivery.stored.sequence) {
                take(delivery, into: slot)
            }
            let last = page.deliveries.last?.stored.sequence ?? 0
            let isComplete = !page.isPartial && lanes[slot].highestDropped <= max(highestDropped, last)
            lanes[slot].hasMore = !isComplete && lanes[slot].isKeyed
            let seen = page.isPartial ? last : max(last, highestDropped)
            lanes[slot].loadAfter = max(lanes[slot].loadAfter, seen)
        }
        settle(slot, now: now)
    }
}

extension DeliveryLane {
    var isKeyed: Bool { if case .key = name { true } else { false } }
}
