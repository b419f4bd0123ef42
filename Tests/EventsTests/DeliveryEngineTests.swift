import Resilience
import Synchronization
import TestKit
import Testing
import Values

@testable import Events

@Suite struct DeliveryEngineTests {
    @Test func whatIsAppendedIsDeliveredInOrderPerKey() async throws {
        let target = ScriptedTarget()
        let harness = try EngineHarness(target: target)
        for number in 0..<200 { try await harness.append("e\(number)", key: "k\(number % 5)") }
        #expect(await eventually { target.count == 200 })
        for key in 0..<5 {
            let ids = target.all.filter { $0.stored.event.key == "k\(key)" }.map(\.stored.sequence)
            #expect(ids == ids.sorted())
        }
        #expect(try await eventually { try await harness.engine.status(of: "d").backlog == 0 })
        #expect(try await eventually { try await harness.log.event(id: "e7")?.status == .delivered })
        await harness.stop()
    }

    @Test func aFailureIsTriedAgainAfterItsTimeAndLineageTells() async throws {
        let target = ScriptedTarget { attempt in
            attempt.number < 3 ? .retry(reason: "HTTP 503 \(attempt.number)") : .delivered(detail: "HTTP 201")
        }
        let harness = try EngineHarness(target: target)
        try await harness.append("a", key: "k")
        #expect(await eventually { target.count == 1 })
        // The jitter is at its most: 1 s, then 2 s.
        #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(1) })
        harness.clock.advance(by: .milliseconds(999))
        try await Task.sleep(for: .milliseconds(30))
        #expect(target.count == 1)
        harness.clock.advance(by: .milliseconds(1))
        #expect(await eventually { target.count == 2 })
        #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(2) })
        harness.clock.advance(by: .seconds(2))
        #expect(await eventually { target.count == 3 })
        #expect(try await eventually { try await harness.log.event(id: "a")?.status == .delivered })
        let steps = try await harness.log.lineage(id: "a")?.steps ?? []
        #expect(steps.map(\.kind) == [.received, .attemptFailed, .attemptFailed, .delivered])
        #expect(steps.map(\.detail) == [nil, "HTTP 503 1", "HTTP 503 2", "HTTP 201"])
        await harness.stop()
    }

    @Test func whatIsPostponedIsNoFailureAndTheWholeDestinationRests() async throws {
        let isOpen = Atomic(false)
        let target = ScriptedTarget { _ in
            isOpen.load(ordering: .relaxed) ? .delivered() : .postponed(reason: "10/second", after: .seconds(600))
        }
        var settings = DestinationSettings()
        settings.concurrency = 2
        settings.retry.attempts = 1
        settings.breaker.minimumCalls = 1
        let harness = try EngineHarness(target: target, settings: settings)
        for number in 0..<40 { try await harness.append("e\(number)", key: "k\(number % 8)") }
        // No rest is longer than a minute in one piece: the limit may have been changed.
        #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(60) })
        #expect(target.count <= 4)
        for _ in 0..<3 {
            let before = target.count
            harness.clock.advance(by: .seconds(60))
            #expect(await eventually { target.count > before })
            #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(60) })
        }
        let status = try await harness.engine.status(of: "d")
        #expect(status.breaker == .closed)
        #expect(status.backlog == 40 && status.deadLetters == 0 && status.failedAttempts == 0)
        isOpen.store(true, ordering: .relaxed)
        harness.clock.advance(by: .seconds(60))
        #expect(try await eventually { try await harness.engine.status(of: "d").backlog == 0 })
        let sequences = Dictionary(grouping: target.all, by: \.stored.event.key).values
        for attempts in sequences {
            #expect(attempts.map(\.stored.sequence) == attempts.map(\.stored.sequence).sorted())
            #expect(attempts.allSatisfy { $0.number == 1 })
        }
        await harness.stop()
    }

    @Test(arguments: [(4, Int64.max), (Int.max, Int64(12))] as [(Int, Int64)])
    func aFullBacklogRefusesUntilThereIsRoomAndAfterARestartToo(count: Int, bytes: Int64) async throws {
        let medium = InMemoryEventStore.Medium()
        var settings = DestinationSettings()
        (settings.backlogCount, settings.backlogBytes) = (count, bytes)
        let down = try EngineHarness(medium, target: ScriptedTarget { _ in .retry(reason: "no") }, settings: settings)
        // Four events of three bytes are as much as may wait.
        for number in 0..<4 { try await down.append("e\(number)") }
        #expect(try await eventually { try await down.engine.status(of: "d").isFull })
        let refused = await #expect(throws: JunctionError.self) { try await down.append("e4") }
        #expect(refused?.code == .backlogFull)
        // What is for nobody is taken all the same.
        try await down.log.append(.sample("other"))
        await down.stop()

        let isOpen = Atomic(false)
        let target = ScriptedTarget { _ in
            isOpen.load(ordering: .relaxed) ? .delivered() : .postponed(reason: "closed", after: .seconds(1))
        }
        let up = try EngineHarness(medium, target: target, settings: settings)
        #expect(try await eventually { try await up.engine.status(of: "d").isFull })
        #expect(try await eventually { try await up.engine.status(of: "d").backlogBytes == 12 })
        await #expect(throws: JunctionError.self) { try await up.append("e4") }
        isOpen.store(true, ordering: .relaxed)
        #expect(
            try await eventually {
                up.clock.advance(by: .seconds(60))
                return try await up.engine.status(of: "d").backlog == 0
            })
        #expect(try await eventually { try await up.engine.status(of: "d").backlogBytes == 0 })
        try await up.append("e4")
        await up.stop()
    }

    @Test func aDestinationThatIsRemovedHoldsNobodyUp() async throws {
        var settings = DestinationSettings()
        settings.backlogCount = 1
        let harness = try EngineHarness(target: ScriptedTarget { _ in .retry(reason: "no") }, settings: settings)
        try await harness.append("e0")
        #expect(try await eventually { try await harness.engine.status(of: "d").isFull })
        await #expect(throws: JunctionError.self) { try await harness.append("e1") }
        await harness.engine.remove("d")
        try await harness.append("e1")
        await harness.stop()
    }

    @Test func deadLettersBroughtBackCountAgain() async throws {
        let isMended = Atomic(false)
        let target = ScriptedTarget { _ in
            isMended.load(ordering: .relaxed)
                ? .postponed(reason: "wait", after: .seconds(60)) : .rejected(reason: "no")
        }
        let harness = try EngineHarness(target: target)
        for number in 0..<3 { try await harness.append("e\(number)") }
        #expect(try await eventually { try await harness.engine.status(of: "d").deadLetters == 3 })
        #expect(try await eventually { try await harness.engine.status(of: "d").backlogBytes == 0 })
        isMended.store(true, ordering: .relaxed)
        #expect(try await harness.engine.retryDeadLetters(DeadLetterQuery()) == 3)
        #expect(try await eventually { try await harness.engine.status(of: "d").backlogBytes == 9 })
        await harness.stop()
    }

    /// Also when others of its key are under way, and what was known of its attempts is in memory still.
    @Test func aDeadLetterBroughtBackBeginsWithItsFirstAttempt() async throws {
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let target = ScriptedTarget { attempt in
            if attempt.stored.event.id == "a" { return .retry(reason: "no") }
            for await _ in opened { break }
            return .delivered()
        }
        var settings = DestinationSettings()
        settings.retry = RetryPolicy(
            backoff: Backoff(first: .seconds(1), longest: .seconds(1)), attempts: 2, age: .seconds(1000))
        let harness = try EngineHarness(target: target, settings: settings)
        try await harness.append("a", "b", key: "k")
        #expect(await eventually { target.count == 1 && harness.clock.sleeperCount > 0 })
        harness.clock.advance(by: .seconds(2))
        #expect(await eventually { target.ids == ["a", "a", "b"] })
        #expect(try await eventually { try await harness.engine.status(of: "d").deadLetters == 1 })
        #expect(try await harness.engine.retryDeadLetters(DeadLetterQuery()) == 1)
        open.yield()
        #expect(await eventually { target.count == 4 })
        #expect(target.all.map(\.number) == [1, 2, 1, 1])
        await harness.stop()
    }

    /// Keys are what their bytes are, in memory as in the store.
    @Test func keysThatLookTheSameAreDelivered() async throws {
        let target = ScriptedTarget { $0.stored.event.id == "a" ? .retry(reason: "no") : .delivered() }
        let harness = try EngineHarness(target: target)
        try await harness.append("a", key: "caf\u{E9}")
        #expect(await eventually { target.count == 1 && harness.clock.sleeperCount > 0 })
        try await harness.append("b", key: "cafe\u{301}")
        #expect(await eventually { target.ids.contains("b") })
        await harness.stop()
    }

    @Test func whatWaitsIsTriedThoughTheClockIsSetBack() async throws {
        let target = ScriptedTarget { $0.number < 3 ? .retry(reason: "no") : .delivered() }
        let harness = try EngineHarness(target: target)
        try await harness.append("a")
        #expect(await eventually { target.count == 1 && harness.clock.sleeperCount > 0 })
        harness.clock.setBack(by: .seconds(86_400))
        let isTried = await eventually {
            harness.clock.advance(by: .seconds(1))
            return target.count == 3
        }
        #expect(isTried)
        await harness.stop()
    }

    /// A count that was under way when the destination left says nothing any more.
    @Test func aDestinationThatHasLeftIsNeverFull() async throws {
        var settings = DestinationSettings()
        settings.backlogBytes = 10
        let harness = try EngineHarness(target: ScriptedTarget(), settings: settings)
        let runner = try #require(harness.engine.runner("d"))
        await harness.engine.remove("d")
        runner.update { state, _ in state.backlogBytes = 100 }
        try await harness.append("a")
        await harness.stop()
    }

    @Test func aFailingKeyDoesNotHoldUpTheOthers() async throws {
        let target = ScriptedTarget { $0.stored.event.key == "bad" ? .retry(reason: "no") : .delivered() }
        var settings = DestinationSettings()
        settings.windowCount = 8
        settings.windowCountPerKey = 4
        settings.breaker.minimumCalls = 64
        settings.breaker.window = 64
        let harness = try EngineHarness(target: target, settings: settings)
        for number in 0..<60 { try await harness.append("bad\(number)", key: "bad") }
        for number in 0..<60 { try await harness.append("good\(number)", key: "k\(number % 7)") }
        #expect(await eventually { target.ids.count { $0.hasPrefix("good") } == 60 })
        #expect(Set(target.ids.filter { $0.hasPrefix("bad") }) == ["bad0"])
        await harness.stop()
    }

    @Test func aRefusedMessageGoesToTheDeadLettersAndTheNextGoesOn() async throws {
        let target = ScriptedTarget { $0.stored.event.id == "bad" ? .rejected(reason: "HTTP 422") : .delivered() }
        let harness = try EngineHarness(target: target)
        try await harness.append("bad", "next", key: "k")
        #expect(await eventually { target.ids == ["bad", "next"] })
        let letters = try await harness.engine.deadLetters(DeadLetterQuery(destination: "d")).letters
        #expect(letters.map(\.reason) == ["HTTP 422"])
        #expect(letters.map(\.stored.event.id) == ["bad"])
        #expect(try await harness.engine.status(of: "d").deadLetters == 1)
        await harness.stop()
    }

    @Test func deadLettersAreRetriedAndDiscardedByHand() async throws {
        let isMended = Mutex(false)
        let target = ScriptedTarget { _ in isMended.withLock { $0 } ? .delivered() : .rejected(reason: "HTTP 422") }
        let harness = try EngineHarness(target: target)
        try await harness.append("a", "b", "c", key: "k")
        #expect(try await eventually { try await harness.engine.status(of: "d").deadLetters == 3 })
        isMended.withLock { $0 = true }
        #expect(try await harness.engine.retryDeadLetters(DeadLetterQuery(eventID: "b")) == 1)
        #expect(try await eventually { try await harness.log.event(id: "b")?.status == .delivered })
        #expect(try await harness.engine.discardDeadLetters(DeadLetterQuery(eventID: "a")) == 1)
        #expect(try await harness.engine.retryDeadLetters(DeadLetterQuery()) == 1)
        #expect(try await eventually { try await harness.log.event(id: "c")?.status == .delivered })
        #expect(try await harness.log.lineage(id: "a")?.steps.last?.kind == .discarded)
        #expect(try await eventually { try await harness.engine.status(of: "d").backlog == 0 })
        await harness.stop()
    }

    @Test func anOpenBreakerSendsNothingAndUsesNoAttempts() async throws {
        let isUp = Mutex(false)
        let target = ScriptedTarget { _ in isUp.withLock { $0 } ? .delivered() : .retry(reason: "HTTP 503") }
        var settings = DestinationSettings()
        settings.concurrency = 2
        settings.breaker.minimumCalls = 4
        settings.retry = RetryPolicy(backoff: Backoff(first: .milliseconds(1), longest: .milliseconds(1)), attempts: 9)
        let harness = try EngineHarness(target: target, settings: settings)
        for number in 0..<20 { try await harness.append("e\(number)", key: "k\(number)") }
        // What was on its way when it opened comes to its end.
        #expect(
            try await eventually {
                let status = try await harness.engine.status(of: "d")
                return status.breaker == .open && status.inFlight == 0
            })
        let sent = target.count
        #expect(sent < 9)
        for _ in 0..<4 {
            harness.clock.advance(by: .milliseconds(500))
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(target.count == sent)
        isUp.withLock { $0 = true }
        #expect(
            await eventually {
                harness.clock.advance(by: .milliseconds(500))
                return Set(target.all.filter { $0.number > 0 }.map(\.stored.event.id)).count == 20
            })
        #expect(
            try await eventually {
                harness.clock.advance(by: .milliseconds(500))
                return try await harness.engine.status(of: "d").backlog == 0
            })
        #expect(try await harness.engine.status(of: "d").breaker == .closed)
        await harness.stop()
    }

    /// The clock stands still: neither the breaker's pause nor a retry's can be over.
    @Test func resumedByHandItIsTriedAtOnceWhateverItWaitsFor() async throws {
        let isUp = Mutex(false)
        let target = ScriptedTarget { _ in isUp.withLock { $0 } ? .delivered() : .retry(reason: "HTTP 503") }
        var settings = DestinationSettings()
        settings.concurrency = 2
        settings.breaker.minimumCalls = 4
        let harness = try EngineHarness(target: target, settings: settings)
        for number in 0..<6 { try await harness.append("e\(number)", key: "k\(number)") }
        func isOpen() async throws -> Bool {
            try await eventually { try await harness.engine.status(of: "d").breaker == .open }
        }
        #expect(try await isOpen())
        #expect(
            try await harness.engine.status(of: "d").nextAttemptAt == harness.clock.now + settings.breaker.firstPause)
        // One probe, which fails: nothing else is sent at what is still down.
        let sent = target.count
        try harness.engine.resume("d")
        #expect(await eventually { target.count == sent + 1 })
        #expect(try await isOpen())
        isUp.withLock { $0 = true }
        try harness.engine.resume("d")
        #expect(try await eventually { try await harness.engine.status(of: "d").backlog == 0 })
        #expect(try await harness.engine.status(of: "d").breaker == .closed)
        #expect(try await harness.engine.status(of: "d").nextAttemptAt == nil)
        await harness.stop()
    }

    @Test func afterARestartEverythingUndeliveredGoesOnWithItsAttemptsCounted() async throws {
        let medium = InMemoryEventStore.Medium()
        let first = try EngineHarness(medium, target: ScriptedTarget { _ in .retry(reason: "down") })
        try await first.append("a", "b", key: "k")
        #expect(try await eventually { try await first.log.lineage(id: "a")?.steps.last?.kind == .attemptFailed })
        await first.stop()
        let target = ScriptedTarget()
        let second = try EngineHarness(medium, target: target)
        second.clock.advance(by: .seconds(600))
        #expect(await eventually { target.ids == ["a", "b"] })
        #expect(target.all.map(\.number) == [2, 1])
        await second.stop()
    }

    @Test func pausedNothingIsSentAndResumedItGoesOn() async throws {
        let target = ScriptedTarget()
        let harness = try EngineHarness(target: target)
        try harness.engine.pause("d")
        try await harness.append("a", "b")
        try await Task.sleep(for: .milliseconds(50))
        #expect(target.count == 0)
        #expect(try await harness.engine.status(of: "d").isPaused)
        try harness.engine.resume("d")
        #expect(await eventually { target.count == 2 })
        #expect { try harness.engine.pause("nobody") } throws: { ($0 as? JunctionError)?.code == .notFound }
        await harness.stop()
    }

    @Test func whatIsInFlightAtTheEndComesToItsEnd() async throws {
        let gate = AsyncStream.makeStream(of: Void.self)
        let target = ScriptedTarget { _ in
            for await _ in gate.stream { break }
            return .delivered()
        }
        let harness = try EngineHarness(target: target)
        try await harness.append("a")
        #expect(await eventually { target.count == 1 })
        harness.running.cancel()
        try await Task.sleep(for: .milliseconds(20))
        gate.continuation.yield()
        await harness.running.value
        await harness.log.close()
        let after = try InMemoryEventStore(harness.medium).event(id: "a")
        #expect(after?.status == .delivered)
    }

    @Test func anAttemptThatHangsIsCutOffAfterTheGracePeriodAndStaysPending() async throws {
        let target = ScriptedTarget { _ in
            try? await Task.sleep(for: .seconds(3600))
            return .retry(reason: "cut off")
        }
        let harness = try EngineHarness(target: target)
        try await harness.append("a")
        #expect(await eventually { target.count == 1 })
        harness.running.cancel()
        #expect(await eventually { harness.clock.sleeperCount > 0 })
        harness.clock.advance(by: .seconds(10))
        _ = await eventually { harness.clock.sleeperCount > 0 }
        harness.clock.advance(by: .seconds(10))
        await harness.running.value
        await harness.log.close()
        let waiting = try InMemoryEventStore(harness.medium).pending(
            PendingRequest(destination: "d", selection: .after(0), limit: 9, byteLimit: 9999))
        #expect(waiting.deliveries.map(\.attempts) == [0])
    }

    /// What is added while its predecessor ends begins after it, paused or not as was last said; so does only what was added last.
    @Test(arguments: [false, true]) func aDestinationAddedWhileItIsRemovedBeginsAfterwards(isPaused: Bool) async throws
    {
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let first = ScriptedTarget { _ in
            for await _ in opened { break }
            return .delivered()
        }
        let harness = try EngineHarness(target: first)
        try await harness.append("a", "b", key: "k")
        #expect(await eventually { first.count == 1 })
        let removals = (0..<2).map { _ in Task { await harness.engine.remove("d") } }
        #expect(await eventually { harness.engine.state.withLock { $0.leaving["d"]?.waiters.count } == 1 })
        // Nothing more is begun by then.
        #expect(await eventually { harness.engine.runner("d")?.state.withLock { $0.isStopping } == true })
        let second = ScriptedTarget()
        try harness.engine.add("d", target: second, isPaused: true)
        #expect(throws: JunctionError.self) { try harness.engine.add("d", target: second) }
        if !isPaused { try harness.engine.resume("d") }
        #expect(second.count == 0)
        open.yield()
        for removal in removals { await removal.value }
        if isPaused {
            #expect(try await harness.engine.status(of: "d").isPaused)
            #expect(second.count == 0)
            try harness.engine.resume("d")
        }
        #expect(await eventually { second.ids == ["b"] })
        #expect(first.ids == ["a"])
        await harness.engine.remove("d")
        await harness.engine.remove("d")
        try harness.engine.add("d", target: first)
        await harness.stop()
    }

    /// Whichever node is asked: the one that serves it later holds to it.
    @Test func whatThisNodeDoesNotServeIsPausedAllTheSame() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let store = SharedMemoryStore(
            medium, leases: { InMemoryEventStore(medium).renewLeases($0, at: clock.now) })
        let log = EventLog(store: store, time: clock.source)
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, sharing: .init(node: "a"))
        let target = ScriptedTarget()
        try engine.add("d", target: target)
        try engine.pause("d")
        #expect(try await engine.status(of: "d").isPaused)
        try await log.append(.sample("e"), deliverTo: ["d"])
        let running = Task { await engine.run() }
        #expect(await eventually { engine.serves("d") })
        #expect(try await eventually { try await engine.status(of: "d").backlog == 1 })
        #expect(target.count == 0)
        try engine.resume("d")
        #expect(await eventually { target.count == 1 })
        #expect(throws: JunctionError.self) { try engine.pause("other") }
        running.cancel()
        await running.value
        await log.close()
    }

    @Test func aDestinationAddedLaterGetsWhatWaitedForIt() async throws {
        let harness = try EngineHarness(target: ScriptedTarget())
        try await harness.log.append(.sample("early"), deliverTo: ["late"])
        let target = ScriptedTarget()
        try harness.engine.add("late", target: target)
        #expect(await eventually { target.ids == ["early"] })
        #expect { try harness.engine.add("late", target: target) } throws: {
            ($0 as? JunctionError)?.code == .alreadyExists
        }
        await harness.engine.remove("late")
        try await harness.log.append(.sample("after"), deliverTo: ["late"])
        let again = ScriptedTarget()
        try harness.engine.add("late", target: again)
        #expect(await eventually { again.ids == ["after"] })
        await harness.stop()
    }

    /// The disk fails for a while: appends are refused, outcomes wait, and in the end nothing is missing.
    @Test func aFailingDiskLosesNothing() async throws {
        let random = Mutex(SeededRandom(seed: 7))
        let isFailing = Mutex(true)
        let target = ScriptedTarget()
        let harness = try EngineHarness(
            target: target,
            beforeCommit: {
                guard isFailing.withLock({ $0 }), random.withLock({ $0.chance(0.4) }) else { return }
                throw JunctionError(.storeFull, "full")
            })
        let ledger = DeliveryLedger()
        for number in 0..<100 {
            do {
                try await harness.append("e\(number)", key: "k\(number % 3)")
                ledger.acknowledged("e\(number)")
            } catch let error as JunctionError {
                #expect(error.code == .storeFull)
            }
        }
        isFailing.withLock { $0 = false }
        #expect(
            try await eventually {
                harness.clock.advance(by: .seconds(1))
                return try await harness.engine.status(of: "d").backlog == 0
            })
        for attempt in target.all {
            ledger.arrived(attempt.stored.event.id, key: attempt.stored.event.key, order: attempt.stored.sequence)
        }
        #expect(ledger.report.lost == 0 && ledger.report.outOfOrder == 0, "\(ledger.report)")
        #expect(ledger.report.acknowledged > 20)
        await harness.stop()
    }
}
