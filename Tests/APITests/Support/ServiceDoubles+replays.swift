import API
import APIContract
import Synchronization
import Values

extension ServiceDoubles: ReplaysService {
    private func made(_ id: String, _ status: ReplayStatus = .running) -> Replay {
        Replay(
            id: id, subscriptionId: "s", select: ReplaySelection(), perSecond: 50, status: status, selected: 0,
            waiting: 0, failed: 0, progress: 0, createdAt: now, createdBy: "k")
    }

    func preview(_ replay: ReplayPreviewRequest) async throws -> ReplayPreview {
        ReplayPreview(count: 3, isExact: true, first: [])
    }

    func start(_ replay: NewReplay, by caller: Caller) async throws -> Replay { made("r-1") }
    func replays(_ page: PageRequest) async throws -> Page<Replay> { self.page([made("r-1")], page) { $0.id } }

    func replay(_ id: String) async throws -> Replay {
        guard id != "none" else { throw missing() }
        return made(id)
    }

    func pause(replay id: String, by caller: Caller) async throws -> Replay { made(id, .paused) }
    func resume(replay id: String, by caller: Caller) async throws -> Replay { made(id) }
    func cancel(replay id: String, by caller: Caller) async throws -> Replay { made(id, .cancelled) }
}

extension ServiceDoubles {
    func count(_ filter: EventFilter) async throws -> EventCount {
        state.withLock { $0.eventFilters.append(filter) }
        return EventCount(count: 7, isExact: true)
    }

    /// There is `e/1`.
    func event(_ id: String, as form: StreamForm) async throws -> [UInt8] {
        guard id == "e/1" else { throw missing() }
        return Array((form == .event ? #"{"timestamp":"now"}"# : #"{"specversion":"1.0"}"#).utf8)
    }

    func tree(of id: String) async throws -> EventTree { EventTree(nodes: [], isComplete: true) }

    func beginStream(_ request: StreamRequest) async throws -> Int64 { request.after ?? 0 }

    /// Two events, and then the server stops; or large ones without an end.
    func streamPage(_ request: StreamRequest, after position: Int64) async throws -> StreamPage {
        if request.type == "endless" {
            let large = StreamedEvent(position: position + 1, type: "t", json: [UInt8](repeating: 0x20, count: 1 << 18))
            return StreamPage(events: [large], position: position + 1, hasMore: true)
        }
        guard position < 2 else { return StreamPage(events: [], position: position, hasMore: false) }
        let event = StreamedEvent(
            position: position + 1, type: request.type ?? "a\nb", json: Array("{\"n\":\(position + 1)}".utf8))
        return StreamPage(events: [event], position: position + 1, hasMore: position == 0)
    }

    func waitForEvents(after position: Int64, atMost patience: Duration) async -> StreamWait { .stopping }
}
