import APIContract

/// `/api/integration/events/replays`
enum ReplaysRoutes {
    private static let path = "/api/integration/events/replays"
    private static let tag = "Replays"

    static func routes(_ service: any ReplaysService) -> [Route] {
        [
            .post(
                "\(path)/preview", "previewReplay",
                "Shows what a replay would send, and what of it is new; nothing is sent.",
                tag: tag, scope: .write, takes: ReplayPreviewRequest.self, gives: .ok
            ) { _, replay in .ok(try await service.preview(replay)) },
            .post(
                path, "startReplay", "Sends events of the past to a subscription again.", tag: tag, scope: .admin,
                takes: NewReplay.self, gives: .created
            ) { call, replay in
                let made = try await service.start(replay, by: call.authenticated)
                return .created(made, at: "\(path)/\(made.id)")
            },
            .list(path, "listReplays", "Lists the replays and how far they are.", tag: tag) { _, page in
                try await service.replays(page)
            },
            .get("\(path)/{id}", "getReplay", "Shows one replay and how far it is.", tag: tag) {
                try await service.replay($0.id)
            },
            .post(
                "\(path)/{id}/pause", "pauseReplay", "Sends nothing more until it is resumed.", tag: tag,
                scope: .admin, gives: .ok
            ) { call in .ok(try await service.pause(replay: call.id, by: call.authenticated)) },
            .post(
                "\(path)/{id}/resume", "resumeReplay", "Goes on after a pause.", tag: tag, scope: .admin, gives: .ok
            ) { call in .ok(try await service.resume(replay: call.id, by: call.authenticated)) },
            .post(
                "\(path)/{id}/cancel", "cancelReplay", "Ends a replay; what was not sent is given up.", tag: tag,
                scope: .admin, gives: .ok
            ) { call in .ok(try await service.cancel(replay: call.id, by: call.authenticated)) },
        ]
    }
}
