import APIContract
import Formats
import HTTPTypes
import SecurityCore
import Values

/// `/api/integration/events`
enum EventsRoutes {
    private static let path = "/api/integration/events"
    static let publishPath = "\(path)/publish"
    private static let tag = "Events"

    private static let type = Parameter<String>("type", FieldNote("Only of this type.", lengthMost: 256))
    private static let source = Parameter<String>("source", FieldNote("Only from there.", lengthMost: 256))
    private static let stream = Parameter<String>("stream", FieldNote("Only in this stream.", lengthMost: 256))
    private static let destination = Parameter<String>(
        "destination", FieldNote("Only what is for it.", lengthMost: 256))
    private static let reference = Parameter<String>(
        "reference", FieldNote("Only what its sender called so.", lengthMost: 256))
    private static let correlation = Parameter<String>(
        "correlationId", FieldNote("Only what belongs to this.", lengthMost: 256))
    private static let causation = Parameter<String>(
        "causationId", FieldNote("Only what this event brought about.", lengthMost: 256))
    private static let status = Parameter<EventStatus>("status", "Only those that are there on their way.")
    private static let since = Parameter<Instant>("since", "Only what the log took in at or after this time.")
    private static let until = Parameter<Instant>("until", "Only what the log took in before this time.")

    private static let payload = Parameter<String>(
        "payload",
        FieldNote(
            "Only those whose JSON payload has this value at this JSON Pointer.", example: "/patient/id=123",
            lengthMost: 512))

    static func routes(_ service: any EventsService) -> [Route] {
        [
            publish(service), EventPublishSocket.route(service, at: publishPath),
            .list(
                "\(path)/history", "getEventHistory", "Lists what happened, newest first.", tag: tag,
                query: filters
            ) { call, page in try await service.history(filter(of: call), page) },
            .get(
                "\(path)/history/count", "countEvents", "Counts what happened, up to 100,000.", tag: tag,
                query: filters
            ) { call in try await service.count(filter(of: call)) },
            one(service),
            .get("\(path)/{event}/tree", "getEventTree", "Shows what led to an event, and what it led to.", tag: tag) {
                try await service.tree(of: $0.id)
            },
            EventStreamRoute.route(service),
        ]
    }

    /// One event by its id, in our form or as a CloudEvent, as `Accept` has it.
    private static func one(_ service: any EventsService) -> Route {
        var description = Route.description(
            .get, "\(path)/{event}", "getEvent", "Shows one event.", tag: tag, scope: .read)
        var answer = AnswerDescription(200, "It, in the form that Accept asks for.", .of(IntegrationEvent.self))
        answer.otherMediaTypes = [CloudEvent.jsonMediaType]
        answer.headers = ["Vary": "Accept"]
        description.answers.insert(answer, at: 0)
        let ours = answer.mediaType
        var route = Route(description) { call, _ in
            let type = call.accept.flatMap { Accept($0).best(of: [ours, CloudEvent.jsonMediaType]) } ?? ours
            let form = type == CloudEvent.jsonMediaType ? StreamForm.cloudevent : .event
            var reply = Reply(.ok, mediaType: type, body: .bytes(try await service.event(call.id, as: form)))
            reply.fields.append((.vary, "Accept"))
            return reply
        }
        route.isNegotiated = true
        return route
    }

    private static let filters = [
        type.description, source.description, stream.description, destination.description, reference.description,
        correlation.description, causation.description, status.description, since.description, until.description,
        payload.description,
    ]

    private static func filter(of call: Call) throws -> EventFilter {
        EventFilter(
            type: try call[type], source: try call[source], stream: try call[stream],
            destination: try call[destination], reference: try call[reference],
            correlationID: try call[correlation], causationID: try call[causation], status: try call[status],
            since: try call[since], until: try call[until], payload: try call[payload])
    }

    /// Whether the body of the request is published as it comes.
    @Sendable static func isStreamed(_ request: HTTPRequest) -> Bool {
        // Most say JSON: one look through the fields.
        guard request.path == publishPath,
            request.headerFields.contains(where: {
                $0.name == .contentType && EventIntake.lineTypes.contains(ContentType($0.value).name)
            }), !request.headerFields.contains(.idempotencyKey)
        else { return false }
        return request.headerFields[.contentType].map { EventIntake.lineTypes.contains(ContentType($0).name) } ?? false
    }

    /// Takes one event or many, in our form or as CloudEvents, and answers in kind.
    private static func publish(_ service: any EventsService) -> Route {
        var description = Route.description(
            .post, publishPath, "publishEvent",
            "Publishes one event or several, all or none: our own form, lines of it, or CloudEvents 1.0.", tag: tag,
            scope: .write)
        description.body = BodyDescription(
            schema: .either(.of(NewEvent.self), .list(.of(NewEvent.self))), mediaTypes: EventIntake.mediaTypes,
            required: true)
        description.answers.insert(
            AnswerDescription(
                202, "Durable here.",
                .either(.of(PublishResult.self), .either(.of(PublishResults.self), .of(PublishedLines.self)))), at: 0)
        let places = BodyBudget(EventLines.requestsMost)
        var route = Route(description) { call, _ in
            if let body = call.stream {
                guard places.take(1) else {
                    throw JunctionError(
                        .appendQueueFull, "\(EventLines.requestsMost) streams of lines are read already.")
                }
                defer { places.giveBack(1) }
                var lines = EventLines(service, by: call.authenticated)
                return try .json(try await lines.publish(body), .accepted)
            }
            switch try EventIntake.read(call) {
            case .one(let draft):
                let draft = named([draft], by: call).first ?? draft
                let caller = call.authenticated
                return reply(
                    try await withCheckedContinuation { continuation in
                        service.publishOne(draft, by: caller) { continuation.resume(returning: $0) }
                    }.get())
            case .many(let drafts):
                let results = try await service.publish(named(drafts, by: call), by: call.authenticated)
                return try .json(PublishResults(results: results), .accepted)
            }
        }
        route.input = .bytes
        route.streamedTypes = EventIntake.lineTypes
        return route
    }

    /// The answer to the publishing of one event.
    static func reply(_ result: PublishResult) -> Reply {
        Reply(.accepted, mediaType: "application/json", body: .bytes(PublishAnswers.json(result)))
    }

    /// Events without an id get one that follows from the `Idempotency-Key` and the body: a repetition of a request whose answer
    /// was lost, because the process died before it was kept or another node was asked meanwhile, appends nothing again.
    private static func named(_ drafts: [EventDraft], by call: Call) -> [EventDraft] {
        guard let key = call.idempotencyKey else { return drafts }
        let request = fingerprint(Array(call.authenticated.keyID.utf8), Array(key.utf8), call.body)
        return drafts.enumerated().map { number, draft in
            var draft = draft
            draft.id = draft.id ?? fingerprint(request, Array("\(number)".utf8)).hexadecimal(first: 16)
            return draft
        }
    }
}
