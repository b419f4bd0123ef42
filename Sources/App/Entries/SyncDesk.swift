import Events
import Flows
import Formats
import Mapping
import Synchronization
import Values

/// Lets one run of a point go on at a time, and records what each did.
final class SyncDesk: Sendable {
    private let runner: SyncRunner
    private let log: EventLog
    private let time: TimeSource
    private let state = Mutex<(running: Set<String>, last: [String: SyncResult])>(([], [:]))

    init(runner: SyncRunner, log: EventLog, time: TimeSource) {
        self.runner = runner
        self.log = log
        self.time = time
    }

    func last(_ point: String) -> SyncResult? { state.withLock { $0.last[point] } }

    /// Nil when a run of the point is going on already. One that has ended under the same id is not made again.
    func run(_ flow: Flow, from source: any SyncSource, id: String) async -> SyncResult? {
        if let made = try? await log.event(id: Self.eventID(id)) { return SyncResult(made.stored.event, id: id) }
        guard let result = await alone(flow, { await runner.run(flow, from: source, id: id) }) else { return nil }
        state.withLock { $0.last[flow.id] = result }
        await record(result, of: flow)
        return result
    }

    /// Looks without keeping anything; nil likewise.
    func preview(
        _ flow: Flow, from source: any SyncSource, id: String, _ context: MappingContext
    ) async -> SyncResult? {
        await alone(flow) { await runner.preview(flow, from: source, id: id, context) }
    }

    private func alone(_ flow: Flow, _ work: () async -> SyncResult) async -> SyncResult? {
        guard state.withLock({ $0.running.insert(flow.id).inserted }) else { return nil }
        let result = await work()
        state.withLock { _ = $0.running.remove(flow.id) }
        return result
    }

    private static func eventID(_ run: String) -> String { "sync/\(run)" }

    private func record(_ result: SyncResult, of flow: Flow) async {
        var metadata = [
            "point": flow.id, "documents": "\(result.documents)", "accepted": "\(result.accepted)",
            "duplicates": "\(result.duplicates)", "refused": "\(result.refused)",
            "startedat": "\(result.startedAt.microseconds)",
        ]
        metadata["failure"] = result.failure
        let messages = Value.object(["messageIds": .array(result.messageIDs.map { .string($0) })])
        let event = Event(
            id: Self.eventID(result.id), stream: flow.id, type: FlowEventType.synced, source: flow.source,
            correlationID: result.id, time: result.finishedAt, metadata: metadata, contentType: "application/json",
            payload: (try? JSONFormat().encode(messages)) ?? [])
        // The result is told to whoever asked; that it could not be kept as history must not fail the run.
        _ = try? await log.append(event)
    }
}

extension SyncResult {
    /// As the event of its end tells it.
    fileprivate init(_ event: Event, id: String) {
        func number(_ name: String) -> Int { event.metadata[name].flatMap { Int($0) } ?? 0 }
        let startedAt = event.metadata["startedat"].flatMap { Int64($0) }.map { Instant(microseconds: $0) }
        self.init(
            id: id, startedAt: startedAt ?? event.time, finishedAt: event.time, failure: event.metadata["failure"])
        documents = number("documents")
        accepted = number("accepted")
        duplicates = number("duplicates")
        refused = number("refused")
        let messages = (try? JSONFormat().decode(event.payload))?["messageIds"]?.array
        messageIDs = messages?.compactMap(\.string) ?? []
    }
}
