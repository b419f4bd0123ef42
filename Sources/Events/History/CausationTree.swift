import Values

/// What led to an event, and what it led to, as far as the log has it.
package struct CausationTree: Sendable, Hashable {
    package struct Node: Sendable, Hashable {
        package var record: EventRecord
        /// Steps from the root.
        package var depth: Int
    }

    /// Parents before their children; the root first.
    package var nodes: [Node]
    /// Whether all there is has been found within the bounds.
    package var isComplete: Bool

    /// Most events in one tree.
    package static let nodesMost = 1000
    /// Payloads in one tree, and of one more that goes beyond it.
    package static let bytesMost = EventPage.bytesMost
    /// Most causes followed upwards, and steps downwards.
    package static let depthMost = 64
}

extension EventLog {
    /// The tree that an event is part of, from its first cause down; nil when there is no such event.
    package func causationTree(of id: String) async throws -> CausationTree? {
        guard let record = try await event(id: id) else { return nil }
        var (root, isComplete) = try await firstCause(of: record)
        if !isComplete { root = record }
        var tree = CausationTree(nodes: [CausationTree.Node(record: root, depth: 0)], isComplete: isComplete)
        var seen: Set<String> = [root.stored.event.id]
        var bytes = root.stored.event.payload.count
        var next = 0
        while next < tree.nodes.count {
            let parent = tree.nodes[next]
            next += 1
            guard parent.depth < CausationTree.depthMost, bytes < CausationTree.bytesMost else {
                tree.isComplete = false
                continue
            }
            let room = CausationTree.nodesMost - tree.nodes.count
            let effects = try await effects(
                of: parent.record.stored.event.id, most: room + 1, byteLimit: CausationTree.bytesMost - bytes)
            let new = effects.records.filter { seen.insert($0.stored.event.id).inserted }
            if new.count > room || effects.next != nil { tree.isComplete = false }
            bytes += new.reduce(0) { $0 + $1.stored.event.payload.count }
            tree.nodes += new.prefix(room).map { CausationTree.Node(record: $0, depth: parent.depth + 1) }
        }
        return tree
    }

    /// A chain that ends in an event which the log does not have begins with the first that it has.
    private func firstCause(of record: EventRecord) async throws -> (EventRecord, isComplete: Bool) {
        var first = record
        var seen: Set<String> = [record.stored.event.id]
        for _ in 0..<CausationTree.depthMost {
            guard let cause = first.stored.event.causationID, seen.insert(cause).inserted,
                let earlier = try await event(id: cause)
            else { return (first, true) }
            first = earlier
        }
        return (first, false)
    }

    private func effects(of id: String, most: Int, byteLimit: Int) async throws -> EventPage {
        var query = EventQuery()
        query.causationID = id
        query.order = .oldestFirst
        query.limit = min(1000, most)
        query.byteLimit = byteLimit
        return try await history(query)
    }
}
