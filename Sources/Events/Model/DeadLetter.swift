package import Values

/// An event that a destination could not be given, kept until a person has it retried or gives it up.
package struct DeadLetter: Sendable, Hashable {
    package var destination: String
    package var stored: StoredEvent
    package var attempts: Int
    package var failedAt: Instant
    /// Why, in words that a person understands.
    package var reason: String

    package init(destination: String, stored: StoredEvent, attempts: Int, failedAt: Instant, reason: String) {
        self.destination = destination
        self.stored = stored
        self.attempts = attempts
        self.failedAt = failedAt
        self.reason = reason
    }
}

/// Which dead letters are meant. Every part given must hold; none given: all.
package struct DeadLetterQuery: Sendable, Hashable {
    package var destination: String?
    package var eventID: String?
    package var stream: String?
    package var type: String?
    package var source: String?
    /// Text that the reason contains.
    package var reasonContains: String?
    package var failedFrom: Instant?
    package var failedUntil: Instant?
    /// How many at most in one page of a listing; 1…1000. Not looked at by retry and discard.
    package var limit = 100
    /// A page of a listing ends after the event with which the payloads together reach this; it has one at least.
    package var byteLimit = EventPage.bytesMost
    /// `next` of the page before; oldest first.
    package var cursor: String?

    package init(destination: String? = nil, eventID: String? = nil) {
        self.destination = destination
        self.eventID = eventID
    }
}

extension DeadLetterQuery {
    /// `limit` within its bounds. A store asks for one more, so as to know whether there is more.
    package var pageLimit: Int { min(max(limit, 1), 1000) }

    /// The page that the letters found make, each with the cursor that goes on after it; there may be more than the limits.
    package func page(of found: [(letter: DeadLetter, cursor: String)]) -> DeadLetterPage {
        let (items, isPartial) = EventPage.cut(found, limit: pageLimit, byteLimit) { $0.letter.stored }
        return DeadLetterPage(letters: items.map(\.letter), next: isPartial ? items.last?.cursor : nil)
    }
}

/// One page of dead letters. `next` is nil when there is no more; after a page that its bytes have ended there may be none.
package struct DeadLetterPage: Sendable, Hashable {
    package var letters: [DeadLetter]
    package var next: String?

    package init(letters: [DeadLetter], next: String?) {
        self.letters = letters
        self.next = next
    }
}
