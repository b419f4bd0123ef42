import API
import Events
import Metrics

/// The metrics of the process. swift-metrics can be given a backend once, so there is one registry however many servers
/// a process runs (tests run several).
enum ProcessMetrics {
    static let registry: PrometheusRegistry = {
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }()

    /// Has the gauges of a delivery engine brought up to date whenever somebody looks. With several servers in a process,
    /// the newest is shown.
    static func show(_ engine: DeliveryEngine) {
        registry.collect("junction_up", .gauge, "Whether the server runs: 1.") { [weak engine] in
            engine?.refreshMetrics()
            return [PrometheusRegistry.Sample(1)]
        }
    }
}
