import Synchronization
import Values

extension DestinationRunner {
    /// Told on the writer thread, right after the commit, in sequence order.
    func committed(_ stored: [StoredEvent], unbrokenFrom: Int64) {
        let now = time.now()
        update { $0.committed(stored, unbrokenFrom: unbrokenFrom, now: now, &$1) }
    }

    /// Makes attempts until there is nothing more to send.
    func work(from first: DeliveryMachine.Send) async {
        var next: DeliveryMachine.Send? = first
        while let send = next {
            let attempt = DeliveryAttempt(
                destination: destination, stored: send.stored, number: send.attempt, fence: lease?.token)
            let start = time.now()
            // A node that was frozen wakes in the middle of its work, which another may have taken over.
            guard lease?.holds(at: time.steady()) ?? true else { return abandon(send) }
            CrashPoint.beforeAttempt.reach()
            let outcome = await target.deliver(attempt)
            CrashPoint.afterAttempt.reach()
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
        return update(keepsFirstSend: true) { $0.completed(send, outcome, isCutOff: isCutOff, now: now, &$1) }
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

    func wake(_ wake: Wake) async {
        try? await time.sleep(until: min(wake.at, time.now() + Self.wakeMost))
        guard !Task.isCancelled else { return }
        let now = time.now()
        update { $0.woke(wake, now: now, &$1) }
    }

    /// Hands outcomes to the log. `State.recording` counts them until they are on disk.
    func record(_ transitions: [DeliveryTransition]) {
        var fenced = transitions
        if let lease { for place in fenced.indices { fenced[place].fence = lease.token } }
        log.record(fenced) { [self] result in
            switch result {
            case .success:
                CrashPoint.afterRecord.reach()
                recorded(transitions)
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
        update { $0.recorded(transitions, now: now, &$1) }
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
        update { $0.heard(count, now: now, &$1, change) }
    }

    /// Something was missed: what waits is looked at again, and counted.
    func missedSome() {
        let now = time.now()
        update { $0.missedSome(now: now, &$1) }
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
            state.heard(sequences.count, now: now, &actions) { $0.rewind(to: first, now: $1, &$2) }
        }
        later(.recount)
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
