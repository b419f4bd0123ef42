import Events
import Flows
import Values

/// Gives the payload of events to an integration point, as if it had been sent there.
struct FlowEventTarget: DeliveryTarget {
    let point: String
    let flows: FlowEngine
    let log: EventLog

    /// An event that came about through more others than this goes round in circles.
    static let causesMost = 16

    /// What the point calls an event that a destination gave it.
    static func messageID(of sequence: Int64, through destination: String) -> String { "\(destination)~\(sequence)" }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let event = attempt.stored.event
        do {
            guard try await !log.isCausedByMore(than: Self.causesMost, event) else {
                return .rejected(reason: "more than \(Self.causesMost) events led to this one, as in a circle")
            }
            let arrival = Arrival(
                channel: "event", reference: event.reference, correlationID: event.correlationID ?? event.id,
                causationID: event.id,
                stableID: Self.messageID(of: attempt.stored.sequence, through: attempt.destination))
            let receipt = try await flows.receive(event.payload, for: point, arrival)
            return .delivered(detail: "taken in as \(receipt.id)")
        } catch let refused as MessageRefused {
            return .rejected(reason: refused.error.message)
        } catch let error as JunctionError {
            return error.code.class == .reject ? .rejected(reason: error.message) : .retry(reason: error.message)
        } catch { return .retry(reason: "the message could not be taken in") }
    }
}
