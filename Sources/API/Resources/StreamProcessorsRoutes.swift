import APIContract

/// `/api/integration/streams`
enum StreamProcessorsRoutes {
    private static let path = "/api/integration/streams"
    private static let tag = "Stream processors"

    static func routes(_ service: any StreamProcessorsService) -> [Route] {
        [
            .list(path, "listStreamProcessors", "Lists the windows over events and how they stand.", tag: tag) {
                try await service.processors($1)
            },
            .get("\(path)/{id}", "getStreamProcessor", "Shows how one of them stands.", tag: tag) {
                try await service.processor($0.id)
            },
            .post(
                "\(path)/{id}/pause", "pauseStreamProcessor",
                "Takes nothing more until it is resumed; what comes meanwhile waits in the log.", tag: tag,
                scope: .admin, mayTake: PauseRequest.self, gives: .ok
            ) { call, request in
                .ok(
                    try await service.pause(
                        processor: call.id, because: request?.reason ?? "paused by hand", by: call.authenticated))
            },
            .post(
                "\(path)/{id}/resume", "resumeStreamProcessor",
                "Goes on after a pause, and after an event at which it stopped.", tag: tag, scope: .admin, gives: .ok
            ) { call in .ok(try await service.resume(processor: call.id, by: call.authenticated)) },
        ]
    }
}
