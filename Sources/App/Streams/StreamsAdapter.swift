import API
import APIContract
import Events
import Values

/// The log's streams, as the API shows them.
struct StreamsAdapter: StreamsService {
    let log: EventLog
    let snapshots: SnapshotKeeper
    let time: TimeSource

    /// Events shown with a state.
    private static let stateEvents = 1000

    func streams(_ page: PageRequest) async throws -> Page<EventStreamSummary> {
        let found = try await log.streams(after: page.position, limit: page.limit + 1)
        let items = found.prefix(page.limit).map { stream in
            EventStreamSummary(
                stream: stream.name, version: stream.version, first: stream.first,
                oldestRecordedAt: stream.oldestRecordedAt)
        }
        return Page(items: items, nextCursor: found.count > items.count ? items.last?.stream : nil)
    }

    func read(stream: String, after: Int64?, limit: Int) async throws -> EventStreamPage {
        let summary = try await summary(stream)
        if let after, after + 1 < summary.first {
            throw JunctionError(
                .eventsPruned, "the stream '\(stream)' begins at \(summary.first) now",
                remedy: "Read on after \(summary.first - 1), or leave 'after' out.")
        }
        let (events, isEnd) = try await events(summary, after: after ?? summary.first - 1, limit)
        return EventStreamPage(
            stream: stream, version: summary.version, first: summary.first, events: events, isEnd: isEnd)
    }

    func state(ofStream stream: String) async throws -> EventStreamState {
        let summary = try await summary(stream)
        let snapshot = try await snapshots.snapshot(of: stream)
        let (events, isEnd) = try await events(
            summary, after: snapshot?.version ?? summary.first - 1, Self.stateEvents)
        return EventStreamState(
            stream: stream, version: summary.version, snapshot: snapshot.map { APIContract.StreamSnapshot($0) },
            events: events, isEnd: isEnd)
    }

    func save(
        _ new: NewStreamSnapshot, of stream: String, by caller: Caller
    ) async throws -> APIContract.StreamSnapshot {
        _ = try await summary(stream)
        let snapshot = Events.StreamSnapshot(
            version: new.version, state: new.state, savedAt: time.now(), savedBy: caller.keyID)
        try await snapshots.save(snapshot, of: stream)
        return APIContract.StreamSnapshot(snapshot)
    }

    func removeSnapshot(of stream: String, by caller: Caller) async throws {
        guard try await snapshots.remove(of: stream) else {
            throw JunctionError(.notFound, "the stream '\(stream)' has no snapshot")
        }
    }

    private func summary(_ stream: String) async throws -> StreamSummary {
        guard let summary = try await log.stream(stream) else {
            throw JunctionError(.notFound, "there is no stream '\(stream)'")
        }
        return summary
    }

    /// What has become of each is not looked up: `status` is that of its record in the log alone.
    private func events(
        _ summary: StreamSummary, after: Int64, _ limit: Int
    ) async throws -> (events: [IntegrationEvent], isEnd: Bool) {
        let found = try await log.events(stream: summary.name, after: after, limit: limit)
        let events = found.map { IntegrationEvent(EventRecord(stored: $0, status: .recorded)) }
        return (events, (found.last?.streamSequence ?? after) >= summary.version)
    }
}

extension APIContract.StreamSnapshot {
    fileprivate init(_ snapshot: Events.StreamSnapshot) {
        self.init(
            version: snapshot.version, state: snapshot.state, savedAt: snapshot.savedAt, savedBy: snapshot.savedBy)
    }
}
