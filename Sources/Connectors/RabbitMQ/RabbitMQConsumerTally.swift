import Metrics
import Synchronization

/// What has been taken from a queue since the server started, over all connections: for the status, and counted for
/// `/metrics`.
package final class RabbitMQConsumerTally: Sendable {
    package struct Counts: Sendable, Hashable {
        /// Given by the broker, and not settled yet.
        package var inFlight = 0
        /// Those that the broker had given to somebody before.
        package var redelivered = 0
        package var acknowledged = 0
        package var rejected = 0
        /// Given back, to be given to somebody again.
        package var requeued = 0
        package var connections = 0

        package init(acknowledged: Int = 0, connections: Int = 0) {
            self.acknowledged = acknowledged
            self.connections = connections
        }
    }

    private let state = Mutex(Counts())
    private let redelivered: Counter
    private let settled: [RabbitMQSettlement: Counter]
    private let connections: Counter
    private let failures: Counter
    private let inFlight: Gauge
    private let connected: Gauge

    /// - Parameter consumer: Whose messages they are; the label of the metrics beside the queue.
    package init(consumer: String, queue: String) {
        let labels = [("consumer", consumer), ("queue", queue)]
        let outcomes: [(RabbitMQSettlement, String)] = [
            (.acknowledge, "acknowledged"), (.reject, "rejected"), (.requeue, "requeued"),
        ]
        settled = Dictionary(
            uniqueKeysWithValues: outcomes.map { settlement, name in
                let counter = Counter(
                    label: "junction_rabbitmq_messages_total", dimensions: labels + [("outcome", name)])
                return (settlement, counter)
            })
        redelivered = Counter(label: "junction_rabbitmq_redelivered_total", dimensions: labels)
        connections = Counter(label: "junction_rabbitmq_connections_total", dimensions: labels)
        failures = Counter(label: "junction_rabbitmq_connection_failures_total", dimensions: labels)
        inFlight = Gauge(label: "junction_rabbitmq_in_flight", dimensions: labels)
        connected = Gauge(label: "junction_rabbitmq_connected", dimensions: labels)
        connected.record(0)
    }

    package var counts: Counts { state.withLock { $0 } }

    func came(redelivered isRepeated: Bool) {
        change { counts in
            counts.inFlight += 1
            if isRepeated { counts.redelivered += 1 }
        }
        if isRepeated { redelivered.increment() }
    }

    func settled(_ settlement: RabbitMQSettlement, count: Int) {
        guard count > 0 else { return }
        change { counts in
            counts.inFlight -= count
            switch settlement {
            case .acknowledge: counts.acknowledged += count
            case .reject: counts.rejected += count
            case .requeue: counts.requeued += count
            }
        }
        settled[settlement]?.increment(by: count)
    }

    func connectionMade() {
        change { $0.connections += 1 }
        connections.increment()
        connected.record(1)
    }

    /// The broker gives again what it had given on the connection.
    func connectionEnded() {
        change { $0.inFlight = 0 }
        connected.record(0)
    }

    func connectionFailed() {
        connectionEnded()
        failures.increment()
    }

    private func change(_ body: (inout Counts) -> Void) {
        let count = state.withLock { counts in
            body(&counts)
            return counts.inFlight
        }
        inFlight.record(count)
    }
}
