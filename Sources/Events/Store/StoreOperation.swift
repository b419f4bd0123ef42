package import Values

/// One thing for a store to write. A batch of them is one transaction.
package enum StoreOperation: Sendable {
    /// Appends all of them or, when a stream is not at its expected version, or `RoutingDocument` stands elsewhere than where
    /// their destinations were found (nil: wherever it stands), none.
    case append([Append], routedAt: Int64? = nil)
    case transition([DeliveryTransition])
    case putDocument(kind: String, id: String, content: [UInt8], expectedVersion: Int64?)
    case removeDocument(kind: String, id: String, expectedVersion: Int64?)
    /// Makes at most `limit` matching dead letters pending again, oldest first, with their attempts counted anew.
    case retryDeadLetters(DeadLetterQuery, limit: Int)
    /// Gives at most `limit` matching dead letters up, oldest first.
    case discardDeadLetters(DeadLetterQuery, limit: Int)
    /// Removes those of these events that no destination is waiting for and that are not among the dead letters, with
    /// their lineage; none of them when the document does not stand at that version.
    case prune(sequences: [Int64], while: DocumentVersion?)
    /// Makes these events pending for a destination, but for those that it waits for already, has had, or gave up.
    case addDeliveries(destination: String, sequences: [Int64])
    /// Ends at most `limit` pending deliveries and dead letters of a destination that is no more, oldest first.
    case dropDeliveries(destination: String, limit: Int)
    /// Appends and changes of documents that belong together: all of them or, when one is refused, none.
    case together([StoreOperation])
}

/// What came of one operation of a committed batch.
package enum StoreResult: Sendable {
    case appended([Appended])
    case transitioned
    case document(Document)
    case removed(Bool)
    /// The deliveries that were touched, in sequence order.
    case deadLetters([DeliveryReference])
    /// The sequences removed, in order.
    case pruned([Int64])
    /// Sequences that are pending for the destination now and were not, in order.
    case added([Int64])
    case dropped(Int)
    /// What came of each of several operations that belong together.
    case together([StoreResult])
    /// This operation was refused and wrote nothing; the others of the batch stand.
    case refused(JunctionError)
}

/// The document whose version tells how often it has changed where events go. It is written in the transaction that changes
/// it; an append that was routed by what held before is refused with `routingChanged`, whichever node it comes from.
package enum RoutingDocument {
    package static let kind = "routing"
    package static let id = "subscriptions"

    package static func changed(at version: Int64) -> JunctionError {
        JunctionError(.routingChanged, "where events go has changed; it stands at \(version)")
    }
}

/// One event on its way to one destination.
package struct DeliveryReference: Sendable, Hashable {
    package var destination: String
    package var sequence: Int64

    package init(destination: String, sequence: Int64) {
        self.destination = destination
        self.sequence = sequence
    }
}

/// How one attempt changed one delivery.
package struct DeliveryTransition: Sendable, Hashable {
    package enum Change: Sendable, Hashable {
        case delivered(detail: String?)
        case skipped(reason: String)
        case retry(reason: String, notBefore: Instant)
        case deadLettered(reason: String)
        /// A consumer has it and has not said yet how it went; nobody else gets it before `until`. No lineage step.
        case leased(until: Instant)
    }

    package var destination: String
    package var sequence: Int64
    /// Number of the attempt, from 1.
    package var attempt: Int
    package var at: Instant
    package var change: Change
    package var stages: [DeliveryStage]
    /// Token of the lease under which it was made; a store that nodes share refuses it when the work has changed hands.
    package var fence: Int64?

    package init(
        destination: String, sequence: Int64, attempt: Int, at: Instant, change: Change, stages: [DeliveryStage] = []
    ) {
        self.destination = destination
        self.sequence = sequence
        self.attempt = attempt
        self.at = at
        self.change = change
        self.stages = stages
    }
}
