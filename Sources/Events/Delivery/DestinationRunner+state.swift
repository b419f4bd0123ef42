import Values

// What a runner notes and decides, apart from performing it.
extension DestinationRunner.State {
    /// The store has said how much is waiting.
    mutating func began(_ stored: Backlog, now: Instant, _ actions: inout DeliveryMachine.Actions) {
        let added = early.filter { $0.sequence > stored.through }
        backlog = stored.count + added.count
        backlogBytes = added.reduce(0) { $0 + Int64($1.bytes) }
        countedThrough = stored.through
        early = []
        guard !isStopping, !isHeld else { return }
        machine.resume(now: now, &actions)
    }

    mutating func committed(
        _ stored: [StoredEvent], unbrokenFrom: Int64, now: Instant, _ actions: inout DeliveryMachine.Actions
    ) {
        guard backlog != nil else {
            early.append(contentsOf: stored.map { ($0.sequence, $0.event.payload.count) })
            for one in stored { machine.highestCommitted = max(machine.highestCommitted, one.sequence) }
            return
        }
        for one in stored where one.sequence > countedThrough {
            backlog? += 1
            backlogBytes += Int64(one.event.payload.count)
        }
        for one in stored { machine.committed(one, unbrokenFrom: unbrokenFrom, now: now, &actions) }
    }

    /// An attempt has ended. `isCutOff`: the runner is stopping, so that a failure says nothing about the destination.
    mutating func completed(
        _ send: DeliveryMachine.Send, _ outcome: DeliveryOutcome, isCutOff: Bool, now: Instant,
        _ actions: inout DeliveryMachine.Actions
    ) {
        if isCutOff, case .retry = outcome { return machine.abandoned(send) }
        note(outcome, now: now)
        if case .settled = outcome { settled(send.stored) }
        machine.completed(send, outcome, now: now, &actions)
        if let record = actions.records.last, record.sequence == send.stored.sequence, record.change.isEnd {
            endingBytes[record.sequence] = send.stored.event.payload.count
        }
    }

    /// These are on disk.
    mutating func recorded(
        _ transitions: [DeliveryTransition], now: Instant, _ actions: inout DeliveryMachine.Actions
    ) {
        recording -= transitions.count
        var ended: [Int64] = []
        for transition in transitions where transition.change.isEnd { ended.append(transition.sequence) }
        backlog? -= ended.count
        for sequence in ended { backlogBytes -= Int64(endingBytes.removeValue(forKey: sequence) ?? 0) }
        backlogBytes = max(0, backlogBytes)
        machine.recorded(ended, now: now, &actions)
    }

    /// Nothing is there to be delivered, as far as is known: whatever was counted wrong while others wrote is right again.
    mutating func countNone() {
        guard backlog != nil else { return }
        backlog = 0
        backlogBytes = 0
    }

    /// A timer has run out, whatever the clock says now.
    mutating func woke(_ wake: DestinationRunner.Wake, now: Instant, _ actions: inout DeliveryMachine.Actions) {
        // One that an earlier one has taken the place of says nothing.
        guard scheduledWake?.number == wake.number else { return }
        scheduledWake = nil
        machine.tick(now: now, &actions)
    }

    /// Others have made so many deliveries pending.
    mutating func heard(
        _ count: Int, now: Instant, _ actions: inout DeliveryMachine.Actions,
        _ change: (inout DeliveryMachine, Instant, inout DeliveryMachine.Actions) -> Void
    ) {
        guard backlog != nil else { return }
        backlog? += count
        change(&machine, now, &actions)
    }

    /// News of others' commits may have been missed, deliveries of old events among them.
    mutating func missedSome(now: Instant, _ actions: inout DeliveryMachine.Actions) {
        // Before the first event, and not to it: there may be none yet, and it must not count as seen.
        heard(0, now: now, &actions) { $0.rewind(to: 0, now: $1, &$2) }
    }
}

extension DestinationRunner.State {
    /// Its end is on disk already.
    mutating func settled(_ stored: StoredEvent) {
        backlog? -= 1
        backlogBytes = max(0, backlogBytes - Int64(stored.event.payload.count))
    }

    mutating func note(_ outcome: DeliveryOutcome, now: Instant) {
        switch outcome {
        case .delivered, .settled:
            delivered += 1
            recent.note(isFailure: false, at: now)
            lastDeliveredAt = now
        case .skipped, .postponed: break
        case .retry(let reason, _, _), .rejected(let reason, _):
            failedAttempts += 1
            recent.note(isFailure: true, at: now)
            lastError = reason
            lastErrorAt = now
        }
    }
}
