import Resilience
import TestKit
import Values

@testable import Events

/// Everything that a run depends on: the same scenario runs the same again.
struct Scenario {
    var seed: UInt64
    /// One: the store is a file beside the node, and goes down with it. Several: they share a server.
    var nodes: Int
    var concurrency: Int
    var windowCount: Int
    var windowCountPerKey: Int
    var attempts: Int
    /// Events kept of each stream; nil: all.
    var retained: Int64?
    /// When too much waits for the subscription, and what is done then.
    var bounds: BacklogBounds
    /// A node that does not come back at the end.
    var neverBack: Int?
    var incidents: [Incident]
    var bug: PlantedBug?

    /// What every event is for, beside the subscription.
    static let destinations = ["hook", "slow", "queue"]
    static let length = Duration.seconds(60)

    init(seed: UInt64, bug: PlantedBug? = nil) {
        var random = SeededRandom(seed: seed)
        self.seed = seed
        self.bug = bug
        nodes = bug?.nodes ?? [1, 1, 2, 2, 3].randomElement(using: &random) ?? 1
        concurrency = Int.random(in: 1...8, using: &random)
        windowCount = Int.random(in: 2...40, using: &random)
        windowCountPerKey = Int.random(in: 1...8, using: &random)
        attempts = Int.random(in: 2...6, using: &random)
        retained = random.chance(0.5) ? Int64.random(in: 0...8, using: &random) : nil
        bounds = BacklogBounds()
        bounds.count = Int.random(in: 3...40, using: &random)
        bounds.policy = random.chance(0.7) ? .pause : .dropOldest
        neverBack = nodes > 1 && random.chance(0.3) ? Int.random(in: 0..<nodes, using: &random) : nil
        incidents = []
        // Where a bug takes what comes together seldom, there is little else.
        guard bug != .prunesUnguarded else {
            incidents = races(&random).sorted { $0.at < $1.at }
            return
        }
        // Some runs have a storm, some a few faults far apart.
        for _ in 0..<Int.random(in: 4...40, using: &random) { incidents.append(publication(&random)) }
        let faultsMost = bug == .ignoresBounds ? 3 : 24
        for _ in 0..<Int.random(in: 0...faultsMost, using: &random) { incidents.append(fault(&random)) }
        for _ in 0..<Int.random(in: 0...14, using: &random) { incidents.append(operation(&random)) }
        incidents.sort { $0.at < $1.at }
    }

    private func publication(_ random: inout SeededRandom) -> Incident {
        let key = random.chance(0.1) ? nil : Int.random(in: 0..<4, using: &random)
        if random.chance(0.2) {
            return Incident(at: moment(&random), kind: .publishExpecting(node: node(&random), key: key))
        }
        let count = random.chance(0.25) ? Int.random(in: 2...12, using: &random) : 1
        return Incident(at: moment(&random), kind: .publish(node: node(&random), key: key, count: count))
    }

    private func fault(_ random: inout SeededRandom) -> Incident {
        let span = Duration.milliseconds(
            random.chance(0.5)
                ? Int64.random(in: 1...2000, using: &random) : Int64.random(in: 2000...20_000, using: &random))
        let node = node(&random)
        let kind: Incident.Kind =
            switch Int.random(in: 0..<12, using: &random) {
            case 0, 1: .crash(node: node, down: span)
            case 2, 3: .freeze(node: node, span)
            case 4, 5: .cutFromStore(node: node, span)
            case 6: .cutFromReceivers(node: node, span)
            case 7: .storeDown(span)
            case 8: .slowStore(span, by: .milliseconds(Int64.random(in: 10...3000, using: &random)))
            case 9:
                .commitFault(node: node, SimulatedStore.CommitFault.allCases.randomElement(using: &random) ?? .before)
            default:
                .receiver(
                    ["hook", "events", "slow"].randomElement(using: &random) ?? "hook",
                    SimulatedReceiver.Mode.allCases.randomElement(using: &random) ?? .failing, span)
            }
        return Incident(at: moment(&random), kind: kind)
    }

    private func operation(_ random: inout SeededRandom) -> Incident {
        let node = node(&random)
        let kind: Incident.Kind =
            switch Int.random(in: 0..<13, using: &random) {
            case 0: .retryDeadLetters(node: node, Self.destinations.randomElement(using: &random) ?? "hook")
            case 1: .pauseSubscription(node: node)
            case 2: .resumeSubscription(node: node)
            case 3, 4:
                .replay(
                    node: node, type: random.chance(0.5) ? "a" : nil, source: random.chance(0.5) ? "x" : nil,
                    perSecond: [1, 2, 5, 20, 1000].randomElement(using: &random) ?? 1)
            case 5: .pauseReplay(node: node)
            case 6: .resumeReplay(node: node)
            case 7, 8, 9: .prune(node: node)
            case 10: .hold(node: node, key: Int.random(in: 0..<4, using: &random))
            case 11: .releaseHold(node: node)
            default: .snapshot(node: node, stream: Int.random(in: 0..<3, using: &random))
            }
        return Incident(at: moment(&random), kind: kind)
    }

    /// Holds that are placed while something is pruned, on a slow store.
    private func races(_ random: inout SeededRandom) -> [Incident] {
        (0..<5).flatMap { turn -> [Incident] in
            let at = Duration.seconds(10 * turn)
            let key = Int.random(in: 0..<4, using: &random)
            let later = Duration.seconds(8) + .milliseconds(Int64.random(in: 0...600, using: &random))
            return [
                Incident(at: at, kind: .publish(node: node(&random), key: key, count: 12)),
                Incident(at: at + .seconds(7), kind: .slowStore(.seconds(2), by: .milliseconds(100))),
                Incident(at: at + .seconds(8), kind: .prune(node: node(&random))),
                Incident(at: at + later, kind: .hold(node: node(&random), key: key)),
            ]
        }
    }

    private func moment(_ random: inout SeededRandom) -> Duration {
        .microseconds(Int64.random(in: 0...Self.length.wholeMicroseconds, using: &random))
    }

    private func node(_ random: inout SeededRandom) -> Int { Int.random(in: 0..<nodes, using: &random) }
}

extension Scenario {
    var settings: DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = concurrency
        settings.windowCount = windowCount
        settings.windowCountPerKey = windowCountPerKey
        settings.retry = RetryPolicy(
            backoff: Backoff(first: .seconds(1), longest: .seconds(8)), attempts: attempts, age: .seconds(100_000))
        settings.breaker.firstPause = .seconds(1)
        settings.breaker.longestPause = .seconds(5)
        return settings
    }

    /// Gets what is of type `a`.
    var subscription: Subscription {
        var subscription = Subscription(
            id: SimulatedWorld.subscriptionID, name: "events", filters: [["exact": ["type": "a"]]],
            target: SubscriptionTarget(kind: "simulated", settings: [:]), isOrdered: true, concurrency: concurrency,
            createdAt: .epoch, createdBy: "key")
        subscription.bounds = bounds
        return subscription
    }
}
