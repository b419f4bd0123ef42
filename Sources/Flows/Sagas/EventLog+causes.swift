package import Events

extension EventLog {
    /// Whether more than so many events, one after the other, led to this one: it goes round in circles.
    package func isCausedByMore(than most: Int, _ event: Event) async throws -> Bool {
        var cause = event.causationID
        for _ in 0..<most {
            guard let id = cause else { return false }
            cause = try await self.event(id: id)?.stored.event.causationID
        }
        return cause != nil
    }
}
