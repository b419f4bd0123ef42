import APIContract
import Values

/// `/api/integration/events/streams`. A stream's name may hold what a path does not, so it is a parameter.
enum StreamsRoutes {
    private static let path = "/api/integration/events/streams"
    private static let tag = "Streams"

    private static let stream = Parameter<String>("stream", FieldNote("Its name.", lengthLeast: 1, lengthMost: 256))
    private static let after = Parameter<Int>("after", FieldNote("The place to read on after.", least: 0))
    private static let limit = Parameter<Int>(
        "limit", FieldNote("Most events; 100 when absent.", least: 1, most: 1000))

    static func routes(_ service: any StreamsService) -> [Route] {
        let one = ParameterDescription("stream", in: .query, .text(format: nil), stream.note, required: true)
        return [
            .list(path, "listStreams", "Lists the streams and where they stand.", tag: tag) { _, page in
                try await service.streams(page)
            },
            .get(
                "\(path)/events", "readStream", "Reads one stream in its order.", tag: tag,
                query: [one, after.description, limit.description]
            ) { call in
                try await service.read(
                    stream: try name(call), after: try call[after].map { Int64($0) }, limit: try call[limit] ?? 100)
            },
            .get(
                "\(path)/state", "getStreamState", "Shows a stream's newest snapshot and the events after it.",
                tag: tag, query: [one]
            ) { call in try await service.state(ofStream: try name(call)) },
            .put(
                "\(path)/snapshot", "saveSnapshot", "Saves what the events of a stream come to.", tag: tag,
                scope: .write, query: [one], takes: NewStreamSnapshot.self
            ) { call, snapshot in
                try await service.save(snapshot, of: try name(call), by: call.authenticated)
            },
            .delete(
                "\(path)/snapshot", "removeSnapshot", "Removes a stream's snapshot.", tag: tag, scope: .write,
                query: [one]
            ) { call in try await service.removeSnapshot(of: try name(call), by: call.authenticated) },
        ]
    }

    private static func name(_ call: Call) throws -> String {
        guard let name = try call[stream], !name.isEmpty else {
            throw JunctionError(
                .fieldInvalid, "A query parameter is missing.",
                cause: LocatedFindings([ProblemPlace(parameter: "stream", message: "The stream's name belongs here.")]))
        }
        return name
    }
}
