package import Values

/// One course of a saga, as it is kept.
package struct SagaInstance: Sendable, Hashable {
    package enum Status: String, Sendable, CaseIterable {
        case running
        /// It has failed, and what was done is being taken back.
        case compensating
        case completed
        /// All that was done has been taken back.
        case compensated
        /// Nothing was to be taken back, or not all could be.
        case failed
        /// Ended by hand; nothing was taken back.
        case cancelled

        package var isOver: Bool { self != .running && self != .compensating }
    }

    /// Something that was done and is to be taken back.
    package struct Done: Sendable, Hashable {
        package var step: String
        package var compensation: String
    }

    /// Where a course of steps is: the saga's own, or a branch that goes its way at the same time.
    package struct Strand: Sendable, Hashable {
        /// The place of its course in the plan; 0 is the saga's own.
        package var course: Int
        /// The place of the step that it is at; beyond the course when it has passed all.
        package var position: Int
        /// When the wait that it is in is over.
        package var waitsUntil: Instant?
        /// The id of what it has sent and does not know the outcome of.
        package var awaits: String?
        /// Whether the branches of the parallel step that it is at have been begun.
        package var hasBranched = false
        /// Begins nothing more, and ends when it has heard of what it sent: another branch was first.
        package var isEnding = false
        /// It is why the instance failed.
        package var hasFailed = false

        /// Goes on at another step.
        mutating func go(to place: Int) {
            position = place
            waitsUntil = nil
            awaits = nil
            hasBranched = false
            hasFailed = false
        }
    }

    package static let startName = "start"

    package var saga: String
    package var key: String
    /// Of the definition that it began with and ends on.
    package var version: Int64
    /// The place of the event that began it in the log: tells it from others of the same key.
    package var origin: Int64
    package var correlationID: String
    /// The event that moved it last: the cause of what it publishes next.
    package var lastEventID: String
    package var status = Status.running
    package var startedAt: Instant
    package var changedAt: Instant
    package var endedAt: Instant?
    /// When it fails, or gives up taking back.
    package var deadline: Instant
    /// The saga's own, and its branches; none when it has come to its end.
    package var strands = [Strand(course: 0, position: 0)]
    /// The id of what it has sent to take a step back and does not know the outcome of.
    package var awaits: String?
    package var state: Value
    /// By the names under which they were waited for.
    package var events: Object
    /// What was answered to sends, by step.
    package var results = Object()
    /// In the order in which they were done.
    package var done: [Done] = []
    /// What is still to be taken back; the next one last.
    package var undoing: [Done] = []
    /// What could not be taken back.
    package var stuck: [Done] = []
    package var undoneCount = 0
    package var reason: String?
    /// How many events and sends it has made: part of the id of each.
    package var issued: Int64 = 0
    /// Ids of the events that it has taken, the newest last.
    package var seen: [String] = []
    package var history: [SagaRecord] = []
    package var forgottenCount = 0

    /// When something is to happen by itself; nil when it is over.
    package var due: Instant? {
        switch status {
        case .running: strands.compactMap(\.waitsUntil).reduce(deadline, min)
        case .compensating: deadline
        case .completed, .compensated, .failed, .cancelled: nil
        }
    }

    /// Whether it does not know yet how that was taken.
    package func awaits(_ id: String) -> Bool { awaits == id || strands.contains { $0.awaits == id } }

    /// Changes the strand of a course, if there is one.
    mutating func change(_ course: Int, _ change: (inout Strand) -> Void) {
        guard let index = strands.firstIndex(where: { $0.course == course }) else { return }
        change(&strands[index])
    }

    func strand(_ course: Int) -> Strand? { strands.first { $0.course == course } }

    /// What expressions are over.
    var context: Value {
        var context: Object = [
            "key": .string(key), "state": state, "events": .object(events), "results": .object(results),
            "startedAt": .string(startedAt.description),
        ]
        context["reason"] = reason.map { .string($0) }
        return .object(context)
    }

    mutating func note(_ record: SagaRecord) {
        history.append(record)
        guard history.count > SagaLimits.history else { return }
        history.remove(at: 1)
        forgottenCount += 1
    }
}

/// One entry of an instance's history.
package struct SagaRecord: Sendable, Hashable {
    package enum What: String, Sendable, CaseIterable {
        case began, published, sent, answered, set, chose, passedOver, waits, received, timedOut
        case failed, takenBack, notTakenBack, ended
        /// Of a parallel step: its branches begin; they are joined; one is left because another was first.
        case branched, joined, left
        /// By hand.
        case retried, skipped, compensateOrdered, cancelOrdered, stateSet
    }

    package var at: Instant
    package var what: What
    package var step: String?
    /// The event received, published or sent.
    package var event: String?
    package var detail: String?
    /// The public part of the key of whoever did it by hand.
    package var by: String?
}

/// What an instance has sent or published; on disk together with the state that it led to.
package struct SagaOutgoing: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case event(type: String)
        /// With the name of its receiver, as of `SagaSend.Receiver.name`.
        case request(receiver: String)
    }

    /// Unique, and the same however often the step is decided.
    package var id: String
    package var step: String
    package var kind: Kind
    /// Events of one key stay in order.
    package var key: String
    package var payload: Value
    package var causationID: String
}
