import Events

/// Gives a saga its events.
struct SagaEventTarget: DeliveryTarget {
    let saga: String
    let keeper: SagaKeeper

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome { await keeper.take(attempt.stored, for: saga) }
}
