import Values

/// One thing that is done to the simulated world. Each stands by itself, so that any of them may be left out.
struct Incident: Hashable, CustomStringConvertible {
    enum Kind: Hashable {
        /// A client appends events, one call, and tries until it is acknowledged.
        case publish(node: Int, key: Int?, count: Int)
        /// As `publish`, of one event, saying which version its stream has.
        case publishExpecting(node: Int, key: Int?)
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
        case pauseSubscription(node: Int)
        case resumeSubscription(node: Int)
        /// Of events of that type and source, where given.
        case replay(node: Int, type: String?, source: String?, perSecond: Int)
        case pauseReplay(node: Int)
        case resumeReplay(node: Int)
        case prune(node: Int)
        case hold(node: Int, key: Int)
        case releaseHold(node: Int)
        case snapshot(node: Int, stream: Int)

        /// Nothing that keeps a node from its work.
        var isOfReceivers: Bool {
            switch self {
            case .receiver, .cutFromReceivers: true
            default: false
            }
        }
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
