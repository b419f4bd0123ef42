import Values

@testable import Events

/// A rule that was broken.
struct Violation: Error, CustomStringConvertible {
    enum Rule: String {
        case lost, neverEnds, outOfOrder, actedUnderLostLease, recordedUnderLostLease, falseRecord, leasedTwice
        case sequenceGap, wrongPlace, appendedTwice, takeoverTooLate, backlogUnbounded
        case versionNotExpected, snapshotWrong, prunedTooEarly, prunedUnderHold
        case replayedOutside, replayIncomplete, replayedTooFast, wrongPreview, sentWhilePaused
    }

    var rule: Rule
    var what: String
    var at: Instant
    var description: String { "\(rule.rawValue): \(what)" }
}

/// What was acknowledged, what arrived, and what was written down about it, as an observer outside sees it.
// The simulation has one thread.
final class SimulationLedger: @unchecked Sendable {
    struct Arrival: Hashable {
        var destination: String
        var id: String
    }

    private struct Lane: Hashable {
        var destination: String
        var key: String
    }

    private(set) var acknowledged: [String: Appended] = [:]
    /// Everything that the store has taken, pruned or not.
    private(set) var known: [Int64: StoredEvent] = [:]
    private var gone: Set<Int64> = []
    /// Faults so far, each of which may hurry or hold up something.
    var disturbances = 0
    private var pausedSince: [String: Instant] = [:]
    private var held: [String: LegalHold] = [:]
    private var released: Set<String> = []
    /// By stream: the newest that was acknowledged.
    private(set) var snapshots: [String: Int64] = [:]
    private var replays: [String: Replay] = [:]

    private struct Replay {
        var asked: SimulatedReplay
        /// Nil until its start was acknowledged.
        var through: Int64?
        var wanted: [Int64] = []
        var arrived: Set<Int64> = []
    }
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

    /// The store has them.
    func appended(_ appends: [Append], _ places: [Appended]) {
        for (append, place) in zip(appends, places) where !place.duplicate {
            // The id of what was pruned is free again.
            let other = known.values.first { $0.event.id == append.event.id && !gone.contains($0.sequence) }
            if let other { broke(.appendedTwice, "\(append.event.id) is at \(other.sequence) and \(place.sequence)") }
            known[place.sequence] = StoredEvent(
                sequence: place.sequence, streamSequence: place.streamSequence, recordedAt: place.recordedAt,
                event: append.event)
        }
    }

    func acknowledged(_ place: Appended, of append: Append) {
        acknowledged[place.id] = place
        // A repeat is where the first one was put, whatever it expects.
        if let expected = append.expectedVersion, !place.duplicate, place.streamSequence != expected + 1 {
            broke(
                .versionNotExpected, "\(place.id) is at \(place.streamSequence), and \(expected) was expected before it"
            )
        }
    }

    /// Where an event is to arrive.
    private func destinations(of stored: StoredEvent) -> [String] {
        Scenario.destinations + (stored.event.type == "a" ? [SimulatedWorld.subscription] : [])
    }

    func arrived(_ stored: StoredEvent, for destination: String) {
        if let since = pausedSince[destination], agenda.now - since > Self.pauseMost {
            broke(.sentWhilePaused, "\(stored.sequence) arrives for '\(destination)', paused since long")
        }
        if let id = ReplayJob.id(of: destination) { replayed(stored, id) }
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
        arrived(stored, for: "queue")
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
    func recorded(_ transition: DeliveryTransition) {
        if let fence = transition.fence, fence != tokens[transition.destination] {
            broke(
                .recordedUnderLostLease,
                "\(transition.sequence) for '\(transition.destination)' under lease \(fence), and "
                    + "\(tokens[transition.destination] ?? 0) is given")
        }
        switch transition.change {
        case .delivered:
            if let id = known[transition.sequence]?.event.id, !hasArrived(id, at: transition.destination) {
                broke(.falseRecord, "\(transition.sequence) is said to be delivered to '\(transition.destination)'")
            }
        case .deadLettered:
            buried.insert(DeliveryReference(destination: transition.destination, sequence: transition.sequence))
        case .retry, .leased, .skipped: break
        }
    }
}

extension SimulationLedger {
    /// How long what is under way, or not heard of, may still arrive after a pause.
    private static let pauseMost = Duration.seconds(60)

    func paused(_ destination: String) { pausedSince[destination] = agenda.now }
    func resumed(_ destination: String) { pausedSince[destination] = nil }

    // MARK: Replays

    /// Events that it would send as the store stands.
    func selected(by replay: SimulatedReplay) -> Set<Int64> {
        Set(known.values.filter { replay.means($0.event) && !gone.contains($0.sequence) }.map(\.sequence))
    }

    /// It was counted at some time between then and now.
    func previewed(_ replay: SimulatedReplay, _ count: Int, before: Set<Int64>) {
        let after = selected(by: replay)
        if count < before.intersection(after).count || count > before.union(after).count {
            broke(.wrongPreview, "\(count) were shown; there were \(before.count), and now there are \(after.count)")
        }
    }

    func begins(_ replay: SimulatedReplay) { replays[replay.id] = Replay(asked: replay) }

    func began(_ replay: SimulatedReplay, through: Int64) {
        replays[replay.id]?.through = through
        replays[replay.id]?.wanted = selected(by: replay).filter { $0 <= through }.sorted()
    }

    private func replayed(_ stored: StoredEvent, _ id: String) {
        guard let replay = replays[id], replay.asked.means(stored.event),
            stored.sequence <= replay.through ?? stored.sequence
        else { return broke(.replayedOutside, "\(stored.sequence) was not asked for by replay '\(id)'") }
        replays[id]?.arrived.insert(stored.sequence)
        let seconds = (agenda.now - replay.asked.begun).wholeMicroseconds / 1_000_000
        let most = replay.asked.perSecond * (Int(seconds) + 2 + disturbances)
        if replay.arrived.count + 1 > most {
            broke(
                .replayedTooFast,
                "\(replay.arrived.count + 1) events in \(seconds) s; \(replay.asked.perSecond)/s asked for")
        }
    }

    // MARK: Streams

    func pruned(_ sequences: [Int64], givenUp: Set<String>) {
        for sequence in sequences {
            gone.insert(sequence)
            guard let stored = known[sequence] else { continue }
            for destination in destinations(of: stored)
            where !givenUp.contains(destination) && !hasArrived(stored.event.id, at: destination) {
                return broke(.prunedTooEarly, "\(sequence) is pruned, and '\(destination)' has not had it")
            }
            if let hold = held.values.first(where: { $0.selection.key == stored.event.key }) {
                return broke(
                    .prunedUnderHold, "\(sequence) is pruned, and '\(hold.id)' holds '\(hold.selection.key ?? "")'")
            }
        }
    }

    /// Whose release was asked for before its placing was answered may be over already.
    func holds(_ hold: LegalHold) { if !released.contains(hold.id) { held[hold.id] = hold } }

    func releases(_ id: String) {
        held[id] = nil
        released.insert(id)
    }

    func saved(_ snapshot: StreamSnapshot, of stream: String) {
        snapshots[stream] = max(snapshots[stream] ?? 0, snapshot.version)
    }

    /// `version` is the newest that was acknowledged before it was read.
    func read(_ snapshot: StreamSnapshot?, of stream: String, atLeast version: Int64) {
        let found = snapshot?.version ?? 0
        if found < version { broke(.snapshotWrong, "the snapshot of \(stream) is at \(found), after \(version)") }
        if let snapshot, snapshot.state.integer != found {
            broke(.snapshotWrong, "the snapshot of \(stream) at \(found) says \(snapshot.state)")
        }
    }

    // MARK: The end

    /// Looks through the store when everything has come to rest.
    func checkEnd(_ store: InMemoryStoreView) {
        checkLog(store)
        for stored in store.events where violation == nil {
            for destination in destinations(of: stored) where !hasArrived(stored.event.id, at: destination) {
                let reference = DeliveryReference(destination: destination, sequence: stored.sequence)
                if store.dead.contains(reference) { continue }
                return broke(.lost, "\(stored.sequence) has not arrived at '\(destination)', nor is it a dead letter")
            }
        }
        for (id, replay) in replays.sorted(by: { $0.key < $1.key }) where replay.through != nil {
            let dead = store.dead.filter { $0.destination == replay.asked.destination }.map(\.sequence)
            let missing = Set(replay.wanted).subtracting(replay.arrived).subtracting(dead).sorted()
            if !missing.isEmpty { return broke(.replayIncomplete, "\(missing) were not sent by replay '\(id)'") }
        }
    }

    private func checkLog(_ store: InMemoryStoreView) {
        let present = Dictionary(store.events.map { ($0.sequence, $0) }, uniquingKeysWith: { $1 })
        var versions: [String: Int64] = [:]
        for sequence in 1...max(1, Int64(known.count)) where !known.isEmpty {
            guard let stored = known[sequence], gone.contains(sequence) || present[sequence] == stored else {
                return broke(
                    known.values.contains { $0.sequence > sequence } ? .lost : .sequenceGap,
                    "\(sequence) is not at its place of the log")
            }
            versions[stored.event.stream, default: 0] += 1
            if stored.streamSequence != versions[stored.event.stream] {
                return broke(.sequenceGap, "\(stored.streamSequence) is the next of \(stored.event.stream)")
            }
        }
        for (id, place) in acknowledged.sorted(by: { $0.value.sequence < $1.value.sequence })
        where known[place.sequence]?.event.id != id {
            let isThere = known.values.contains { $0.event.id == id }
            return broke(isThere ? .wrongPlace : .lost, "\(id) was acknowledged at \(place.sequence)")
        }
    }
}

/// What is in the store, read past all its faults.
struct InMemoryStoreView {
    var events: [StoredEvent]
    var dead: Set<DeliveryReference>
}
