package import APIContract

/// How long events stay, and what keeps them longer. Every change is in the stream `audit`.
package protocol RetentionService: Sendable {
    func retention() async throws -> RetentionStatus
    /// On disk when it returns.
    func set(_ settings: RetentionSettings, by caller: Caller) async throws -> RetentionStatus
    /// Returns once nothing is beyond its limits. Throws `runUnderWay`.
    func prune(by caller: Caller) async throws -> RetentionRun

    /// By id.
    func holds(_ page: PageRequest) async throws -> Page<Hold>
    func hold(_ id: String) async throws -> Hold
    /// From its return on nothing that the hold covers is pruned. Throws `fieldInvalid` for one that names nothing.
    func place(_ hold: NewHold, by caller: Caller) async throws -> Hold
    /// What was kept may be pruned from now on. Throws `notFound`.
    func release(hold id: String, because reason: String, by caller: Caller) async throws -> Hold
}
