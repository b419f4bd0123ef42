package import APIContract

/// Sends events of the past again. Methods on one throw `notFound` for an unknown id, and `versionConflict` when it is over.
package protocol ReplaysService: Sendable {
    /// Nothing is sent.
    func preview(_ replay: ReplayPreviewRequest) async throws -> ReplayPreview
    func start(_ replay: NewReplay, by caller: Caller) async throws -> Replay
    /// By id, which is by age.
    func replays(_ page: PageRequest) async throws -> Page<Replay>
    func replay(_ id: String) async throws -> Replay
    func pause(replay id: String, by caller: Caller) async throws -> Replay
    func resume(replay id: String, by caller: Caller) async throws -> Replay
    func cancel(replay id: String, by caller: Caller) async throws -> Replay
}
