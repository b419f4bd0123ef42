package import Values

/// What happened to one event, step by step, in the order of time.
package struct Lineage: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case received, validated, mapped
        /// An attempt that failed and will be made again.
        case attemptFailed
        /// The destination has it.
        case delivered
        /// Deliberately not sent; the detail says why.
        case skipped
        case deadLettered
        /// A person had a dead letter tried again.
        case retriedByHand
        /// A person gave a dead letter up.
        case discarded
    }

    package struct Step: Sendable, Hashable {
        package var kind: Kind
        package var at: Instant
        /// The destination that the step was for; nil for what happens once, such as `received`.
        package var destination: String?
        /// Number of the attempt, from 1; 0 where there is none.
        package var attempt: Int
        /// The reason or the receipt, in words that a person understands. Never payload.
        package var detail: String?

        package init(_ kind: Kind, at: Instant, destination: String? = nil, attempt: Int = 0, detail: String? = nil) {
            self.kind = kind
            self.at = at
            self.destination = destination
            self.attempt = attempt
            self.detail = detail
        }
    }

    package var record: EventRecord
    package var steps: [Step]

    package init(record: EventRecord, steps: [Step]) {
        self.record = record
        self.steps = steps
    }
}
