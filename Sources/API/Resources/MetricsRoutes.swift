import APIContract

/// `/metrics`, in the Prometheus text format. Needs a key with scope read, unless the settings open it to this machine.
enum MetricsRoutes {
    static func routes(_ registry: PrometheusRegistry) -> [Route] {
        var description = Route.description(
            .get, "/metrics", "getMetrics", "Shows all that is counted, for Prometheus.", tag: "Operations",
            scope: .read)
        description.answers.insert(
            AnswerDescription(200, "All of it.", .text(format: nil), mediaType: "text/plain"), at: 0)
        var route = Route(description) { _, _ in
            .text(registry.render(), "text/plain; version=0.0.4; charset=utf-8")
        }
        route.allowsLoopback = true
        return [route]
    }
}
