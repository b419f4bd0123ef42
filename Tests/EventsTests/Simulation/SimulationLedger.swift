import Values

@testable import Events

/// A rule that was broken.
struct Violation: Error, CustomStringConvertible {
    enum Rule: String {
        case lost, neverEnds, outOfOrder, actedUnderLostLease, recordedUnderLostLease, falseRecord, leasedTwice
        case sequenceGap, wrongPlace, takeoverTooLate
    }

    var rule: Rule
    var what: String
    var at: Instant
    var description: String { "\(rule.rawValue): \(what)" }
}

/// What was acknowledged, what arrived, and what was written down about it, as an observer outside sees it.
final class SimulationLedger {
    struct Arrival: Hashable {
        var destination: String
        var id: String
    }

    private struct Lane: Hashable {
        var destination: String
        var key: String
    }

    private(set) var acknowledged: [String: Appended] = [:]
    private(set) var arrivals: [Arrival: Int] = [:]
    private var newest: [Lane: Int64] = [:]
    /// Given up at some time: it may come late, by hand.
    private var buried: Set<DeliveryReference> = []
    /// By work: the newest lease that the store has granted.
    private var tokens: [String: Int64] = [:]
    private(set) var violation: Violation?
    private let agenda: Agenda
    private struct Holding {
        var consumer: String
        var until: Instant
        var receipt: LeaseReceipt
    }
    /// By sequence: the consumer that has the message.
    private var holders: [Int64: Holding] = [:]

    init(agenda: Agenda) { self.agenda = agenda }

    var repeated: Int { arrivals.values.reduce(0) { $0 + $1 - 1 } }

    func broke(_ rule: Violation.Rule, _ what: String) {
        if violation == nil { violation = Violation(rule: rule, what: what, at: agenda.now) }
    }

    func acknowledged(_ place: Appended) { acknowledged[place.id] = place }

    func arrived(_ stored: StoredEvent, at destination: String) {
        let arrival = Arrival(destination: destination, id: stored.event.id)
        arrivals[arrival, default: 0] += 1
        guard arrivals[arrival] == 1, let key = stored.event.key else { return }
        let lane = Lane(destination: destination, key: key)
        let reference = DeliveryReference(destination: destination, sequence: stored.sequence)
        if let last = newest[lane], last > stored.sequence, !buried.contains(reference) {
            broke(.outOfOrder, "\(stored.sequence) arrives at '\(destination)' after \(last) of the same key")
        }
        newest[lane] = max(newest[lane] ?? 0, stored.sequence)
    }

    /// A consumer has it to itself until then.
    func leased(_ stored: StoredEvent, until: Instant, receipt: LeaseReceipt, to consumer: String) {
        arrived(stored, at: "queue")
        if let other = holders[stored.sequence], other.until > agenda.now {
            broke(.leasedTwice, "\(consumer) is given \(receipt), and \(other.consumer) has \(other.receipt)")
        }
        holders[stored.sequence] = Holding(consumer: consumer, until: until, receipt: receipt)
    }

    /// It is about to say how it went.
    func released(_ sequence: Int64, receipt: LeaseReceipt, by consumer: String) {
        if let holding = holders[sequence], holding.receipt == receipt, holding.consumer == consumer {
            holders[sequence] = nil
        }
    }

    func hasArrived(_ id: String, at destination: String) -> Bool {
        arrivals[Arrival(destination: destination, id: id)] != nil
    }

    func granted(_ work: String, token: Int64) { tokens[work] = max(tokens[work] ?? 0, token) }

    func acts(_ node: String, on work: String, token: Int64) {
        guard token != tokens[work] else { return }
        broke(
            .actedUnderLostLease, "\(node) sends for '\(work)' under lease \(token), and \(tokens[work] ?? 0) is given")
    }

    /// The store has written this down.
    func recorded(_ transition: DeliveryTransition, id: String?) {
        if let fence = transition.fence, fence != tokens[transition.destination] {
            broke(
                .recordedUnderLostLease,
                "\(transition.sequence) for '\(transition.destination)' under lease \(fence), and "
                    + "\(tokens[transition.destination] ?? 0) is given")
        }
        switch transition.change {
        case .delivered:
            if let id, !hasArrived(id, at: transition.destination) {
                broke(.falseRecord, "\(transition.sequence) is said to be delivered to '\(transition.destination)'")
            }
        case .deadLettered:
            buried.insert(DeliveryReference(destination: transition.destination, sequence: transition.sequence))
        case .retry, .leased, .skipped: break
        }
    }
}

extension SimulationLedger {
    /// Looks through the store when everything has come to rest.
    func checkEnd(_ store: InMemoryStoreView) {
        let events = store.events
        var versions: [String: Int64] = [:]
        for (place, stored) in events.enumerated() {
            if stored.sequence != Int64(place) + 1 {
                return broke(.sequenceGap, "\(stored.sequence) stands at place \(place + 1) of the log")
            }
            versions[stored.event.stream, default: 0] += 1
            if stored.streamSequence != versions[stored.event.stream] {
                return broke(.sequenceGap, "\(stored.streamSequence) is the next of \(stored.event.stream)")
            }
        }
        for (id, place) in acknowledged.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            guard Int(place.sequence) <= events.count, events[Int(place.sequence) - 1].event.id == id else {
                let isThere = events.contains { $0.event.id == id }
                return broke(isThere ? .wrongPlace : .lost, "\(id) was acknowledged at \(place.sequence)")
            }
        }
        for stored in events {
            for destination in Scenario.destinations where !hasArrived(stored.event.id, at: destination) {
                let reference = DeliveryReference(destination: destination, sequence: stored.sequence)
                if store.dead.contains(reference) { continue }
                return broke(.lost, "\(stored.sequence) has not arrived at '\(destination)', nor is it a dead letter")
            }
        }
    }
}

/// What is in the store, read past all its faults.
struct InMemoryStoreView {
    var events: [StoredEvent]
    var dead: Set<DeliveryReference>
}
