import Events
import TestKit
import Testing
import Values

@Suite struct LeaseMachineTests {
    private func moment(_ seconds: Int64) -> Instant { Instant(seconds: 1_790_000_000 + seconds) }

    private func request(_ actions: [LeaseMachine.Action]) -> WorkLeaseRequest? {
        for case .ask(let request) in actions { return request }
        return nil
    }

    private func answer(_ nodes: [String: Set<String>], _ leases: [String: WorkLeaseAnswer.Lease] = [:])
        -> WorkLeaseAnswer
    {
        WorkLeaseAnswer(nodes: nodes, leases: leases)
    }

    @Test func aloneItTakesEverythingThatItServes() throws {
        var machine = LeaseMachine(node: "a")
        machine.serve("w")
        let first = try #require(request(machine.tick(now: moment(0))))
        #expect(first.serves == ["w"] && first.wanted == [])
        #expect(machine.answered(answer(["a": ["w"]]), now: moment(0)) == [])
        let second = try #require(request(machine.tick(now: moment(0))))
        #expect(second.wanted == ["w"])
        let started = machine.answered(
            answer(["a": ["w"]], ["w": WorkLeaseAnswer.Lease(node: "a", token: 7)]), now: moment(1))
        // Counted from when it asked, not from when the answer came.
        #expect(started == [.start("w", token: 7, until: moment(5))])
        #expect(machine.holds("w", at: moment(4)) && !machine.holds("w", at: moment(5)))
    }

    @Test func aLeaseThatRanOutIsNotBroughtBackByALateAnswer() throws {
        var machine = try held()
        #expect(request(machine.tick(now: moment(2))) != nil)
        // Frozen, then woken by the answer itself.
        let late = machine.answered(
            answer(["a": ["w"]], ["w": WorkLeaseAnswer.Lease(node: "a", token: 7)]), now: moment(30))
        #expect(late == [.stop("w")])
        #expect(!machine.holds("w", at: moment(30)))
    }

    @Test func itStopsWhenTheTimeIsOverOrAnotherHasTheWork() throws {
        var silent = try held()
        silent.failed(now: moment(2))
        #expect(silent.tick(now: moment(5)).contains(.stop("w")))
        var taken = try held()
        #expect(request(taken.tick(now: moment(2))) != nil)
        let nodes: [String: Set<String>] = ["a": ["w"], "b": ["w"]]
        #expect(
            taken.answered(answer(nodes, ["w": WorkLeaseAnswer.Lease(node: "b", token: 8)]), now: moment(3))
                == [.stop("w")])
        var refused = try held()
        #expect(refused.refused("w", token: 6) == [], "it was lost, and has come back since")
        #expect(refused.refused("w", token: 7) == [.stop("w")])
        #expect(refused.refused("w", token: 7) == [])
    }

    /// Holds `w` from moment 0 to 5.
    private func held() throws -> LeaseMachine {
        var machine = LeaseMachine(node: "a")
        machine.serve("w")
        for _ in 0..<2 {
            _ = machine.tick(now: moment(0))
            _ = machine.answered(
                answer(["a": ["w"]], ["w": WorkLeaseAnswer.Lease(node: "a", token: 7)]), now: moment(0))
        }
        try #require(machine.holds("w", at: moment(1)))
        return machine
    }

    /// A node that is gone is seen by what is free: nothing is waited for then.
    @Test func workThatNobodyHasIsTakenAtOnce() throws {
        var machine = LeaseMachine(node: "a")
        machine.serve("w")
        let theirs = WorkLeaseAnswer.Lease(node: "b", token: 3)
        for _ in 0..<2 {
            _ = machine.tick(now: moment(0))
            _ = machine.answered(answer(["a": ["w"], "b": []], ["w": theirs]), now: moment(0))
        }
        // It is to be ours, and still another's: asked for soon, and not without end.
        #expect(machine.tick(now: moment(0)) == [])
        #expect(machine.wakeAt == moment(0) + LeaseMachine.Settings().retry)
        _ = machine.tick(now: moment(1))
        #expect(machine.answered(answer(["a": ["w"]]), now: moment(1)) == [])
        #expect(request(machine.tick(now: moment(1)))?.wanted == ["w"])
        machine.stop()
        _ = machine.answered(answer(["a": ["w"]]), now: moment(1))
        #expect(machine.tick(now: moment(1)) == [], "one that stops takes nothing, and asks for nothing more often")
    }

    @Test func onLeavingItGivesUpEverything() throws {
        var machine = try held()
        machine.stop()
        let last = machine.farewell()
        #expect(last.serves == [] && last.wanted == [] && last.released == ["w"])
        #expect(!machine.holds("w", at: moment(1)))
    }

    /// Nodes come, freeze, wake, lose the store and leave, from one seed: never do two hold the same work, and whatever
    /// happens, once a node is there for ten seconds everything is served.
    @Test(arguments: 0..<200) func neverDoTwoHoldTheSameWork(seed: Int) {
        var world = LeaseWorld(seed: UInt64(seed))
        world.run(steps: 2500)
        #expect(world.violations == [])
        world.settle()
        #expect(world.unserved == [], "after ten quiet seconds")
        #expect(world.mostOnOneNode <= 8, "of 12 pieces of work on 3 nodes")
    }
}

/// Three nodes and a store on one simulated clock, in steps of 20 ms.
private struct LeaseWorld {
    private struct Node {
        var machine: LeaseMachine
        /// Work being done, and until when it may be.
        var doing: [String: Instant] = [:]
        var runningDry: [String: Instant] = [:]
        var answer: (at: Instant, answer: WorkLeaseAnswer)?
        var frozenUntil = Instant.epoch
        var cutOffUntil = Instant.epoch
    }

    private struct Row {
        var node: String
        var token: Int64
        var until: Instant
    }

    private static let work = (0..<12).map { "w\($0)" }
    private var random: SeededRandom
    private var now = Instant(seconds: 1_790_000_000)
    private var nodes: [Node] = []
    private var alive: [String: (serves: Set<String>, until: Instant)] = [:]
    private var rows: [String: Row] = [:]
    private(set) var violations: [String] = []
    private var isQuiet = false

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        for number in 0..<3 {
            var machine = LeaseMachine(node: "n\(number)")
            for work in Self.work { machine.serve(work) }
            nodes.append(Node(machine: machine))
        }
    }

    var unserved: [String] {
        Self.work.filter { work in !nodes.contains { $0.machine.holds(work, at: now) && $0.doing[work] != nil } }
    }

    var mostOnOneNode: Int { nodes.map(\.doing.count).max() ?? 0 }

    mutating func run(steps: Int) { for _ in 0..<steps { step() } }

    /// Ten seconds without faults, after the last of them has ended.
    mutating func settle() {
        isQuiet = true
        for place in nodes.indices {
            nodes[place].frozenUntil = now
            nodes[place].cutOffUntil = now
        }
        run(steps: 500)
    }

    private mutating func step() {
        now = now + .milliseconds(20)
        for place in nodes.indices.shuffled(using: &random) {
            if !isQuiet, random.chance(0.001) {
                nodes[place].frozenUntil = now + .milliseconds(Int.random(in: 0..<15_000, using: &random))
            }
            if !isQuiet, random.chance(0.001) {
                nodes[place].cutOffUntil = now + .milliseconds(Int.random(in: 0..<15_000, using: &random))
            }
            guard now >= nodes[place].frozenUntil else { continue }
            act(place)
        }
        for work in Self.work {
            let holders = nodes.filter { $0.machine.holds(work, at: now) && $0.doing[work].map { now < $0 } ?? false }
            if holders.count > 1 { violations.append("\(holders.count) hold \(work) at \(now)") }
        }
    }

    private mutating func act(_ place: Int) {
        if let waiting = nodes[place].answer, now >= waiting.at {
            nodes[place].answer = nil
            perform(nodes[place].machine.answered(waiting.answer, now: now), place)
        }
        for (work, end) in nodes[place].runningDry where now >= end {
            nodes[place].runningDry[work] = nil
            nodes[place].doing[work] = nil
            nodes[place].machine.ranDry(work)
        }
        perform(nodes[place].machine.tick(now: now), place)
    }

    private mutating func perform(_ actions: [LeaseMachine.Action], _ place: Int) {
        for action in actions {
            switch action {
            case .ask(let request): ask(request, place)
            case .start(let work, _, let until), .extend(let work, let until): nodes[place].doing[work] = until
            case .runDry(let work):
                nodes[place].runningDry[work] = now + .milliseconds(Int.random(in: 0..<3000, using: &random))
            case .stop(let work):
                nodes[place].doing[work] = nil
                nodes[place].runningDry[work] = nil
            }
        }
    }

    private mutating func ask(_ request: WorkLeaseRequest, _ place: Int) {
        guard now >= nodes[place].cutOffUntil else { return nodes[place].machine.failed(now: now) }
        alive[request.node] = (Set(request.serves), now + request.duration)
        for work in request.wanted {
            let row = rows[work]
            let isOurs = row?.node == request.node
            guard isOurs || (row.map { $0.until <= now } ?? true) else { continue }
            let token = (row?.token ?? 0) + (isOurs && row.map { $0.until > now } ?? false ? 0 : 1)
            rows[work] = Row(node: request.node, token: token, until: now + request.duration)
        }
        for work in request.released where rows[work]?.node == request.node { rows[work]?.until = .epoch }
        let leases = rows.filter { $0.value.until > now }.mapValues {
            WorkLeaseAnswer.Lease(node: $0.node, token: $0.token)
        }
        let answer = WorkLeaseAnswer(nodes: alive.filter { $0.value.until > now }.mapValues(\.serves), leases: leases)
        // The answer may take its time.
        nodes[place].answer = (now + .milliseconds(Int.random(in: 0..<300, using: &random)), answer)
    }
}
