import Synchronization
import Values

/// Knows which subscriptions want which events.
package final class SubscriptionRouter: EventRouting {
    private struct State {
        var filters: [String: SubscriptionFilter] = [:]
        /// The same, to go through without a lock.
        var list: [(destination: String, filter: SubscriptionFilter)] = []
        var generation = 0
    }

    private let state = Mutex(State())
    private let engine: DeliveryEngine

    package init(engine: DeliveryEngine) { self.engine = engine }

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
        for (destination, sequences) in sequences {
            // A store that fails here fails for the next publisher too, who is told.
            _ = try? await engine.deliver(sequences, to: destination)
        }
    }

    func set(_ filter: SubscriptionFilter?, for destination: String) {
        state.withLock { state in
            state.filters[destination] = filter
            state.list = state.filters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            state.generation += 1
        }
    }
}
