import Events

/// Gives a saga its events.
struct SagaEventTarget: DeliveryTarget {
    let saga: String
    let keeper: SagaKeeper

    /// What is due is looked for by the node that serves it.
    func servingChanged() { keeper.alarm.ring() }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome { await keeper.take(attempt.stored, for: saga) }
}
