import Glibc
import Resilience
import Values

/// What a consumer's thread does: connects, reads what the queue gives, hands it to the handler a batch at a time, and
/// settles what the handler has answered.
final class RabbitMQConsumerSession {
    private let consumer: RabbitMQConsumer
    private var connection: RabbitMQConnection?
    /// Counts connections: what was handed over on an earlier one can be settled no more.
    private var connections = 0
    /// What has come and is not handed over, oldest first.
    private var waiting: [RabbitMQDelivery] = []
    private var waitingBytes = 0
    private var isHandling = false
    private var failures = 0
    private var pauseUntil = Instant.epoch

    /// Waits between attempts to connect.
    private static let pauses = Backoff(first: .milliseconds(250), longest: .seconds(15))

    init(_ consumer: RabbitMQConsumer) { self.consumer = consumer }

    private var time: TimeSource { consumer.dialer.environment.time }

    /// Returns when the consumer has been stopped, and what was handed over has been answered.
    func run() {
        while true {
            settle()
            let isStopped = consumer.isStopped
            if isStopped, !isHandling { break }
            if !isStopped {
                connect()
                receive()
                // More may have been read from the broker already, where it was left because there was no room.
                if isFull, handOver() { continue }
                handOver()
            }
            wait(isReading: !isStopped && !isFull)
        }
        connection?.close()
        if connection != nil { consumer.tally.connectionEnded() }
        connection = nil
        consumer.note(.connecting)
    }

    private func connect() {
        guard connection == nil, time.now() >= pauseUntil else { return }
        do throws(RabbitMQFailure) {
            let new = try consumer.dialer.connect()
            let settings = consumer.settings
            let standing = try begin(on: new, settings)
            connection = new
            connections += 1
            failures = 0
            consumer.tally.connectionMade()
            consumer.note(standing)
        } catch { lose(error) }
    }

    private func begin(
        on connection: RabbitMQConnection, _ settings: RabbitMQConsumerSettings
    ) throws(RabbitMQFailure) -> RabbitMQConsumer.Standing {
        let order = settings.keepsOrder ? try connection.order(of: settings.queue) : nil
        try connection.consume(
            settings.queue, prefetch: settings.limits.prefetch,
            isExclusive: settings.keepsOrder && order != .singleActiveConsumer)
        return switch order {
        case .nothing: .takingUnordered(reason: "it is a quorum queue without x-single-active-consumer")
        case .unknown(let why): .takingUnordered(reason: "the broker does not tell what the queue is: \(why)")
        case .exclusiveConsumer, .singleActiveConsumer, nil: .taking
        }
    }

    private func receive() {
        let limits = consumer.settings.limits
        do throws(RabbitMQFailure) {
            while !isFull, let delivery = try connection?.nextDelivery(bytesMost: limits.messageBytes) {
                waiting.append(delivery)
                waitingBytes += delivery.body.count
                consumer.tally.came(redelivered: delivery.isRedelivered)
            }
        } catch { lose(error) }
    }

    private var isFull: Bool { waitingBytes >= consumer.settings.limits.waitingBytes }

    /// False when there is nothing to hand over, or the handler is at work.
    @discardableResult
    private func handOver() -> Bool {
        guard !isHandling, !waiting.isEmpty else { return false }
        isHandling = true
        consumer.handle(waiting, connection: connections)
        waiting = []
        waitingBytes = 0
        return true
    }

    private func settle() {
        guard let outcome = consumer.takeOutcome() else { return }
        isHandling = false
        guard outcome.connection == connections, let connection else { return }
        do throws(RabbitMQFailure) {
            // All that comes before in the batch is settled, and so is every earlier batch: many are acknowledged at once.
            var last: UInt64?
            for (tag, settlement) in outcome.batch {
                if settlement == .acknowledge {
                    last = tag
                    continue
                }
                if let tag = last { try connection.acknowledge(tag, isMultiple: true) }
                last = nil
                try connection.reject(tag, isRequeued: settlement == .requeue)
            }
            if let tag = last { try connection.acknowledge(tag, isMultiple: true) }
            for (settlement, entries) in Dictionary(grouping: outcome.batch, by: \.settlement) {
                consumer.tally.settled(settlement, count: entries.count)
            }
        } catch { lose(error) }
    }

    /// The queue gives again what was not settled.
    private func lose(_ failure: RabbitMQFailure) {
        connection = nil
        waiting = []
        waitingBytes = 0
        failures += 1
        consumer.tally.connectionFailed()
        pauseUntil = time.now() + Self.pauses.bound(after: failures)
        consumer.note(.away(reason: failure.reason))
    }

    /// Waits for the broker or the handler; no longer than heartbeats and the next attempt to connect allow.
    private func wait(isReading: Bool) {
        var entries = [pollfd(fd: consumer.bell.descriptor, events: Int16(POLLIN), revents: 0)]
        var limit: Duration
        if let connection {
            if isReading { entries.append(pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)) }
            limit = .microseconds(consumer.dialer.broker.heartbeat.wholeMicroseconds / 4)
        } else {
            limit = max(.milliseconds(1), pauseUntil - time.now())
        }
        if consumer.bell.descriptor < 0 { limit = min(limit, .milliseconds(10)) }
        _ = unsafe poll(&entries, nfds_t(entries.count), Int32(clamping: limit.wholeMicroseconds / 1000))
        consumer.bell.silence()
    }
}
