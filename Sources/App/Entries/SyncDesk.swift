import Events
import Flows
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

    /// Nil when a run of the point is going on already.
    func run(_ flow: Flow, from source: any SyncSource, id: String) async -> SyncResult? {
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

    private func record(_ result: SyncResult, of flow: Flow) async {
        var metadata = [
            "point": flow.id, "documents": "\(result.documents)", "accepted": "\(result.accepted)",
            "duplicates": "\(result.duplicates)", "refused": "\(result.refused)",
        ]
        metadata["failure"] = result.failure
        let event = Event(
            id: SystemIdentifier.next(), stream: flow.id, type: FlowEventType.synced, source: flow.source,
            correlationID: result.id, time: result.finishedAt, metadata: metadata, contentType: "application/json",
            payload: [])
        // The result is told to whoever asked; that it could not be kept as history must not fail the run.
        _ = try? await log.append(event)
    }
}
