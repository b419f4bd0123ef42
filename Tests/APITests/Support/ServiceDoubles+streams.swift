import API
import APIContract
import Values

extension ServiceDoubles: StreamsService {
    func streams(_ page: PageRequest) async throws -> Page<EventStreamSummary> {
        self.page([EventStreamSummary(stream: "points/adt", version: 7, first: 3)], page) { $0.stream }
    }

    func read(stream: String, after: Int64?, limit: Int) async throws -> EventStreamPage {
        if let after, after < 2 { throw JunctionError(.eventsPruned, "the stream begins at 3 now") }
        return EventStreamPage(stream: stream, version: 7, first: 3, events: [], isEnd: limit > 1)
    }

    func state(ofStream stream: String) async throws -> EventStreamState {
        guard stream != "none" else { throw missing() }
        return EventStreamState(stream: stream, version: 7, events: [], isEnd: true)
    }

    func save(_ snapshot: NewStreamSnapshot, of stream: String, by caller: Caller) async throws -> StreamSnapshot {
        guard snapshot.version <= 7 else {
            throw .versionConflict("stream", at: 7, expected: snapshot.version) as JunctionError
        }
        return StreamSnapshot(version: snapshot.version, state: snapshot.state, savedAt: now, savedBy: "k")
    }

    func removeSnapshot(of stream: String, by caller: Caller) async throws {}
}
