package import APIContract

/// The streams of the log, one by one. Methods on one throw `notFound` when there never was an event in it.
package protocol StreamsService: Sendable {
    /// By name.
    func streams(_ page: PageRequest) async throws -> Page<EventStreamSummary>
    /// Events after a place, in order; nil: from the first that is kept. Throws `eventsPruned` where some of them are not.
    func read(stream: String, after: Int64?, limit: Int) async throws -> EventStreamPage
    func state(ofStream stream: String) async throws -> EventStreamState
    /// On disk when it returns. Throws `versionConflict` for a place that the stream has not come to, or that is older than
    /// the last snapshot.
    func save(_ snapshot: NewStreamSnapshot, of stream: String, by caller: Caller) async throws -> StreamSnapshot
    func removeSnapshot(of stream: String, by caller: Caller) async throws
}
