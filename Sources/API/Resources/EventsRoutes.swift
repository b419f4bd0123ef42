import APIContract
import HTTPTypes
import Values

/// `/api/integration/events`
enum EventsRoutes {
    private static let path = "/api/integration/events"
    private static let tag = "Events"
    /// More events in one request are refused.
    static let eventsMost = 10_000

    private static let type = Parameter<String>("type", FieldNote("Only of this type.", lengthMost: 256))
    private static let source = Parameter<String>("source", FieldNote("Only from there.", lengthMost: 256))
    private static let stream = Parameter<String>("stream", FieldNote("Only in this stream.", lengthMost: 256))
    private static let correlation = Parameter<String>(
        "correlationId", FieldNote("Only what belongs to this.", lengthMost: 128))
    private static let causation = Parameter<String>(
        "causationId", FieldNote("Only what this event brought about.", lengthMost: 128))
    private static let status = Parameter<EventStatus>("status", "Only those that are there on their way.")
    private static let since = Parameter<Instant>("since", "Only what happened at or after this time.")
    private static let until = Parameter<Instant>("until", "Only what happened before this time.")

    static func routes(_ service: any EventsService) -> [Route] {
        [
            publish(service),
            .list(
                "\(path)/history", "getEventHistory", "Lists what happened, newest first.", tag: tag,
                query: [
                    type.description, source.description, stream.description, correlation.description,
                    causation.description, status.description, since.description, until.description,
                ]
            ) { call, page in try await service.history(filter(of: call), page) },
        ]
    }

    private static func filter(of call: Call) throws -> EventFilter {
        EventFilter(
            type: try call[type], source: try call[source], stream: try call[stream],
            correlationID: try call[correlation], causationID: try call[causation], status: try call[status],
            since: try call[since], until: try call[until])
    }

    /// Takes one event or an array of them, and answers in kind.
    private static func publish(_ service: any EventsService) -> Route {
        let one = Schema.of(NewEvent.self)
        var description = Route.description(
            .post, "\(path)/publish", "publishEvent", "Publishes one event, or an array of them, all or none.",
            tag: tag,
            scope: .write)
        description.answers.insert(
            AnswerDescription(
                202, "Durable here.", .either(.of(PublishResult.self), .of(PublishResults.self))), at: 0)
        var route = Route(description) { call, _ in
            let value = try RequestJSON.read(call.body)
            try RequestJSON.check(value, .either(one, .list(one)))
            guard let elements = value.array else {
                let results = try await service.publish([try event(value)], by: call.authenticated)
                guard let result = results.first else { throw Self.unanswered }
                return try .json(result, .accepted)
            }
            guard elements.count <= eventsMost else {
                throw JunctionError(.bodyTooLarge, "The array has more than \(eventsMost) events.")
            }
            let results = try await service.publish(try elements.map(event), by: call.authenticated)
            return try .json(PublishResults(results: results), .accepted)
        }
        route.take(.either(one, .list(one)), required: true)
        return route
    }

    private static let unanswered = JunctionError(.internalFault, "The event log gave no result.")

    private static func event(_ value: Value) throws -> NewEvent { try ValueDecoder.decode(NewEvent.self, from: value) }
}
