import API
import Events
import Flows
import Metrics

/// The metrics of the process. swift-metrics can be given a backend once, so there is one registry however many servers
/// a process runs (tests run several).
enum ProcessMetrics {
    static let registry: PrometheusRegistry = {
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }()

    /// Has the gauges of deliveries and sagas brought up to date whenever somebody looks. With several servers in a process,
    /// the newest is shown.
    static func show(_ engine: DeliveryEngine, _ sagas: SagaKeeper) {
        registry.collect("junction_up", .gauge, "Whether the server runs: 1.") { [weak engine, weak sagas] in
            engine?.refreshMetrics()
            sagas?.refreshMetrics()
            return [PrometheusRegistry.Sample(1)]
        }
    }
}
