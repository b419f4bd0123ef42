import APIContract

/// `/api/integration/events/retention` and `…/holds`
enum RetentionRoutes {
    private static let path = "/api/integration/events/retention"
    private static let holds = "/api/integration/events/holds"
    private static let tag = "Retention"

    static func routes(_ service: any RetentionService) -> [Route] {
        [
            .get(path, "getRetention", "Shows how much of each stream stays.", tag: tag) { _ in
                try await service.retention()
            },
            .put(
                path, "setRetention", "Says how much of each stream stays.", tag: tag, scope: .admin,
                takes: RetentionSettings.self
            ) { call, settings in try await service.set(settings, by: call.authenticated) },
            .post("\(path)/run", "pruneEvents", "Prunes now.", tag: tag, scope: .admin, gives: .ok) { call in
                .ok(try await service.prune(by: call.authenticated))
            },
            .list(holds, "listHolds", "Lists the holds that keep events from being pruned.", tag: tag) { _, page in
                try await service.holds(page)
            },
            .get("\(holds)/{id}", "getHold", "Shows one hold.", tag: tag) { try await service.hold($0.id) },
            .post(
                holds, "placeHold", "Keeps events from being pruned until the hold is released.", tag: tag,
                scope: .admin, takes: NewHold.self, gives: .created
            ) { call, hold in
                let placed = try await service.place(hold, by: call.authenticated)
                return .created(placed, at: "\(holds)/\(placed.id)")
            },
            .post(
                "\(holds)/{id}/release", "releaseHold", "Ends a hold, with a reason.", tag: tag, scope: .admin,
                takes: HoldRelease.self, gives: .ok
            ) { call, release in
                .ok(try await service.release(hold: call.id, because: release.reason, by: call.authenticated))
            },
        ]
    }
}
