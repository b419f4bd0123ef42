import Testing
import Values

@testable import Flows

struct ScheduleMachineTests {
    private func machine(_ missed: MissedRuns, handled: String) throws -> ScheduleMachine {
        ScheduleMachine(
            cron: try CronExpression("0 * * * *"), zone: .utc, missedRuns: missed,
            handled: try #require(Instant(rfc3339: handled)))
    }

    @Test func dueOnTime() throws {
        var machine = try machine(.skip, handled: "2026-11-21T09:30:00Z")
        let early = machine.poll(at: try #require(Instant(rfc3339: "2026-11-21T09:59:59Z")))
        #expect(early.runs.isEmpty)
        #expect(early.askAgainAt == Instant(rfc3339: "2026-11-21T10:00:00Z"))
        let onTime = machine.poll(at: try #require(Instant(rfc3339: "2026-11-21T10:00:01Z")))
        #expect(onTime.runs == [Instant(rfc3339: "2026-11-21T10:00:00Z")])
        #expect(machine.poll(at: try #require(Instant(rfc3339: "2026-11-21T10:00:02Z"))).runs.isEmpty)
    }

    @Test(arguments: [(MissedRuns.skip, 0, 3), (.once, 1, 2), (.all, 3, 0)])
    func missedRuns(policy: MissedRuns, runs: Int, skipped: Int) throws {
        var machine = try machine(policy, handled: "2026-11-21T09:30:00Z")
        let due = machine.poll(at: try #require(Instant(rfc3339: "2026-11-21T12:30:00Z")))
        #expect(due.runs.count == runs)
        #expect(due.skipped == skipped)
        #expect(due.askAgainAt == Instant(rfc3339: "2026-11-21T13:00:00Z"))
    }

    @Test func makingUpIsBounded() throws {
        var machine = try machine(.all, handled: "2026-01-01T00:00:00Z")
        let due = machine.poll(at: try #require(Instant(rfc3339: "2026-02-01T00:30:00Z")))
        #expect(due.runs.count == ScheduleMachine.missedRunsMost)
        #expect(due.skipped == 31 * 24 - ScheduleMachine.missedRunsMost)
    }
}
