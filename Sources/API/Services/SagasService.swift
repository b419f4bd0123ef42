package import APIContract

/// Sagas and their instances. Methods on one throw `notFound` for an unknown id or key, and `sagaRefused` for what does not
/// fit as the instance stands.
package protocol SagasService: Sendable {
    /// By id.
    func sagas(_ page: PageRequest) async throws -> Page<Saga>
    func saga(_ id: String) async throws -> Saga
    /// By key.
    func instances(_ saga: String, status: SagaStatus?, _ page: PageRequest) async throws -> Page<SagaInstanceSummary>
    func instance(_ saga: String, _ key: String) async throws -> SagaInstance
    /// On disk, with its record in the stream `audit`, when it returns.
    func order(_ order: SagaOrder, _ saga: String, _ key: String, by caller: Caller) async throws -> SagaInstance
}

/// What somebody does to an instance by hand.
package enum SagaOrder: Sendable, Hashable {
    case retry
    case skip(reason: String)
    case compensate(reason: String)
    case cancel(reason: String)
    case setState(SagaStateChange)
}
