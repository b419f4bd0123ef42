import Synchronization
import Values

extension DestinationRunner {
    /// Told on the writer thread, right after the commit, in sequence order.
    func committed(_ stored: [StoredEvent], unbrokenFrom: Int64) {
        let now = time.now()
        update { state, actions in
            guard state.backlog != nil else {
                state.early.append(contentsOf: stored.map { ($0.sequence, $0.event.payload.count) })
                for one in stored { state.machine.highestCommitted = max(state.machine.highestCommitted, one.sequence) }
                return
            }
            state.backlog? += stored.count
            state.backlogBytes += stored.reduce(0) { $0 + Int64($1.event.payload.count) }
            for one in stored { state.machine.committed(one, unbrokenFrom: unbrokenFrom, now: now, &actions) }
        }
    }

    /// Makes attempts until there is nothing more to send.
    func work(from first: DeliveryMachine.Send) async {
        var next: DeliveryMachine.Send? = first
        while let send = next {
            let attempt = DeliveryAttempt(destination: destination, stored: send.stored, number: send.attempt)
            let start = time.now()
            // A node that was frozen wakes in the middle of its work, which another may have taken over.
            guard lease?.holds(at: start) ?? true else { return abandon(send) }
            let outcome = await target.deliver(attempt)
            let end = time.now()
            instruments.note(outcome, took: end - start, sinceRecorded: end - send.stored.recordedAt)
            next = completed(send, outcome, now: end)
        }
    }

    private func completed(
        _ send: DeliveryMachine.Send, _ outcome: DeliveryOutcome, now: Instant
    ) -> DeliveryMachine.Send? {
        // An attempt cut off by the shutdown says nothing about the destination.
        let isCutOff = Task.isCancelled
        return update(keepsFirstSend: true) { state, actions in
            if isCutOff, case .retry = outcome { return state.machine.abandoned(send) }
            state.note(outcome, now: now)
            if case .settled = outcome { state.settled(send.stored) }
            state.machine.completed(send, outcome, now: now, &actions)
            if let record = actions.records.last, record.sequence == send.stored.sequence, record.change.isEnd {
                state.endingBytes[record.sequence] = send.stored.event.payload.count
            }
        }
    }

    private func abandon(_ send: DeliveryMachine.Send) { update { state, _ in state.machine.abandoned(send) } }

    func perform(_ load: DeliveryMachine.Load) async {
        let request =
            switch load {
            case .next(let request, _): request
            case .lane(_, let request, _): request
            }
        let page = try? await log.read { try $0.pending(request) }
        let now = time.now()
        update { state, actions in state.machine.loaded(load, page, now: now, &actions) }
    }

    func wake(at: Instant) async {
        let span = at - time.now()
        if span > .zero { try? await time.sleep(span) }
        guard !Task.isCancelled else { return }
        let now = time.now()
        update { state, actions in
            if let scheduled = state.scheduledWake, scheduled <= now { state.scheduledWake = nil }
            state.machine.tick(now: now, &actions)
        }
    }

    /// Hands outcomes to the log. `State.recording` counts them until they are on disk.
    func record(_ transitions: [DeliveryTransition]) {
        var fenced = transitions
        if let lease { for place in fenced.indices { fenced[place].fence = lease.token } }
        log.record(fenced) { [self] result in
            switch result {
            case .success: recorded(transitions)
            case .failure(let error) where error.code == .logClosed: givenUp(transitions)
            case .failure(let error) where error.code == .leaseLost:
                givenUp(transitions)
                leaseLost()
            case .failure: later(.recordLater(transitions))
            }
        }
    }

    private func recorded(_ transitions: [DeliveryTransition]) {
        let now = time.now()
        update { state, actions in
            state.recording -= transitions.count
            var ended: [Int64] = []
            for transition in transitions where transition.change.isEnd { ended.append(transition.sequence) }
            state.backlog? -= ended.count
            for sequence in ended { state.backlogBytes -= Int64(state.endingBytes.removeValue(forKey: sequence) ?? 0) }
            state.backlogBytes = max(0, state.backlogBytes)
            state.machine.recorded(ended, now: now, &actions)
        }
    }

    /// The log is closed: the deliveries stay pending and are made again at the next start.
    private func givenUp(_ transitions: [DeliveryTransition]) {
        update { state, _ in state.recording -= transitions.count }
    }

    func recordLater(_ transitions: [DeliveryTransition]) async {
        try? await time.sleep(DeliveryMachine.loadRetry)
        record(transitions)
    }

    /// A delivery that waits for its time has ended, and that is on disk: the machine finds it gone when its time comes.
    func endedElsewhere() {
        update { state, _ in state.backlog? -= 1 }
        later(.recount)
    }

    /// Another node has made deliveries pending.
    func heard(_ count: Int, _ change: (inout DeliveryMachine, Instant, inout DeliveryMachine.Actions) -> Void) {
        let now = time.now()
        update { state, actions in
            guard state.backlog != nil else { return }
            state.backlog? += count
            change(&state.machine, now, &actions)
        }
    }

    /// Something was missed: what waits is looked at again, and counted.
    func missedSome(old: Bool) {
        heard(0) { machine, now, actions in
            if old {
                machine.rewind(to: 1, now: now, &actions)
            } else {
                machine.fellBehind(through: nil, now: now, &actions)
            }
        }
        Task {
            guard let stored = try? await log.read({ [destination] in try $0.backlog(destination: destination) }) else {
                return
            }
            update { state, _ in if state.backlog != nil { state.backlog = stored.count } }
            await recount()
        }
    }

    /// Dead letters came back by hand.
    func broughtBack(_ sequences: [Int64]) {
        guard let first = sequences.min() else { return }
        let now = time.now()
        update { state, actions in
            guard state.backlog != nil else { return }
            state.backlog? += sequences.count
            state.machine.rewind(to: first, now: now, &actions)
        }
        later(.recount)
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

extension DeliveryTransition.Change {
    /// Whether nothing follows for this delivery.
    var isEnd: Bool {
        switch self {
        case .retry, .leased: false
        case .delivered, .skipped, .deadLettered: true
        }
    }
}
