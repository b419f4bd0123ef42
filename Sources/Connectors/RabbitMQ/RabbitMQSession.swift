import Glibc
import Values

/// What a publisher's thread does: connects when there is something to send, sends, and tells what the broker confirms.
///
/// Messages go out as they come, without waiting for each other's confirmations; the broker confirms many at once.
final class RabbitMQSession {
    private let publisher: RabbitMQPublisher
    private var connection: RabbitMQConnection?
    private var window = ConfirmWindow()
    /// Why the broker takes nothing for now.
    private var blocked: String?

    /// After a failed attempt to connect; until then every message ends with the same retry.
    private static let connectPause = Duration.milliseconds(500)
    private var pauseUntil = Instant.epoch
    private var lastFailure = RabbitMQFailure(reason: "")

    init(_ publisher: RabbitMQPublisher) { self.publisher = publisher }

    /// Returns when the publisher has been stopped.
    func run() {
        while let orders = publisher.takeOrders(parks: false) {
            send(orders)
            receive()
            guard let more = publisher.takeOrders(parks: true) else { break }
            if more.isEmpty { wait() } else { send(more) }
        }
        publisher.note(socket: nil)
        if window.count == 0 { connection?.close() }
        connection = nil
        publisher.answerAll()
    }

    private func send(_ orders: [RabbitMQPublisher.Order]) {
        guard !orders.isEmpty else { return }
        if let blocked {
            return refuse(orders, "the broker takes nothing now: \(blocked)")
        }
        do throws(RabbitMQFailure) { try connect() } catch {
            return refuse(orders, error.reason)
        }
        for (place, order) in orders.enumerated() {
            do throws(RabbitMQFailure) {
                try connection?.publish(order.message, publisher.settings)
                window.published(order.token, messageID: order.message.messageID)
            } catch {
                lose(error)
                return refuse(orders[place...], error.reason)
            }
        }
    }

    private func refuse(_ orders: some Sequence<RabbitMQPublisher.Order>, _ reason: String) {
        publisher.answer(orders.map { ($0.token, .retry(reason: reason, after: nil)) })
    }

    private func receive() {
        var answers: [(token: UInt64, verdict: CallVerdict)] = []
        do throws(RabbitMQFailure) {
            for arrival in try connection?.arrivals() ?? [] { note(arrival, &answers) }
        } catch { lose(error) }
        publisher.answer(answers)
    }

    private func note(
        _ arrival: RabbitMQConnection.Arrival, _ answers: inout [(token: UInt64, verdict: CallVerdict)]
    ) {
        switch arrival {
        case .confirmed(let tag, let multiple):
            for entry in window.settle(tag, multiple: multiple) {
                let verdict = entry.returned.map {
                    CallVerdict.retry(reason: "the message reached no queue: \($0)", after: nil)
                }
                answers.append((entry.token, verdict ?? .success))
            }
        case .refused(let tag, let multiple):
            for entry in window.settle(tag, multiple: multiple) {
                answers.append((entry.token, .retry(reason: "the broker could not keep the message", after: nil)))
            }
        case .returned(let messageID, let reason): window.returned(messageID: messageID, because: reason)
        case .blocked(let reason): blocked = reason
        case .unblocked: blocked = nil
        }
    }

    /// What was in flight may have reached the broker or not.
    private func lose(_ failure: RabbitMQFailure) {
        publisher.note(socket: nil)
        connection = nil
        blocked = nil
        let left = window.removeAll()
        publisher.answer(left.map { ($0.token, .retry(reason: failure.reason, after: nil)) })
    }

    /// Waits for the broker or for something to send; no longer than heartbeats allow.
    private func wait() {
        var entries = [pollfd(fd: publisher.bell.descriptor, events: Int16(POLLIN), revents: 0)]
        var limit = Int32(-1)
        if connection != nil {
            entries.append(pollfd(fd: connection?.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
            limit = Int32(clamping: publisher.dialer.broker.heartbeat.wholeMicroseconds / 4000)
        }
        if publisher.bell.descriptor < 0 { limit = 10 }
        _ = unsafe poll(&entries, nfds_t(entries.count), limit)
        publisher.bell.silence()
    }
}

// MARK: - Connecting

extension RabbitMQSession {
    private func connect() throws(RabbitMQFailure) {
        guard connection == nil else { return }
        let time = publisher.dialer.environment.time
        guard time.now() >= pauseUntil else { throw lastFailure }
        do throws(RabbitMQFailure) {
            let new = try publisher.dialer.connect()
            try new.confirm()
            publisher.note(socket: new.descriptor)
            connection = new
        } catch {
            lastFailure = error
            pauseUntil = time.now() + Self.connectPause
            throw error
        }
    }
}
