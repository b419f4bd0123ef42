import APIContract
import Values

/// `/api/integration/projections`
enum ProjectionsRoutes {
    private static let path = "/api/integration/projections"
    private static let tag = "Projections"
    private static let atLeast = Parameter<Int>(
        "atLeast", FieldNote("Answers once everything up to this place in the whole log is in the states.", least: 0))
    private static let wait = Parameter<Int>(
        "waitSeconds", FieldNote("How long that is waited for; 5 when not given.", least: 0, most: 20))
    private static let key = Parameter<String>(
        "key", FieldNote("Only the state of this key; for keys that cannot stand in a path.", lengthMost: 512))
    private static let state = Parameter<String>(
        "state",
        FieldNote(
            "Only the states that have this value at this JSON Pointer.", example: "/status=open", lengthMost: 512))

    static func routes(_ service: any ProjectionsService) -> [Route] {
        [
            .list(path, "listProjections", "Lists the projections and how they stand.", tag: tag) { _, page in
                try await service.projections(page)
            },
            .get("\(path)/{id}", "getProjection", "Shows how one projection stands.", tag: tag) {
                try await service.projection($0.id)
            },
            .post(
                "\(path)/{id}/rebuild", "rebuildProjection",
                "Builds the states anew from the beginning of the log; the old ones serve until then.", tag: tag,
                scope: .admin, gives: .accepted
            ) { call in .accepted(try await service.rebuild(projection: call.id, by: call.authenticated)) },
            .post(
                "\(path)/{id}/resume", "resumeProjection", "Tries the event again at which it stopped.", tag: tag,
                scope: .admin, gives: .ok
            ) { call in .ok(try await service.resume(projection: call.id, by: call.authenticated)) },
            .list(
                "\(path)/{id}/states", "listProjectionStates", "Lists the states by their keys.", tag: tag,
                query: [key.description, state.description, atLeast.description, wait.description]
            ) { call, page in
                guard let key = try call[key] else {
                    return try await service.states(of: call.id, where: call[state], page, freshness(call))
                }
                return Page(items: [try await service.state(of: call.id, key: key, freshness(call))])
            },
            .get(
                "\(path)/{id}/states/{key}", "getProjectionState", "Shows the state of one key.", tag: tag,
                query: [atLeast.description, wait.description]
            ) { call in
                try await service.state(of: call.id, key: call.pathValues.last ?? "", freshness(call))
            },
        ]
    }

    private static func freshness(_ call: Call) throws -> Freshness {
        Freshness(atLeast: try call[atLeast].map { Int64($0) }, waitSeconds: try call[wait] ?? 5)
    }
}
