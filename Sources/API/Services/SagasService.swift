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
    /// On disk, with its record in the stream `audit`, when it returns. Throws `sagaRefused` too when the instance does not
    /// stand at the version that is expected.
    func order(_ order: SagaOrder, _ saga: String, _ key: String, by caller: Caller) async throws -> SagaInstance
    /// New instances begin with the new definition from now on. Throws `versionConflict` when another one is the newest,
    /// `sagaUnusable`, `filterInvalid` and `badRequest` for what cannot be changed here.
    func change(_ saga: String, _ change: SagaChange, by caller: Caller) async throws -> Saga
    /// Reads the sagas of the workspace's point files again. Throws the first problem, and then nothing has changed.
    func reload(by caller: Caller) async throws -> SagaReload
}

/// What somebody does to an instance by hand.
package enum SagaOrder: Sendable, Hashable {
    case retry(SagaRetry)
    case skip(SagaSkip)
    case compensate(SagaReason)
    case cancel(SagaReason)
    case setState(SagaStateChange)
}
