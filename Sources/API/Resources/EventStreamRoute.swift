import APIContract
import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Values

/// `GET /api/integration/events/stream`: events as they are appended, as Server-Sent Events (HTML Living Standard,
/// section 9.2), or over WebSocket for those who ask for it (`EventStreamSocket`).
///
/// Nothing is queued for a client: each reads on in the log at its own pace, one page in memory. A client that reads
/// slowly lags; one that reads nothing for `APISettings.writeTimeLimit` is disconnected, and goes on with `Last-Event-ID`.
enum EventStreamRoute {
    private static let path = "/api/integration/events/stream"
    /// Streams open at once; more are told to come again.
    private static let streamsMost = 256
    /// Silence after which a comment is sent, so that whatever is in between keeps the connection open.
    static let heartbeat = Duration.seconds(15)

    private static let type = Parameter<String>("type", FieldNote("Only of this type.", lengthMost: 256))
    private static let source = Parameter<String>("source", FieldNote("Only from there.", lengthMost: 256))
    private static let stream = Parameter<String>("stream", FieldNote("Only in this stream.", lengthMost: 256))
    private static let correlation = Parameter<String>(
        "correlationId", FieldNote("Only what belongs to this.", lengthMost: 256))
    private static let sql = Parameter<String>(
        "sql", FieldNote("Only what this CESQL expression is true for.", lengthMost: 8192))
    private static let after = Parameter<Int>(
        "lastEventId", FieldNote("In place of the header Last-Event-ID, which browsers cannot send.", least: 0))
    private static let start = Parameter<StreamStart>("start", "Where to begin without Last-Event-ID; now when absent.")
    private static let form = Parameter<StreamForm>("format", "What the data is; event when absent.")
    private static let lastEvent = ParameterDescription(
        "Last-Event-ID", in: .header, .text(format: nil), "The id of the last event had: goes on after it.")

    static func route(_ service: any EventsService, heartbeat: Duration = heartbeat) -> Route {
        var description = Route.description(
            .get, path, "getEventStream",
            "Streams events as they are appended, as Server-Sent Events or over WebSocket.", tag: "Events",
            scope: .read,
            query: [
                type.description, source.description, stream.description, correlation.description, sql.description,
                start.description, form.description, after.description,
            ])
        description.parameters.append(lastEvent)
        description.answers =
            [
                AnswerDescription(101, "WebSocket, for those who ask for it: an event in each text message."),
                AnswerDescription(
                    200, "Events, for as long as both sides like.", .any, mediaType: mediaType),
            ] + description.answers
        let places = OpenPlaces(streamsMost)
        var route = Route(description) { call, _ in
            let protocolName = call.socket?.subprotocol(among: [PublishAnswers.cloudEvents])
            let request = try self.request(of: call, asCloudEvents: protocolName != nil)
            let position = try await service.beginStream(request)
            guard let place = places.take() else {
                throw JunctionError(.appendQueueFull, "\(streamsMost) streams are open already.")
            }
            if let socket = call.socket {
                let stream = EventStreamSocket(service: service, request: request)
                return socket.reply(
                    subprotocol: protocolName, { EventStreamSocket.Session() },
                    holding: place, while: { try? await stream.send(from: position, to: $0) })
            }
            let body = ResponseBody { writer in
                defer { withExtendedLifetime(place) {} }
                try await write(service, request, from: position, heartbeat, while: call.isWelcome, &writer)
                try await writer.finish(nil)
            }
            return Reply(.ok, mediaType: mediaType, body: .stream(body))
        }
        route.isStream = true
        route.opensSocket = true
        return route
    }

    private static let mediaType = "text/event-stream"

    private static func request(of call: Call, asCloudEvents: Bool) throws -> StreamRequest {
        var after: Int64?
        if let text = call.lastEventID {
            guard let number = Int64(text), number >= 0 else {
                throw JunctionError(.badRequest, "Last-Event-ID is not the id of an event of this stream.")
            }
            after = number
        }
        if let number = try call[self.after] { after = Int64(number) }
        var request = StreamRequest(
            after: after, start: try call[start] ?? .now, form: try call[form] ?? .event, type: try call[type],
            source: try call[source], stream: try call[stream], correlationID: try call[correlation],
            sql: try call[sql])
        request.showsPosition = call.socket != nil
        if asCloudEvents { request.form = .cloudevent }
        return request
    }

    /// Until the client leaves, its key is valid no more, or the server stops. Concurrent as the writer is: it is called from the server's own task.
    @concurrent private static func write(
        _ service: any EventsService, _ request: StreamRequest, from start: Int64, _ heartbeat: Duration,
        while isWelcome: @Sendable () -> Bool, _ writer: inout any ResponseBodyWriter
    ) async throws {
        var position = start
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        while !Task.isCancelled, isWelcome() {
            let page = try await service.streamPage(request, after: position)
            position = page.position
            if let pruned = page.pruned {
                let gap = "{\"from\":\(pruned.lowerBound),\"through\":\(pruned.upperBound)}"
                try await writer.write(ByteBuffer(string: "event: junction.pruned\ndata: \(gap)\n\n"))
            }
            if !page.events.isEmpty { try await writer.write(text(page.events)) }
            if page.hasMore { continue }
            switch await service.waitForEvents(after: position, atMost: heartbeat) {
            case .some: break
            case .none: try await writer.write(ByteBuffer(string: ": heartbeat\n\n"))
            case .stopping: return
            }
        }
    }

    private static func text(_ events: [StreamedEvent]) -> ByteBuffer {
        var buffer = ByteBuffer()
        for event in events {
            buffer.writeString("id: \(event.position)\n")
            // A line feed in a type would begin another field.
            if !event.type.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
                buffer.writeString("event: \(event.type)\n")
            }
            buffer.writeString("data: ")
            buffer.writeBytes(event.json)
            buffer.writeString("\n\n")
        }
        return buffer
    }
}
