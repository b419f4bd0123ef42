package import APIContract

/// Who is given which events. Methods on one throw `notFound` for an unknown id.
package protocol SubscriptionsService: Sendable {
    /// On disk when it returns. Throws `filterInvalid`, `subscriptionInvalid` or `alreadyExists`.
    func create(_ subscription: EventSubscription, by caller: Caller) async throws -> CreatedSubscription
    /// By id.
    func subscriptions(_ page: PageRequest) async throws -> Page<Subscription>
    func subscription(_ id: String) async throws -> Subscription
    func pause(_ id: String, because reason: String, by caller: Caller) async throws -> Subscription
    func resume(_ id: String, by caller: Caller) async throws -> Subscription
    func remove(_ id: String, by caller: Caller) async throws
    func rotateSecret(_ id: String, _ rotation: SecretRotation, by caller: Caller) async throws -> SubscriptionSecret
    /// Sends an event to this subscription alone, to prove the way.
    func test(_ id: String, by caller: Caller) async throws -> PublishResult
    /// Whether it is sent such events every 15 minutes.
    func setStandingTest(_ id: String, _ test: StandingTest, by caller: Caller) async throws -> Subscription

    /// Throws `subscriptionInvalid` when it is no queue.
    func lease(_ id: String, _ request: LeaseRequest, by caller: Caller) async throws -> LeasedMessages
    func settle(
        _ id: String, _ request: SettleRequest, _ verdict: LeaseVerdict, by caller: Caller
    ) async throws -> SettleResults
}

/// What a consumer says of messages that it has.
package enum LeaseVerdict: String, Sendable, CaseIterable {
    case acknowledge = "ack"
    case giveBack = "nack"
    case extend
    case giveUp = "deadletter"
}
