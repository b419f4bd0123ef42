import Connectors
import Events
import Values

/// Takes from a queue on one node at a time, so that order is kept. The broker sees to that where it lets a consumer be alone
/// with a queue; quorum queues do not, so that nodes agree on it too.
struct OrderedQueueEntry: Sendable {
    /// Held by the node that takes.
    let duty: Duty
    let consumer: @Sendable () throws -> RabbitMQConsumer
    let time: TimeSource
    let grace: Duration

    /// A queue that another node takes from is looked at this often.
    private static let lookEvery = Duration.milliseconds(500)

    func run() async {
        var taking: RabbitMQConsumer?
        while !Task.isCancelled {
            if duty.isOurs, taking == nil {
                taking = try? consumer()
                taking?.start()
            } else if !duty.isOurs, let old = taking {
                await old.shutdown(grace: .zero)
                taking = nil
            }
            do { try await time.sleep(Self.lookEvery) } catch { break }
        }
        await taking?.shutdown(grace: grace)
    }

    /// Gives a batch back where it is not ours to take any more.
    static func handler(
        _ duty: Duty, _ handler: @escaping RabbitMQConsumer.Handler
    ) -> RabbitMQConsumer.Handler {
        { deliveries in
            guard duty.begin() else { return deliveries.map { _ in .requeue } }
            defer { duty.end() }
            return await handler(deliveries)
        }
    }
}
