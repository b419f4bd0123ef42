import Connectors
import Events

/// What tells receivers that a delivery is not an event as it happens: headers of a webhook or of a message.
enum DeliveryMark {
    static func headers(_ attempt: DeliveryAttempt) -> [RESTHeader] {
        var headers = ReplayJob.id(of: attempt.destination).map { [RESTHeader("junction-replay", $0)] } ?? []
        if attempt.stored.event.type == PathProver.eventType { headers.append(RESTHeader("junction-test", "true")) }
        return headers
    }
}
