package import APIContract

/// Deliveries that were given up. Methods on one throw `notFound` for an unknown id and `versionConflict` when it has been
/// dealt with already.
package protocol DeadLettersService: Sendable {
    /// Newest first; of one destination or integration when named.
    func deadLetters(
        destination: String?, integration: String?, _ page: PageRequest
    ) async throws -> Page<DeadLetter>
    func retry(_ id: String, by caller: Caller) async throws -> DeadLetterOutcome
    func discard(_ id: String, because reason: String, by caller: Caller) async throws -> DeadLetterOutcome
}
