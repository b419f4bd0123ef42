import APIContract
import NIOCore
import Values

/// `GET /api/integration/events/publish`: events one by one over WebSocket (`PublishSession`).
enum EventPublishSocket {
    /// Connections open at once; more are told to come again.
    private static let socketsMost = 1024

    static func route(_ service: any EventsService, at path: String) -> Route {
        var description = Route.description(
            .get, path, "openPublishSocket",
            "Publishes events one by one over WebSocket: each text message an event, in our own form or a CloudEvent, each"
                + " answered in its order with a PublishResult or a Problem.", tag: "Events", scope: .write)
        description.answers =
            [
                AnswerDescription(
                    101, "WebSocket from here on; this is what each message is answered.",
                    .either(.of(PublishResult.self), .of(Problem.self)))
            ] + description.answers
        let places = OpenPlaces(socketsMost)
        var route = Route(description) { call, _ in
            guard let socket = call.socket else {
                throw JunctionError(
                    .upgradeRequired, "This address speaks WebSocket, and the request does not ask for it.")
            }
            guard let place = places.take() else {
                throw JunctionError(.appendQueueFull, "\(socketsMost) connections publish already.")
            }
            let caller = call.authenticated
            let protocolName = socket.subprotocol(among: [PublishAnswers.cloudEvents])
            let answers = PublishAnswers(
                form: protocolName == nil ? .plain : .cloudEvent, problems: socket.problems, route: path)
            return socket.reply(
                subprotocol: protocolName,
                { PublishSession(service, by: caller, answers: answers, on: socket.channel.eventLoop) },
                holding: place)
        }
        route.opensSocket = true
        return route
    }
}
