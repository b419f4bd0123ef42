import TestKit
import Values

@testable import Events

/// Performs what the lease table of a pull queue decides, as `PullQueue` does with continuations.
final class SimulatedQueue {
    struct Message {
        var stored: StoredEvent
        var receipt: LeaseReceipt
        var until: Instant
    }

    private let node: SimulatedNode
    private var table = LeaseTable<Int>()
    private var answers: [Int: (DeliveryOutcome) -> Void] = [:]
    private var lastToken = 0

    init(_ node: SimulatedNode) { self.node = node }

    private var now: Instant { node.now }

    func offer(_ attempt: DeliveryAttempt, _ answer: @escaping (DeliveryOutcome) -> Void) {
        lastToken += 1
        answers[lastToken] = answer
        table.offer(LeaseTable.Offer(attempt: attempt, token: lastToken))
    }

    /// Its delivery is being cut off.
    func withdraw(_ sequence: Int64) {
        guard let token = table.withdraw(sequence) else { return }
        answers.removeValue(forKey: token)?(.retry(reason: "the server is stopping"))
    }

    func lease(_ count: Int, for span: Duration, _ done: @escaping ([Message]) -> Void) {
        let leases = table.lease(count, until: now + span)
        guard !leases.isEmpty else { return done([]) }
        record(leases.map { ($0.offer.receipt, .leased(until: $0.until), $0.offer.attempt.fence) }) {
            [self] isWritten in
            guard isWritten else {
                for lease in leases { table.giveBack(lease) }
                return done([])
            }
            node.world.agenda.at(leases[0].until, for: node.life) { self.expire() }
            done(
                leases.filter { table.holds($0, now: now) }.map {
                    Message(stored: $0.offer.attempt.stored, receipt: $0.offer.receipt, until: $0.until)
                })
        }
    }

    private func record(
        _ changes: [(LeaseReceipt, DeliveryTransition.Change, Int64?)], _ done: @escaping (Bool) -> Void
    ) {
        let transitions = changes.map { receipt, change, fence in
            var transition = DeliveryTransition(
                destination: "queue", sequence: receipt.sequence, attempt: receipt.attempt, at: now, change: change)
            transition.fence = fence
            return transition
        }
        node.write(.transition(transitions)) { result in
            if case .success = result { done(true) } else { done(false) }
        }
    }

    private func expire() {
        for lease in table.expire(now: now) {
            answers.removeValue(forKey: lease.offer.token)?(.retry(reason: "the consumer's lease ran out"))
        }
    }

    func settle(_ receipt: LeaseReceipt, _ verdict: PullQueue.Verdict) {
        let now = now
        guard table.holds(receipt, now: now) else { return settleOld(receipt, verdict) }
        let end: DeliveryTransition.Change
        switch verdict {
        case .done: end = .delivered(detail: nil)
        case .never(let reason): end = .deadLettered(reason: reason)
        case .again(let after): return finish(receipt, .retry(reason: "given back", after: after), now)
        }
        record([(receipt, end, nil)]) { [self] in if $0 { finish(receipt, .settled, now) } }
    }

    private func finish(_ receipt: LeaseReceipt, _ outcome: DeliveryOutcome, _ now: Instant) {
        guard let lease = table.end(receipt, now: now) else { return }
        answers.removeValue(forKey: lease.offer.token)?(outcome)
    }

    /// A lease from before a restart: what is on disk tells.
    private func settleOld(_ receipt: LeaseReceipt, _ verdict: PullQueue.Verdict) {
        guard verdict == .done else { return }
        let request = PendingRequest(
            destination: "queue", selection: .one(receipt.sequence), limit: 1, byteLimit: 1)
        node.world.store.read(from: node, { try $0.pending(request).deliveries.first }) { [self] found in
            guard let found, let found, found.attempts == receipt.attempt, found.notBefore > now else { return }
            record([(receipt, .delivered(detail: nil), nil)]) { _ in }
        }
    }
}
