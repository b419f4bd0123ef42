import Dispatch
import Events
import Synchronization
import TestKit
import Testing
import Values

@Suite struct EventLogTests {
    private let clock = ManualClock()

    @Test func manyAppendersShareFewCommits() async throws {
        let commits = Mutex(0)
        let store = InMemoryEventStore(beforeCommit: { commits.withLock { $0 += 1 } })
        let log = EventLog(store: store, time: clock.source)
        let places = try await withThrowingTaskGroup(of: Appended.self) { group in
            for number in 0..<500 { group.addTask { try await log.append(.sample("e\(number)")) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(places.map(\.sequence)) == Set(1...500))
        #expect(Set(places.map(\.streamSequence)) == Set(1...500))
        #expect(commits.withLock { $0 } < 300)
        await log.close()
    }

    @Test func aRepeatIsAnsweredWithTheFirstOnesPlace() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let first = try await log.append(.sample("a"))
        let again = try await log.append(.sample("a"))
        #expect(again.duplicate && again.sequence == first.sequence)
        await log.close()
    }

    @Test func aFullQueueRefusesAndLosesNothing() async throws {
        var settings = EventLog.Settings()
        settings.queueCount = 4
        let gate = DispatchSemaphore(value: 0)
        let isHeld = Mutex(true)
        let store = InMemoryEventStore(beforeCommit: {
            if isHeld.withLock({ $0 }) { gate.wait() }
            isHeld.withLock { $0 = false }
        })
        let log = EventLog(store: store, settings: settings, time: clock.source)
        let results = await withTaskGroup(of: String.self) { group in
            for number in 0..<40 {
                group.addTask {
                    do {
                        try await log.append(.sample("e\(number)"))
                        return "appended"
                    } catch let error as JunctionError {
                        return error.code.name
                    } catch {
                        return "another error"
                    }
                }
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(200))
                gate.signal()
                return "released"
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        let appended = results["appended"] ?? 0
        #expect(appended >= 4 && appended + (results["events.appendQueueFull"] ?? 0) == 40, "\(results)")
        #expect(try await log.events(after: 0, limit: 100).count == appended)
        await log.close()
    }

    @Test func afterClosingNothingIsTaken() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        await log.close()
        await #expect { try await log.append(.sample("a")) } throws: { ($0 as? JunctionError)?.code == .logClosed }
    }

    @Test func whatIsOverALimitIsRefused() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let long = String(repeating: "x", count: EventLimits.nameBytes + 1)
        let bad = [
            Event.sample(long), Event.sample(""), Event.sample("a", stream: long), Event.sample("a", key: long),
            Event.sample("a", metadata: ["k": String(repeating: "x", count: EventLimits.metadataBytes)]),
            Event.sample("a", payload: [UInt8](repeating: 0, count: EventLimits.payloadBytes + 1)),
        ]
        for event in bad {
            await #expect { try await log.append(event) } throws: { ($0 as? JunctionError)?.code == .eventOverLimit }
        }
        await #expect {
            try await log.append(.sample("a"), deliverTo: (0...EventLimits.destinations).map { "d\($0)" })
        } throws: {
            ($0 as? JunctionError)?.code == .eventOverLimit
        }
        #expect(try await log.events(after: 0, limit: 9).isEmpty)
        await log.close()
    }

    /// One caller's fault, found only by the store, is not the others'.
    @Test func anOperationThatTheStoreCannotDoFailsAlone() async throws {
        let calls = Mutex(0)
        let store = InMemoryEventStore(beforeCommit: {
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            if call == 1 { throw JunctionError(.internalFault, "an impossible row") }
        })
        let log = EventLog(store: store, time: clock.source)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 { group.addTask { (try? await log.append(.sample("e\(number)"))) != nil } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { !$0 } <= 1)
        await log.close()
    }

    @Test func documentsGoThroughTheLog() async throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let first = try await log.putDocument(kind: "system", id: "a", content: [1], expectedVersion: 0)
        #expect(first.version == 1)
        await #expect { try await log.putDocument(kind: "system", id: "a", content: [2], expectedVersion: 0) } throws: {
            ($0 as? JunctionError)?.code == .versionConflict
        }
        #expect(try await log.documents(kind: "system", after: nil, limit: 10).map(\.content) == [[1]])
        #expect(try await log.removeDocument(kind: "system", id: "a"))
        #expect(try await log.document(kind: "system", id: "a") == nil)
        await log.close()
    }
}
