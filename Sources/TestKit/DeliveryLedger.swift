import Synchronization

/// The books of a run: what was acknowledged, and what arrived. At the end nothing may be missing.
package final class DeliveryLedger: Sendable {
    package struct Report: Sendable, Hashable, CustomStringConvertible {
        package var acknowledged = 0
        /// Different events that arrived.
        package var delivered = 0
        /// Arrivals of what had arrived before; allowed, because delivery is at least once.
        package var repeated = 0
        /// Acknowledged, and never arrived, and not accounted for either. Must be 0.
        package var lost = 0
        /// First arrivals before which a later one of the same key had arrived. Must be 0.
        package var outOfOrder = 0
        /// Accounted for otherwise: dead-lettered, discarded.
        package var excused = 0

        package var description: String {
            "acknowledged \(acknowledged), delivered \(delivered), repeated \(repeated), excused \(excused), "
                + "lost \(lost), out of order per key \(outOfOrder)"
        }
    }

    private struct State {
        var acknowledged: Set<String> = []
        var arrived: Set<String> = []
        var excused: Set<String> = []
        var repeated = 0
        var outOfOrder = 0
        var newestByKey: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package func acknowledged(_ id: String) { state.withLock { _ = $0.acknowledged.insert(id) } }

    /// `order` grows along one key.
    package func arrived(_ id: String, key: String?, order: Int64) {
        state.withLock { state in
            guard state.arrived.insert(id).inserted else {
                state.repeated += 1
                return
            }
            guard let key else { return }
            if let newest = state.newestByKey[key], newest > order { state.outOfOrder += 1 }
            state.newestByKey[key] = max(state.newestByKey[key] ?? order, order)
        }
    }

    /// It will not arrive, and somebody was told why.
    package func excused(_ id: String) { state.withLock { _ = $0.excused.insert(id) } }

    package var report: Report {
        state.withLock { state in
            Report(
                acknowledged: state.acknowledged.count, delivered: state.arrived.count, repeated: state.repeated,
                lost: state.acknowledged.subtracting(state.arrived).subtracting(state.excused).count,
                outOfOrder: state.outOfOrder, excused: state.excused.count)
        }
    }
}
