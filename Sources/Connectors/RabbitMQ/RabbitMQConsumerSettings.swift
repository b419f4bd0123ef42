import Values

/// Which queue is taken from, and how.
package struct RabbitMQConsumerSettings: Sendable {
    /// Numbers that bound a consumer.
    package struct Limits: Sendable, Hashable {
        /// Messages that the broker gives before they are settled (`prefetchRange`). At it: the broker waits.
        package var prefetch = 200
        /// Of one message; beyond it nothing of it is kept, and the handler is told.
        package var messageBytes = 16 << 20
        /// Bytes that wait for the handler. At it: nothing more is read; a broker that waits for longer than two
        /// heartbeats hangs up, and gives the messages again.
        package var waitingBytes = 64 << 20

        package init() {}
    }

    package static let prefetchRange = 1...10_000

    package var broker: RabbitMQBroker
    package var queue: String
    /// One takes from the queue at a time, so that order is kept; others wait until this one is gone. The broker sees to it
    /// where it can (`RabbitMQConsumer.Standing.takingUnordered`).
    package var keepsOrder = false
    package var limits = Limits()

    package init(broker: RabbitMQBroker, queue: String) {
        self.broker = broker
        self.queue = queue
    }
}
