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
    package let steps: [Step]

    /// `noted` are the steps that a store has kept, in any order; that the event was received is added.
    package init(record: EventRecord, noted: [Step]) {
        self.record = record
        steps = ([Step(.received, at: record.stored.recordedAt)] + noted).sorted { $0.comes(before: $1) }
    }
}

extension Lineage.Step {
    /// A retry by hand, which has no attempt, comes before those that follow from it; what is given up comes after all.
    private var turn: Int { kind == .discarded ? .max : attempt }

    /// By time; those of one moment by destination, and then as one follows from the other. So every store tells the same.
    fileprivate func comes(before other: Lineage.Step) -> Bool {
        if at != other.at { return at < other.at }
        let (name, otherName) = (destination ?? "", other.destination ?? "")
        if name != otherName { return name.utf8.lexicographicallyPrecedes(otherName.utf8) }
        if (turn, kind.number) != (other.turn, other.kind.number) {
            return (turn, kind.number) < (other.turn, other.kind.number)
        }
        return (detail ?? "").utf8.lexicographicallyPrecedes((other.detail ?? "").utf8)
    }
}
