package import Values

/// Where a destination's events go: a flow, a webhook, a queue. Called by the delivery engine.
///
/// ```swift
/// struct Webhook: DeliveryTarget {
///     func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
///         let answer = await client.post(attempt.stored.event.payload)
///         return answer.isSuccess ? .delivered(detail: "HTTP 200") : .retry(reason: "HTTP 503", after: .seconds(5))
///     }
/// }
/// ```
/// The receiver may be given the same event again (delivery is at least once); `Event.id` tells it that it is the same.
/// When the task is cancelled, finish or give up soon: what has no outcome is delivered again at the next start.
package protocol DeliveryTarget: Sendable {
    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome

    /// Whether a delivery is under way until somebody comes for it, who may never come: a destination that ends does not wait
    /// for such deliveries, but has them given up at once.
    var isWaitedUpon: Bool { get }

    /// This node has begun to serve the destination, or serves it no longer (`DeliveryEngine.serves`). Must be quick.
    func servingChanged()
}

extension DeliveryTarget {
    package var isWaitedUpon: Bool { true }

    package func servingChanged() {}
}

/// One try at giving one event to one destination.
package struct DeliveryAttempt: Sendable {
    package var destination: String
    package var stored: StoredEvent
    /// From 1; goes on counting over restarts.
    package var number: Int
    /// Token of the lease under which it is made, for targets that write something down themselves; nil where no other
    /// node could do this work.
    package var fence: Int64?

    package init(destination: String, stored: StoredEvent, number: Int, fence: Int64? = nil) {
        self.destination = destination
        self.stored = stored
        self.number = number
        self.fence = fence
    }
}

/// How an attempt ended.
package enum DeliveryOutcome: Sendable, Hashable {
    /// The destination has it. `detail` is its receipt, such as `HTTP 201 Patient/17`.
    case delivered(detail: String? = nil, stages: [DeliveryStage] = [])
    /// Not sent, on purpose, and not to be sent: a filter said so.
    case skipped(reason: String, stages: [DeliveryStage] = [])
    /// It may work later. `after`: the receiver asked to be left alone that long (`Retry-After`).
    case retry(reason: String, after: Duration? = nil, stages: [DeliveryStage] = [])
    /// Nothing was sent: the destination may not be called again before `after`. No attempt is counted, and the whole
    /// destination rests that long.
    case postponed(reason: String, after: Duration)
    /// It will never work as it stands: it goes to the dead letters.
    case rejected(reason: String, stages: [DeliveryStage] = [])
    /// It has come to its end, and the target has written that down itself.
    case settled
}

/// Something on the way to the destination, for the lineage: when the message was validated, when it was mapped.
package struct DeliveryStage: Sendable, Hashable {
    package var kind: Lineage.Kind
    package var at: Instant
    package var detail: String?

    package init(_ kind: Lineage.Kind, at: Instant, detail: String? = nil) {
        self.kind = kind
        self.at = at
        self.detail = detail
    }
}
