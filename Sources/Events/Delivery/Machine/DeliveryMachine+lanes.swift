import Resilience
import Values

extension DeliveryMachine {
    func hasRoom(for bytes: Int) -> Bool {
        heldCount + reserved < settings.windowCount && (heldBytes + bytes <= settings.windowBytes || heldCount == 0)
    }

    /// Takes in an event that is pending, from a commit or a load of what comes next.
    mutating func admit(_ delivery: PendingDelivery, now: Instant) {
        let sequence = delivery.stored.sequence
        guard !unrecorded.contains(sequence) else { return }
        let slot = slot(for: delivery.stored)
        let lane = lanes[slot]
        let isFull = lane.items.count >= max(1, settings.windowCountPerKey)
        let isBeyondGap = lane.hasMore && sequence > (lane.items.last?.stored.sequence ?? .min)
        if case .blocked = lane.phase {
            lanes[slot].drop(sequence)
        } else if isFull || isBeyondGap {
            if lane.items.contains(where: { $0.stored.sequence == sequence }) { return }
            lanes[slot].drop(sequence)
        } else {
            take(delivery, into: slot)
        }
        settle(slot, now: now)
    }

    /// Puts an event into its lane, attempts as counted here.
    mutating func take(_ delivery: PendingDelivery, into slot: Int) {
        var delivery = delivery
        if let head = lanes[slot].head, head.sequence == delivery.stored.sequence {
            delivery.attempts = max(delivery.attempts, head.attempts)
            // The wait is over: the timer, not the store, says so.
            delivery.notBefore = .epoch
        }
        guard lanes[slot].insert(delivery) else { return }
        heldCount += 1
        heldBytes += delivery.stored.event.payload.count
    }

    /// Brings a lane that is neither in flight nor blocked to where it belongs: ready, loading or gone.
    mutating func settle(_ slot: Int, now: Instant) {
        if lanes[slot].hasMore, lanes[slot].items.count <= settings.windowCountPerKey / 4 { wantReload(slot) }
        guard case .empty = lanes[slot].phase else { return }
        if let first = lanes[slot].items.first {
            if first.notBefore > now {
                block(slot, until: first.notBefore, head: (first.stored.sequence, first.attempts))
                return
            }
            lanes[slot].phase = .ready
            ready.append(slot)
        } else if !lanes[slot].isReloading {
            free(slot)
        }
    }

    mutating func wantReload(_ slot: Int) {
        guard !lanes[slot].isReloading else { return }
        if case .blocked = lanes[slot].phase { return }
        lanes[slot].isReloading = true
        reloads.append(slot)
    }

    private mutating func slot(for stored: StoredEvent) -> Int {
        let name: LaneName =
            if settings.isOrderedPerKey, let key = stored.event.key { .key(ExactText(key)) } else {
                .single(stored.sequence)
            }
        if let slot = slots[name] { return slot }
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
            let stamp = lanes[free].stamp
            lanes[free] = DeliveryLane(name: name)
            lanes[free].stamp = stamp + 1
        } else {
            slot = lanes.count
            lanes.append(DeliveryLane(name: name))
        }
        slots[name] = slot
        return slot
    }

    private mutating func free(_ slot: Int) {
        slots[lanes[slot].name] = nil
        lanes[slot].items = []
        freeSlots.append(slot)
    }
}

// MARK: - Sending and loading

extension DeliveryMachine {
    /// Sends and loads whatever may be sent and loaded now.
    mutating func pump(now: Instant, _ actions: inout Actions) {
        see(now)
        guard !isPaused else { return }
        if now >= restsUntil { restsUntil = .epoch }
        while inFlight < settings.concurrency, restsUntil == .epoch, let slot = ready.first {
            guard let permit = breaker.acquire(now: now) else { break }
            ready.removeFirst()
            let item = lanes[slot].items[0]
            lanes[slot].phase = .inFlight
            inFlight += 1
            actions.sends.append(Send(slot: slot, stored: item.stored, attempt: item.attempts + 1, permit: permit))
        }
        loadLanes(&actions)
        loadNext(now: now, &actions)
    }

    private mutating func loadLanes(_ actions: inout Actions) {
        while keyLoads < Self.keyLoadsMost, let slot = reloads.first {
            let room = settings.windowCount - heldCount - reserved
            guard room > 0, heldBytes < settings.windowBytes || heldCount == 0 else { return }
            reloads.removeFirst()
            keyLoads += 1
            keyLoadsSinceNext += 1
            // Never the whole room, so that keys which need reloading cannot starve those not yet seen.
            let limit = min(max(1, settings.windowCountPerKey), max(1, room / 4))
            let lane = lanes[slot]
            let selection: PendingRequest.Selection =
                switch lane.name {
                case .key(let key): .key(key.text, after: lane.loadAfter)
                case .single(let sequence): .one(sequence)
                }
            lanes[slot].wasRewound = false
            reserved += limit
            actions.loads.append(.lane(slot, request(selection, limit), highestDropped: lane.highestDropped))
        }
    }

    private mutating func loadNext(now: Instant, _ actions: inout Actions) {
        if now >= loadNotBefore { loadNotBefore = .epoch }
        guard !isCaughtUp, !isLoading, loadNotBefore == .epoch, blocked < Self.blockedKeysMost else { return }
        let room = settings.windowCount - heldCount - reserved
        let isWorthwhile = room >= (settings.windowCount + 1) / 2 || keyLoadsSinceNext >= 8
        guard isWorthwhile, room > 0, heldBytes < settings.windowBytes || heldCount == 0 else { return }
        isLoading = true
        wasRewound = false
        endedInLoad = []
        keyLoadsSinceNext = 0
        let limit = min(room, Self.loadMost)
        reserved += limit
        actions.loads.append(.next(request(.after(cursor), limit), highestKnown: highestCommitted))
    }

    private func request(_ selection: PendingRequest.Selection, _ limit: Int) -> PendingRequest {
        PendingRequest(
            destination: destination, selection: selection, limit: limit,
            byteLimit: max(1, (settings.windowBytes - heldBytes) / 2))
    }
}
