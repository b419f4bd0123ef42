import Synchronization
import Values

/// Knows which subscriptions want which events, as their documents say, and who else does.
///
/// `RoutingDocument` says whether it knows the newest: it is written together with what is routed, and what was routed by an
/// older version is not appended.
package final class SubscriptionRouter: EventRouting {
    private struct Known: Sendable {
        var source: Value
        var filter: SubscriptionFilter
    }

    private struct State {
        /// By destination.
        var subscriptions: [String: Known] = [:]
        var listeners: [String: SubscriptionFilter] = [:]
        /// All of them, to go through without a lock.
        var list: [(destination: String, filter: SubscriptionFilter)] = []
        var version: Int64?
        var generation = 0
        var refreshing: Task<Void, any Error>?

        mutating func arrange() {
            let filters = subscriptions.mapValues(\.filter).merging(listeners) { $1 }
            list = filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    private let state = Mutex(State())
    private let log: EventLog
    private let engine: DeliveryEngine
    private let surroundings: SubscriptionKeeper.Surroundings

    init(log: EventLog, engine: DeliveryEngine, surroundings: SubscriptionKeeper.Surroundings) {
        self.log = log
        self.engine = engine
        self.surroundings = surroundings
    }

    package var version: Int64? { state.withLock { $0.version } }
    package var generation: Int { state.withLock { $0.generation } }

    package func destinations(for event: Event) -> [String] {
        // Meant for one subscription alone, which is named where it is appended.
        if event.type == PathProver.eventType { return [] }
        let list = state.withLock { $0.list }
        return list.filter { $0.filter.passes(event) }.map(\.destination)
    }

    package func missed(_ events: [Append], _ places: [Appended]) async {
        var sequences: [String: [Int64]] = [:]
        for (append, place) in zip(events, places) where !place.duplicate {
            for destination in destinations(for: append.event) {
                sequences[destination, default: []].append(place.sequence)
            }
        }
        for (destination, sequences) in sequences.sorted(by: { $0.key < $1.key }) {
            // A store that fails here fails for the next publisher too, who is told.
            _ = try? await engine.deliver(sequences, to: destination)
        }
    }

    /// Has what passes the filter go to a destination that is no subscription; nil ends it.
    func listen(_ filter: SubscriptionFilter?, for destination: String) {
        state.withLock { state in
            state.listeners[destination] = filter
            state.generation += 1
            state.arrange()
        }
    }

    /// Many senders are refused at once, and the documents are read once for all of them.
    package func refresh(after version: Int64?) async throws {
        let task = state.withLock { state -> Task<Void, any Error>? in
            if state.version != version { return nil }
            if let refreshing = state.refreshing { return refreshing }
            let task = Task { try await self.refresh() }
            state.refreshing = task
            return task
        }
        try await task?.value
    }

    /// Reads what is routed where.
    func refresh() async throws {
        defer { state.withLock { $0.refreshing = nil } }
        // Before the documents: what they say is at least as new.
        let version = try await log.document(kind: RoutingDocument.kind, id: RoutingDocument.id)?.version ?? 0
        let known = state.withLock { $0.subscriptions }
        var found: [String: Known] = [:]
        try await log.forEachDocument(kind: SubscriptionKeeper.documentKind) { document in
            // One that cannot be used is reported where it is loaded.
            guard let subscription = try? Subscription(value: surroundings.decode(document.content)),
                !subscription.isDetached
            else { return }
            if let same = known[subscription.destination], same.source == subscription.filters {
                found[subscription.destination] = same
            } else if let filter = try? SubscriptionFilter(subscription.filters, compilers: surroundings.compilers) {
                found[subscription.destination] = Known(source: subscription.filters, filter: filter)
            }
        }
        state.withLock { state in
            guard version >= state.version ?? 0 else { return }
            state.version = version
            state.subscriptions = found
            state.arrange()
        }
    }
}
