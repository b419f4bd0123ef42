import TestKit
import Values

/// One thing that is done to the simulated world. Each stands by itself, so that any of them may be left out.
struct Incident: Hashable, CustomStringConvertible {
    enum Kind: Hashable {
        /// A client appends events, one call, and tries until it is acknowledged.
        case publish(node: Int, key: Int?, count: Int)
        case crash(node: Int, down: Duration)
        case freeze(node: Int, Duration)
        case cutFromStore(node: Int, Duration)
        case cutFromReceivers(node: Int, Duration)
        /// The database's server is killed and started again, or the machine loses power.
        case storeDown(Duration)
        case slowStore(Duration, by: Duration)
        case commitFault(node: Int, SimulatedStore.CommitFault)
        case receiver(String, SimulatedReceiver.Mode, Duration)
        case retryDeadLetters(node: Int, String)
        case replay(node: Int)
    }

    /// Since the beginning.
    var at: Duration
    var kind: Kind

    var description: String {
        "\(at.formatted) \(kind)".replacing("EventsTests.", with: "")
    }
}

extension Duration {
    var formatted: String {
        let milliseconds = wholeMicroseconds / 1000
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    }
}

/// Everything that a run depends on: the same scenario runs the same again.
struct Scenario {
    var seed: UInt64
    /// One: the store is a file beside the node, and goes down with it. Several: they share a server.
    var nodes: Int
    var concurrency: Int
    var windowCount: Int
    var windowCountPerKey: Int
    var attempts: Int
    /// A node that does not come back at the end.
    var neverBack: Int?
    var incidents: [Incident]
    var bug: PlantedBug?

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
        neverBack = nodes > 1 && random.chance(0.3) ? Int.random(in: 0..<nodes, using: &random) : nil
        incidents = []
        // Some runs have a storm, some a few faults far apart.
        for _ in 0..<Int.random(in: 4...40, using: &random) { incidents.append(publication(&random)) }
        for _ in 0..<Int.random(in: 0...24, using: &random) { incidents.append(fault(&random)) }
        incidents.sort { $0.at < $1.at }
    }

    private func publication(_ random: inout SeededRandom) -> Incident {
        let key = random.chance(0.1) ? nil : Int.random(in: 0..<4, using: &random)
        let count = random.chance(0.2) ? Int.random(in: 2...12, using: &random) : 1
        return Incident(at: moment(&random), kind: .publish(node: node(&random), key: key, count: count))
    }

    private func fault(_ random: inout SeededRandom) -> Incident {
        let span = Duration.milliseconds(
            random.chance(0.5)
                ? Int64.random(in: 1...2000, using: &random) : Int64.random(in: 2000...20_000, using: &random))
        let node = node(&random)
        let kind: Incident.Kind =
            switch Int.random(in: 0..<14, using: &random) {
            case 0, 1: .crash(node: node, down: span)
            case 2, 3: .freeze(node: node, span)
            case 4, 5: .cutFromStore(node: node, span)
            case 6: .cutFromReceivers(node: node, span)
            case 7: .storeDown(span)
            case 8: .slowStore(span, by: .milliseconds(Int64.random(in: 10...3000, using: &random)))
            case 9:
                .commitFault(node: node, SimulatedStore.CommitFault.allCases.randomElement(using: &random) ?? .before)
            case 10: .retryDeadLetters(node: node, Self.destinations.randomElement(using: &random) ?? "hook")
            case 11: .replay(node: node)
            default:
                .receiver(
                    random.chance(0.7) ? "hook" : "slow",
                    SimulatedReceiver.Mode.allCases.randomElement(using: &random) ?? .failing, span)
            }
        return Incident(at: moment(&random), kind: kind)
    }

    private func moment(_ random: inout SeededRandom) -> Duration {
        .microseconds(Int64.random(in: 0...Self.length.wholeMicroseconds, using: &random))
    }

    private func node(_ random: inout SeededRandom) -> Int { Int.random(in: 0..<nodes, using: &random) }
}

/// A fault that the world is given on purpose, to see that the checks find it. None of them is in the product.
enum PlantedBug: String, CaseIterable {
    /// The store takes what a node writes under a lease that it has lost.
    case ignoresFence
    /// The store says that a commit is done before it is on disk.
    case acknowledgesBeforeDurable
    /// What was waiting longest is forgotten when a node crashes.
    case forgetsPendingOnCrash
    /// Nodes are not told what others have appended.
    case losesNews
    /// The last operation of a batch is said to be done, and is not.
    case losesEndOfBatch
    /// Leases end earlier in the store than the node believes.
    case endsLeasesEarly
    /// A node goes on sending without looking at its lease.
    case sendsWithoutLease
    /// An attempt that was not answered counts as delivered.
    case believesSilence
    /// The events of a batch go out in the wrong order.
    case handsOverBackwards

    /// Where the search begins, so that it does not take long; it goes on from there.
    var firstSeed: UInt64 {
        switch self {
        case .sendsWithoutLease: 100
        case .acknowledgesBeforeDurable: 15
        default: 1
        }
    }

    /// Nodes needed to see it; nil: any number.
    var nodes: Int? {
        switch self {
        case .ignoresFence, .losesNews, .endsLeasesEarly, .sendsWithoutLease: 2
        default: nil
        }
    }
}
