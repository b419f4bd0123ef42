import Values

/// What a destination's events are ordered by.
enum LaneName: Hashable, Sendable {
    case key(ExactText)
    /// An event without a key, or of a destination without order, has a lane to itself.
    case single(Int64)
}

/// The events of one key, as far as they are in memory: always the first ones that are still to be delivered, in
/// sequence order and without a gap. What follows them is in the store, and `hasMore` says so.
struct DeliveryLane: Sendable {
    enum Phase: Sendable {
        /// The head waits for its turn in the ready queue.
        case ready
        case inFlight
        /// The head has failed and waits. Nothing is kept in memory, so that failing keys cannot fill the window.
        case blocked(until: Instant)
        /// The head goes to the dead letters; the next one waits until that is on disk, or a crash could send the head
        /// again after it.
        case burying
        /// Due again or run dry; its first events are to be loaded.
        case empty
    }

    let name: LaneName
    var phase = Phase.empty
    var items: [PendingDelivery] = []
    /// Events of this key after `loadAfter` are in the store only.
    var hasMore = false
    var loadAfter: Int64 = 0
    /// The highest sequence of this key that was seen and not kept.
    var highestDropped: Int64 = 0
    /// A load of this lane is wanted or under way.
    var isReloading = false
    /// Something before `loadAfter` came back while a load was under way, so that its answer is not the whole truth.
    var wasRewound = false
    /// Attempts of the head as counted here; the store may not have them yet.
    var head: (sequence: Int64, attempts: Int)?
    /// Tells timers of an earlier wait from the present one.
    var stamp = 0

    init(name: LaneName) { self.name = name }

    /// Adds an event in its place; false when it is here already.
    mutating func insert(_ delivery: PendingDelivery) -> Bool {
        let sequence = delivery.stored.sequence
        guard let last = items.last, sequence <= last.stored.sequence else {
            items.append(delivery)
            return true
        }
        guard let place = items.firstIndex(where: { $0.stored.sequence >= sequence }),
            items[place].stored.sequence != sequence
        else { return false }
        // The head in flight stays the head whatever comes back before it.
        if case .inFlight = phase, place == 0 {
            items.insert(delivery, at: 1)
        } else {
            items.insert(delivery, at: place)
        }
        return true
    }

    /// Notes that an event was seen and left in the store.
    mutating func drop(_ sequence: Int64) {
        if !hasMore {
            hasMore = true
            loadAfter = min(items.last?.stored.sequence ?? sequence - 1, sequence - 1)
        } else if sequence <= loadAfter {
            loadAfter = sequence - 1
            wasRewound = true
        } else if sequence <= highestDropped {
            // It came back by hand; a load under way may have looked before that.
            wasRewound = true
        }
        highestDropped = max(highestDropped, sequence)
    }
}
