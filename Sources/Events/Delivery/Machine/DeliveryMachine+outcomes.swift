import Resilience
import Values

extension DeliveryMachine {
    /// An attempt has come to its end.
    mutating func completed(_ send: Send, _ outcome: DeliveryOutcome, now: Instant, _ actions: inout Actions) {
        if case .postponed(_, let after) = outcome { return postponed(send, by: after, now: now, &actions) }
        inFlight -= 1
        note(outcome, send.permit, now: now)
        if case .settled = outcome {
            finishHead(send, isBuried: false, now: now)
            return recorded(CollectionOfOne(send.stored.sequence), now: now, &actions)
        }
        let (change, stages) = decide(send, outcome, now: now)
        actions.records.append(
            DeliveryTransition(
                destination: destination, sequence: send.stored.sequence, attempt: send.attempt, at: now,
                change: change, stages: stages))
        if case .retry(_, let notBefore) = change {
            block(send.slot, until: notBefore, head: (send.stored.sequence, send.attempt))
        } else {
            var isBuried = false
            if case .deadLettered = change { isBuried = true }
            finishHead(send, isBuried: isBuried, now: now)
        }
        pump(now: now, &actions)
    }

    /// Nothing was sent, for want of leave: the event is the next of its key again, and nothing goes before the rest ends.
    private mutating func postponed(_ send: Send, by span: Duration, now: Instant, _ actions: inout Actions) {
        inFlight -= 1
        breaker.returned(send.permit)
        restsUntil = max(restsUntil, now + min(max(span, .milliseconds(1)), Self.restMost))
        lanes[send.slot].phase = .ready
        ready.prepend(send.slot)
        pump(now: now, &actions)
    }

    /// The attempt was given up at shutdown: it does not count, and the event stays pending for the next start.
    mutating func abandoned(_ send: Send) {
        inFlight -= 1
        breaker.returned(send.permit)
    }

    /// A message refused says that the system is well; a message that cannot be taken now says that it is not.
    private mutating func note(_ outcome: DeliveryOutcome, _ permit: CircuitBreaker.Permit, now: Instant) {
        switch outcome {
        case .delivered, .rejected, .settled: breaker.succeeded(permit)
        case .skipped, .postponed: breaker.returned(permit)
        case .retry(_, let after, _): breaker.failed(permit, now: now, retryAfter: after)
        }
    }

    private func decide(
        _ send: Send, _ outcome: DeliveryOutcome, now: Instant
    ) -> (DeliveryTransition.Change, [DeliveryStage]) {
        switch outcome {
        case .delivered(let detail, let stages): return (.delivered(detail: detail), stages)
        case .settled: return (.delivered(detail: nil), [])
        case .skipped(let reason, let stages): return (.skipped(reason: reason), stages)
        case .rejected(let reason, let stages): return (.deadLettered(reason: reason), stages)
        case .postponed(let reason, let after): return (.retry(reason: reason, notBefore: now + after), [])
        case .retry(let reason, let after, let stages):
            let decision = settings.retry.decide(
                attempt: send.attempt, start: send.stored.recordedAt, now: now, retryAfter: after, random: random())
            switch decision {
            case .retry(let at): return (.retry(reason: reason, notBefore: at), stages)
            case .giveUp(let why): return (.deadLettered(reason: "\(why); the last one: \(reason)"), stages)
            }
        }
    }

    /// The head is done with; the next one of its key may go.
    private mutating func finishHead(_ send: Send, isBuried: Bool, now: Instant) {
        let slot = send.slot
        let sequence = send.stored.sequence
        unrecorded.insert(sequence)
        heldBytes -= send.stored.event.payload.count
        // The count stays held until the end is recorded.
        lanes[slot].items.removeFirst()
        lanes[slot].head = nil
        lanes[slot].phase = isBuried ? .burying : .empty
        if isBuried { burying[sequence] = slot }
        settle(slot, now: now)
    }

    /// Lets go of everything the lane has in memory until the time to try its head again.
    mutating func block(_ slot: Int, until: Instant, head: (sequence: Int64, attempts: Int)) {
        var first = head.sequence
        for item in lanes[slot].items {
            first = min(first, item.stored.sequence)
            heldCount -= 1
            heldBytes -= item.stored.event.payload.count
            lanes[slot].highestDropped = max(lanes[slot].highestDropped, item.stored.sequence)
        }
        lanes[slot].items.removeAll(keepingCapacity: false)
        lanes[slot].loadAfter = lanes[slot].hasMore ? min(lanes[slot].loadAfter, first - 1) : first - 1
        lanes[slot].hasMore = true
        // A load that is under way answers for a later part of the lane.
        lanes[slot].wasRewound = lanes[slot].isReloading
        lanes[slot].head = head
        lanes[slot].phase = .blocked(until: until)
        lanes[slot].stamp += 1
        blocked += 1
        timers.insert(TimerHeap.Entry(at: until, slot: slot, stamp: lanes[slot].stamp))
    }
}
