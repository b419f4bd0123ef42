import Resilience
import Values

/// Decides for one destination what is sent when. Knows no clock, no store and no network: each input carries the time,
/// and what is to be done comes back in `Actions`.
///
/// - One event per key is in flight at most; a failing key waits by itself, and the others go on.
/// - What is in memory is bounded (`DestinationSettings`); the rest waits in the store and is loaded in sequence order.
/// - Events are handed over right after their commit, and need no load while all before them are known ("caught up").
/// - A delivery counts as known until its end is recorded, so that loading never brings it back too early.
struct DeliveryMachine: Sendable {
    struct Send: Sendable {
        var slot: Int
        var stored: StoredEvent
        /// Number of the attempt, from 1.
        var attempt: Int
        var permit: CircuitBreaker.Permit
    }

    enum Load: Sendable {
        /// Whatever comes after the cursor.
        case next(PendingRequest, highestKnown: Int64)
        /// The first events of one lane.
        case lane(Int, PendingRequest, highestDropped: Int64)
    }

    /// What the runner is to do, in any order.
    struct Actions: Sendable {
        var sends: [Send] = []
        var records: [DeliveryTransition] = []
        var loads: [Load] = []

        var isEmpty: Bool { sends.isEmpty && records.isEmpty && loads.isEmpty }
    }

    /// Most keys that may be failing at once before nothing more is loaded. Each costs a few hundred bytes.
    static let blockedKeysMost = 50_000
    /// Most events in one load.
    static let loadMost = 256
    /// Most loads of single keys at once.
    static let keyLoadsMost = 4
    /// The longest rest in one piece; then the destination is asked again, as its limits may have been changed.
    static let restMost = Duration.seconds(60)
    /// By how much one thread may tell an earlier time than another did before it; what is more is a clock set back.
    static let jitterMost = Duration.seconds(2)
    /// How long to wait after the store failed to answer.
    static let loadRetry = Duration.seconds(1)

    let destination: String
    let settings: DestinationSettings
    let random: @Sendable () -> Double

    var lanes: [DeliveryLane] = []
    var freeSlots: [Int] = []
    var slots: [LaneName: Int] = [:]
    var ready = Queue<Int>()
    var reloads = Queue<Int>()
    var timers = TimerHeap()
    var breaker: CircuitBreaker

    /// Everything up to here is in memory, finished, or noted as dropped by its lane.
    var cursor: Int64 = 0
    /// The newest event that was committed for this destination, as far as told.
    var highestCommitted: Int64 = 0
    /// Nothing waits beyond the cursor.
    var isCaughtUp = false
    var isLoading = false
    var wasRewound = false
    var loadNotBefore = Instant.epoch
    /// Nothing is sent before this: the destination asked for rest.
    var restsUntil = Instant.epoch
    var keyLoads = 0
    var keyLoadsSinceNext = 0

    /// What ended, and was recorded, while a load of what comes next was under way: the store may have looked before that.
    var endedInLoad: Set<Int64> = []
    /// The latest time that was told.
    var latest = Instant.epoch

    var isPaused = false
    var inFlight = 0
    var blocked = 0
    /// Events in lanes, and those finished but not recorded.
    var heldCount = 0
    var heldBytes = 0
    /// Room promised to loads under way.
    var reserved = 0
    var unrecorded: Set<Int64> = []
    /// Lanes that wait until the end of their head is recorded.
    var burying: [Int64: Int] = [:]

    init(destination: String, settings: DestinationSettings, random: @escaping @Sendable () -> Double) {
        self.destination = destination
        self.settings = settings
        self.random = random
        breaker = CircuitBreaker(settings.breaker)
    }

    /// Nothing waits, is under way, or has ended without being recorded.
    var isEmpty: Bool { isCaughtUp && slots.isEmpty && unrecorded.isEmpty }

    /// When `tick` is to be called at the latest; nil: not before something else happens.
    var wakeAt: Instant? {
        var earliest = timers.first
        if !ready.isEmpty, !isPaused, inFlight < settings.concurrency {
            if let reopening = breaker.wakeAt { earliest = min(earliest ?? reopening, reopening) }
            if restsUntil > .epoch { earliest = min(earliest ?? restsUntil, restsUntil) }
        }
        if loadNotBefore > .epoch, !isPaused {
            earliest = min(earliest ?? loadNotBefore, loadNotBefore)
        }
        return earliest
    }
}

extension DeliveryMachine {
    /// When something that has failed may be tried again at the earliest, for people; nil when nothing waits for that.
    func nextAttemptAt(now: Instant) -> Instant? {
        guard !isPaused else { return nil }
        if let reopening = breaker.wakeAt { return max(reopening, now) }
        return blocked > 0 ? timers.first.map { max($0, now) } : nil
    }
}

// MARK: - Inputs

extension DeliveryMachine {
    /// Begins, or goes on after `pause`.
    mutating func resume(now: Instant, _ actions: inout Actions) {
        isPaused = false
        pump(now: now, &actions)
    }

    /// Goes on, and at once: an operator says that the destination is well again. What waits to be tried once more is due
    /// now, behind one probe if the breaker was open.
    mutating func resumeAtOnce(now: Instant, _ actions: inout Actions) {
        breaker.probeNow()
        unblock(dueBy: Instant(microseconds: .max))
        resume(now: now, &actions)
    }

    /// Sends nothing more; what is in flight comes to its end.
    mutating func pause() { isPaused = true }

    /// An event was committed for this destination. Calls come in sequence order.
    ///
    /// `unbrokenFrom`: nobody else has committed anything from there on up to this event. What others committed before
    /// that comes first, and is in the store.
    mutating func committed(
        _ stored: StoredEvent, unbrokenFrom: Int64 = 0, now: Instant, _ actions: inout Actions
    ) {
        highestCommitted = max(highestCommitted, stored.sequence)
        guard isCaughtUp else { return }
        guard cursor >= unbrokenFrom - 1, blocked < Self.blockedKeysMost, hasRoom(for: stored.event.payload.count)
        else {
            isCaughtUp = false
            return pump(now: now, &actions)
        }
        cursor = stored.sequence
        admit(PendingDelivery(stored: stored), now: now)
        pump(now: now, &actions)
    }

    /// Time has passed.
    mutating func tick(now: Instant, _ actions: inout Actions) {
        see(now)
        unblock(dueBy: now)
        pump(now: now, &actions)
    }

    private mutating func unblock(dueBy time: Instant) {
        while let due = timers.popDue(now: time) {
            guard lanes[due.slot].stamp == due.stamp, case .blocked = lanes[due.slot].phase else { continue }
            blocked -= 1
            lanes[due.slot].phase = .empty
            wantReload(due.slot)
        }
    }

    /// Notices when the clock has been set back, and has what waits for a time wait for as long as was left.
    mutating func see(_ now: Instant) {
        guard now + Self.jitterMost < latest else {
            latest = max(latest, now)
            return
        }
        let span = latest - now
        latest = now
        timers.setBack(by: span)
        breaker.setBack(by: span)
        if restsUntil > .epoch { restsUntil = restsUntil - span }
        if loadNotBefore > .epoch { loadNotBefore = loadNotBefore - span }
    }

    /// Others have committed events for this destination, up to that sequence.
    mutating func fellBehind(through sequence: Int64, now: Instant, _ actions: inout Actions) {
        guard sequence > cursor else { return }
        highestCommitted = max(highestCommitted, sequence)
        isCaughtUp = false
        pump(now: now, &actions)
    }

    /// Deliveries at and after a sequence came into the store by hand: came back, or were added.
    mutating func rewind(to sequence: Int64, now: Instant, _ actions: inout Actions) {
        // What lies ahead of everything known leaves a load under way as good as it is. To ask for the same part again
        // would bring back what has ended in between.
        if isLoading, sequence <= max(cursor, highestCommitted) { wasRewound = true }
        highestCommitted = max(highestCommitted, sequence)
        cursor = min(cursor, sequence - 1)
        isCaughtUp = false
        pump(now: now, &actions)
    }

    /// The ends of these deliveries are on disk.
    mutating func recorded(_ sequences: some Sequence<Int64>, now: Instant, _ actions: inout Actions) {
        for sequence in sequences where unrecorded.remove(sequence) != nil {
            heldCount -= 1
            if isLoading { endedInLoad.insert(sequence) }
            guard !burying.isEmpty, let slot = burying.removeValue(forKey: sequence) else { continue }
            guard case .burying = lanes[slot].phase else { continue }
            lanes[slot].phase = .empty
            settle(slot, now: now)
        }
        pump(now: now, &actions)
    }
}
