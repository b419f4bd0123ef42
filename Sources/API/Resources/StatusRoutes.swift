import APIContract

/// `/api/integration/status`
enum StatusRoutes {
    static func routes(_ service: any StatusService) -> [Route] {
        [
            .get("/api/integration/status", "getStatus", "Shows what the server is doing.", tag: "Operations") { _ in
                try await service.status()
            }
        ]
    }
}
