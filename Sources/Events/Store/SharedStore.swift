import Values

/// What nodes that share a store need of it beside the log itself. The calls block, as those of `EventStore`.
package protocol SharedStore: EventStore {
    /// Renews and takes leases, gives up some, and says who is there; one transaction. By the store's own clock.
    func renewLeases(_ request: WorkLeaseRequest) throws -> WorkLeaseAnswer

    /// Has `told` called, on a thread of the store's own and until `close`, with what others have made pending.
    func follow(_ told: @escaping @Sendable (PendingNews) -> Void)

    /// Has other nodes told of changes of documents of these kinds; of no others.
    func announce(documents kinds: Set<String>)
}

/// What one node asks for.
package struct WorkLeaseRequest: Sendable, Hashable {
    package var node: String
    /// Work that the node could do, so that others know where it may go.
    package var serves: [String]
    /// Leases to renew, or to take if they are free or have run out.
    package var wanted: [String]
    /// Leases to give up now.
    package var released: [String]
    /// How long what is renewed holds from now on.
    package var duration: Duration

    package init(node: String, serves: [String], wanted: [String], released: [String], duration: Duration) {
        self.node = node
        self.serves = serves
        self.wanted = wanted
        self.released = released
        self.duration = duration
    }
}

/// How nodes and leases stand after a request.
package struct WorkLeaseAnswer: Sendable, Hashable {
    package struct Lease: Sendable, Hashable {
        package var node: String
        /// One more each time that the work changes hands: what a holder writes names it, and is refused when it is old.
        package var token: Int64

        package init(node: String, token: Int64) {
            self.node = node
            self.token = token
        }
    }

    /// Nodes that are alive, the asking one included, and the work that each serves.
    package var nodes: [String: Set<String>]
    /// Leases that hold, by their work.
    package var leases: [String: Lease]

    package init(nodes: [String: Set<String>], leases: [String: Lease]) {
        self.nodes = nodes
        self.leases = leases
    }
}

/// What a commit elsewhere has brought.
package enum PendingNews: Sendable, Hashable {
    /// The log stands at that sequence now.
    case grown(through: Int64)
    /// So many new events for a destination, the last of them of that sequence.
    case appended(destination: String, through: Int64, count: Int)
    /// So many deliveries of old events, the first of them of that sequence.
    case broughtBack(destination: String, first: Int64, count: Int)
    /// A document was written, and stands at that version now, or was removed (0).
    case changed(kind: String, id: String, version: Int64)
    /// Anything of the above may have been missed.
    case missed
}
