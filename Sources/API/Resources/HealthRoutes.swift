import APIContract
import HTTPTypes

/// `/canary` and `/health`, open to all.
enum HealthRoutes {
    private static let tag = "Health"

    static func routes(_ service: any HealthService) -> [Route] {
        [
            canary(),
            report("/health/live", "getLiveness", "Says whether the process is alive.") { await service.live() },
            report("/health/ready", "getReadiness", "Says whether messages can be taken now.") {
                await service.ready()
            },
        ]
    }

    private static func canary() -> Route {
        var description = Route.description(
            .get, "/canary", "canary", "Answers, and that is all.", tag: tag, scope: nil)
        description.answers.insert(
            AnswerDescription(200, "It sings.", .text(format: nil), mediaType: "text/plain"), at: 0)
        return Route(description) { _, _ in .text("chirp\n") }
    }

    private static func report(
        _ path: String, _ id: String, _ summary: String, _ report: @escaping @Sendable () async -> HealthReport
    ) -> Route {
        var description = Route.description(.get, path, id, summary, tag: tag, scope: nil)
        description.answers.insert(AnswerDescription(503, "No.", .of(HealthReport.self)), at: 0)
        description.answers.insert(AnswerDescription(200, "Yes.", .of(HealthReport.self)), at: 0)
        return Route(description) { _, _ in
            let report = await report()
            return try .json(report, report.status == .failing ? .serviceUnavailable : .ok)
        }
    }
}
