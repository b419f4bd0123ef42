import Values

/// Proof that a consumer was given a message: its place in the log, the number of the attempt, and the replay that it is of.
package struct LeaseReceipt: Sendable, Hashable, CustomStringConvertible {
    /// One message of a queue; the same event may be there again for a replay.
    struct Message: Sendable, Hashable {
        var sequence: Int64
        var replay: String?
    }

    var message: Message
    package var attempt: Int

    package var sequence: Int64 { message.sequence }
    /// The replay that brought the message; nil for what happens.
    package var replay: String? { message.replay }

    init(sequence: Int64, attempt: Int, replay: String? = nil) {
        message = Message(sequence: sequence, replay: replay)
        self.attempt = attempt
    }

    /// Nil when the text is no receipt.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.last?.isEmpty == false, let sequence = Int64(parts[0]),
            let attempt = Int(parts[1])
        else {
            return nil
        }
        self.init(sequence: sequence, attempt: attempt, replay: parts.count == 3 ? String(parts[2]) : nil)
    }

    package var description: String { "\(sequence).\(attempt)" + (replay.map { ".\($0)" } ?? "") }
}

/// Who has which message of a queue, and until when. Pure: each input carries the time.
///
/// A message is offered, then leased to one consumer at a time. It leaves the table when the consumer says how it went,
/// when the lease runs out, or when the offer is taken back.
struct LeaseTable<Token: Sendable>: Sendable {
    struct Offer: Sendable {
        var attempt: DeliveryAttempt
        /// Whatever the owner needs to end the delivery.
        var token: Token
        /// Tells it from another of the same message: by it, it is taken back.
        var number = 0

        var receipt: LeaseReceipt {
            LeaseReceipt(
                sequence: attempt.stored.sequence, attempt: attempt.number,
                replay: ReplayJob.id(of: attempt.destination))
        }
    }

    struct Lease: Sendable {
        var offer: Offer
        var until: Instant
        /// Tells it from another of the same receipt: a message that was taken back and offered again keeps its attempt.
        fileprivate var number: Int
    }

    /// By sequence: a message that came back is offered before younger ones.
    private var offers: [Offer] = []
    private var leases: [LeaseReceipt.Message: Lease] = [:]
    private var lastNumber = 0

    var offered: Int { offers.count }
    var leased: Int { leases.count }
    /// When the next lease runs out.
    var wakeAt: Instant? { leases.values.map(\.until).min() }

    /// Returns the offer, or the leased one, of the same message that it takes the place of: its delivery is at its end, and
    /// has not heard of it yet.
    @discardableResult
    mutating func offer(_ offer: Offer) -> Token? {
        let message = offer.receipt.message
        let before =
            if let lease = leases.removeValue(forKey: message) { Optional(lease.offer.token) } else {
                offers.firstIndex { $0.receipt.message == message }.map { offers.remove(at: $0).token }
            }
        insert(offer)
        return before
    }

    private mutating func insert(_ offer: Offer) {
        let sequence = offer.attempt.stored.sequence
        // Nearly always the last one.
        let place = offers.lastIndex { $0.attempt.stored.sequence < sequence }.map { $0 + 1 } ?? 0
        offers.insert(offer, at: place)
    }

    /// Leases the first `count` offers.
    mutating func lease(_ count: Int, until: Instant) -> [Lease] {
        let taken = offers.prefix(max(0, count)).map { offer in
            lastNumber += 1
            return Lease(offer: offer, until: until, number: lastNumber)
        }
        offers.removeFirst(taken.count)
        for lease in taken { leases[lease.offer.receipt.message] = lease }
        return taken
    }

    /// Ends a lease that has not run out; nil when there is none of that receipt.
    mutating func end(_ receipt: LeaseReceipt, now: Instant) -> Lease? {
        guard holds(receipt, now: now) else { return nil }
        return leases.removeValue(forKey: receipt.message)
    }

    /// Whether this very lease still stands.
    func holds(_ lease: Lease, now: Instant) -> Bool {
        leases[lease.offer.receipt.message]?.number == lease.number && lease.until > now
    }

    /// Offers again what could not be given to the consumer that had leased it.
    mutating func giveBack(_ lease: Lease) {
        let message = lease.offer.receipt.message
        guard leases[message]?.number == lease.number else { return }
        leases[message] = nil
        insert(lease.offer)
    }

    func holds(_ receipt: LeaseReceipt, now: Instant) -> Bool {
        guard let lease = leases[receipt.message] else { return false }
        return lease.offer.receipt == receipt && lease.until > now
    }

    /// Nil when there is no such lease, or it has run out.
    mutating func extend(_ receipt: LeaseReceipt, until: Instant, now: Instant) -> Lease? {
        guard holds(receipt, now: now) else { return nil }
        leases[receipt.message]?.until = until
        return leases[receipt.message]
    }

    /// Takes out the leases that have run out.
    mutating func expire(now: Instant) -> [Lease] {
        let over = leases.values.filter { $0.until <= now }
        for lease in over { leases[lease.offer.receipt.message] = nil }
        return over.sorted { $0.offer.attempt.stored.sequence < $1.offer.attempt.stored.sequence }
    }

    /// Takes an offer out, leased or not: its delivery is being cut off.
    mutating func withdraw(_ number: Int, of message: LeaseReceipt.Message) -> Token? {
        if let lease = leases[message], lease.offer.number == number {
            leases[message] = nil
            return lease.offer.token
        }
        guard let place = offers.firstIndex(where: { $0.number == number }) else { return nil }
        return offers.remove(at: place).token
    }
}
