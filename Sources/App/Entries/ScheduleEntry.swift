import Events
import Flows
import Formats
import Logging
import Values

/// Runs a scheduled point when it is due, on one node at a time, and remembers in the store which runs are done.
///
/// A run is noted there before it begins, and only by the node that saw the newest note, so that no two nodes begin the same.
/// One that was begun and not ended, because its node died, is run again by the node that takes over, under the same id.
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
    /// Held by the node that runs it.
    let duty: Duty

    private static let kind = "schedule"
    /// Clocks can be set; the schedule looks at the time at least this often.
    private static let lookEvery = Duration.seconds(30)

    /// A schedule that another node runs is looked at this often.
    private static let dutyLookEvery = Duration.milliseconds(500)
    /// After a store that could not be asked.
    private static let storePause = Duration.seconds(1)

    private struct Note {
        var handled: Instant
        /// The run that was begun, until it has ended.
        var begun: Instant?
        var version: Int64
    }

    func run() async {
        var hasBaseline = false
        while !Task.isCancelled {
            var pause = Self.dutyLookEvery
            if duty.isOurs || !hasBaseline {
                do {
                    // By whichever node is first: what comes due before one has the duty is then not forgotten.
                    if !hasBaseline { _ = try await read() }
                    hasBaseline = true
                    if duty.isOurs { try await runWhileOurs() }
                } catch let error as JunctionError where error.code == .versionConflict {
                    // Another node was quicker: what it noted is read anew.
                } catch {
                    logger.error("the schedule's state cannot be read or written", metadata: ["why": "\(error)"])
                    pause = Self.storePause
                }
            }
            do { try await time.sleep(pause) } catch { return }
        }
    }

    private func runWhileOurs() async throws {
        var note = try await read()
        if let begun = note.begun, try await !fire(begun, &note) { return }
        var machine = ScheduleMachine(cron: cron, zone: zone, missedRuns: missedRuns, handled: note.handled)
        while !Task.isCancelled, duty.isOurs {
            let due = machine.poll(at: time.now())
            if due.skipped > 0 { logger.warning("missed runs skipped", metadata: ["count": "\(due.skipped)"]) }
            for moment in due.runs where try await !fire(moment, &note) { return }
            if machine.handled != note.handled { try await write(&note, handled: machine.handled, begun: nil) }
            let wait = due.askAgainAt.map { min($0 - time.now(), Self.lookEvery) } ?? Self.lookEvery
            do { try await time.sleep(max(wait, .milliseconds(10))) } catch { return }
        }
    }

    /// False when it is not ours to run any more.
    private func fire(_ moment: Instant, _ note: inout Note) async throws -> Bool {
        guard duty.begin() else { return false }
        defer { duty.end() }
        try await write(&note, handled: note.handled, begun: moment)
        _ = await syncs.run(flow, from: source, id: "\(flow.id)@\(moment)")
        return try await noteEnd(of: moment, &note)
    }

    /// A store that fails is asked until it takes it, so that no run is made twice because of it.
    private func noteEnd(of moment: Instant, _ note: inout Note) async throws -> Bool {
        while true {
            do {
                try await write(&note, handled: max(note.handled, moment), begun: nil)
                return !Task.isCancelled
            } catch let error as JunctionError where error.code != .versionConflict && !Task.isCancelled {
                logger.error("the schedule's state cannot be written; it is tried again", metadata: ["why": "\(error)"])
                try? await time.sleep(Self.storePause)
            }
        }
    }

    private func read() async throws -> Note {
        guard let document = try await documents.document(kind: Self.kind, id: flow.id),
            let stored = try? JSONFormat().decode(document.content),
            let handled = stored["handled"]?.string.flatMap({ Instant(rfc3339: $0) })
        else {
            // From the first look of any node on.
            var note = Note(handled: time.now(), version: 0)
            try await write(&note, handled: note.handled, begun: nil)
            return note
        }
        let begun = stored["begun"]?.string.flatMap { Instant(rfc3339: $0) }
        return Note(handled: handled, begun: begun, version: document.version)
    }

    /// Throws `versionConflict` when another node has written since.
    private func write(_ note: inout Note, handled: Instant, begun: Instant?) async throws {
        var value: Object = ["handled": .string(handled.description)]
        value["begun"] = begun.map { .string($0.description) }
        let document = try await documents.putDocument(
            kind: Self.kind, id: flow.id, content: JSONFormat().encode(.object(value)), expectedVersion: note.version)
        note = Note(handled: handled, begun: begun, version: document.version)
    }
}
