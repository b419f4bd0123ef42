package import APIContract

/// Views of events. Methods on one throw `notFound` for an unknown id.
package protocol ProjectionsService: Sendable {
    /// By id.
    func projections(_ page: PageRequest) async throws -> Page<ProjectionStatus>
    func projection(_ id: String) async throws -> ProjectionStatus
    /// Builds its states anew; the old ones serve until then.
    func rebuild(projection id: String, by caller: Caller) async throws -> ProjectionStatus
    /// Tries the event again at which it stopped.
    func resume(projection id: String, by caller: Caller) async throws -> ProjectionStatus
    /// Throws `notFound` also when the key has no state, `projectionBehind`, `projectionStopped` and `positionAhead`.
    func state(of id: String, key: String, _ freshness: Freshness) async throws -> ProjectionState
    /// By key.
    ///
    /// - Parameter condition: only states with a value at a place, such as `/status=open`.
    /// Throws `projectionBehind`, `projectionStopped`, `positionAhead` and
    /// `fieldInvalid`.
    func states(
        of id: String, where condition: String?, _ page: PageRequest, _ freshness: Freshness
    ) async throws -> Page<ProjectionState>
}

/// How far a view must be to answer, and how long that may be waited for.
package struct Freshness: Sendable, Hashable {
    /// A place in the whole log; nil: wherever it is.
    package var atLeast: Int64?
    package var waitSeconds: Int

    package init(atLeast: Int64? = nil, waitSeconds: Int = 5) {
        self.atLeast = atLeast
        self.waitSeconds = waitSeconds
    }
}
