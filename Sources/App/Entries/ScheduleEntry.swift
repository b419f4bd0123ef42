import Events
import Flows
import Formats
import Logging
import Values

/// Runs a scheduled point when it is due, and remembers over restarts which runs are done.
struct ScheduleEntry: Sendable {
    let flow: Flow
    let source: any SyncSource
    let cron: CronExpression
    let zone: ScheduleZone
    let missedRuns: MissedRuns
    let syncs: SyncDesk
    let documents: any DocumentStore
    let time: TimeSource
    let logger: Logger

    private static let kind = "schedule"
    /// Clocks can be set; the schedule looks at the time at least this often.
    private static let lookEvery = Duration.seconds(30)

    func run() async {
        var machine = ScheduleMachine(cron: cron, zone: zone, missedRuns: missedRuns, handled: await handled())
        while !Task.isCancelled {
            let before = machine.handled
            let due = machine.poll(at: time.now())
            if due.skipped > 0 { logger.warning("missed runs skipped", metadata: ["count": "\(due.skipped)"]) }
            for moment in due.runs { _ = await syncs.run(flow, from: source, id: "\(flow.id)@\(moment)") }
            if machine.handled != before { await remember(machine.handled) }
            let wait = due.askAgainAt.map { min($0 - time.now(), Self.lookEvery) } ?? Self.lookEvery
            do { try await time.sleep(max(wait, .milliseconds(10))) } catch { return }
        }
    }

    private func handled() async -> Instant {
        let document = try? await documents.document(kind: Self.kind, id: flow.id)
        let stored = document.flatMap { try? JSONFormat().decode($0.content)["handled"]?.string }
        return stored.flatMap { Instant(rfc3339: $0) } ?? time.now()
    }

    private func remember(_ handled: Instant) async {
        let content = Array("{\"handled\":\"\(handled)\"}".utf8)
        do { try await documents.putDocument(kind: Self.kind, id: flow.id, content: content) } catch {
            logger.error("the schedule's state could not be stored; a restart may repeat a run")
        }
    }
}
