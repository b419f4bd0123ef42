package import Metrics
import Synchronization

/// Collects what the product counts and writes it for Prometheus.
///
/// A `MetricsFactory` for swift-metrics: labels become names with underscores, counters end in `_total`, timers in `_seconds`.
/// Making a cell takes a lock; counting in one does not. Cells live as long as the registry.
///
/// A name has at most `seriesMost` series: labels beyond that are counted together under `overflow="true"`, so that a label
/// taken from outside cannot fill the memory. There are at most `familiesMost` names; more are not kept.
package final class PrometheusRegistry: MetricsFactory {
    /// A value worked out when it is asked for.
    package struct Sample: Sendable {
        package var labels: [(String, String)]
        package var value: Double
        package init(_ value: Double, _ labels: [(String, String)] = []) {
            self.labels = labels
            self.value = value
        }
    }

    /// What kind of value a collector gives.
    package enum CollectorKind: Sendable {
        /// Only grows. Its name must end in `_total`.
        case counter
        case gauge
    }

    private struct Collector {
        var name: String
        var kind: CollectorKind
        var help: String
        var collect: @Sendable () -> [Sample]
    }

    private struct State {
        var families: [String: MetricFamily] = [:]
        var help: [String: String] = [:]
        var collectors: [String: Collector] = [:]
    }

    package static let seriesMost = 1_000
    package static let familiesMost = 2_000
    private static let overflow = MetricText.labels([("overflow", "true")])

    private let state = Mutex(State())

    package init() {}

    /// Says what a metric means; `name` as it is written for Prometheus.
    package func describe(_ name: String, _ help: String) {
        state.withLock { state in
            state.help[name] = help
            state.families[name]?.help = MetricText.help(help)
        }
    }

    /// Adds values that are worked out at each scrape. Replaces an earlier collector of that name. `collect` must be quick.
    package func collect(
        _ name: String, _ kind: CollectorKind, _ help: String, _ collect: @escaping @Sendable () -> [Sample]
    ) {
        let collector = Collector(name: MetricText.name(name), kind: kind, help: help, collect: collect)
        state.withLock { $0.collectors[collector.name] = collector }
    }

    /// Everything, in the text format 0.0.4, sorted by name.
    package func render() -> String {
        let (families, collectors) = state.withLock { (Array($0.families.values), Array($0.collectors.values)) }
        // Collectors run outside the lock: they are others' code.
        let collected = collectors.map { collector in
            var text = "# HELP \(collector.name) \(MetricText.help(collector.help))\n"
            text += "# TYPE \(collector.name) \(collector.kind == .counter ? "counter" : "gauge")\n"
            for sample in collector.collect() {
                MetricFamily.line(&text, collector.name, MetricText.labels(sample.labels), sample.value)
            }
            return (collector.name, text)
        }
        let rendered = families.map { family in
            var text = ""
            family.render(into: &text)
            return (family.name, text)
        }
        return (collected + rendered).sorted { $0.0 < $1.0 }.map(\.1).joined()
    }

    /// The cell of a series, made if need be; nil when the name is of another kind or there are too many names.
    private func cell(
        _ name: String, _ kind: MetricFamily.Kind, _ labels: [(String, String)], _ make: () -> MetricFamily.Cell
    ) -> MetricFamily.Cell? {
        let name = MetricText.name(name)
        var key = MetricText.labels(labels)
        return state.withLock { state in
            if state.families[name] == nil {
                guard state.families.count < Self.familiesMost, state.collectors[name] == nil else { return nil }
                let help = state.help[name] ?? name.replacing("_", with: " ")
                state.families[name] = MetricFamily(name: name, kind: kind, help: MetricText.help(help))
            }
            guard let family = state.families[name], family.kind == kind else { return nil }
            if let cell = family.series[key] { return cell }
            if family.series.count >= Self.seriesMost { key = Self.overflow }
            let cell = family.series[key] ?? make()
            state.families[name]?.series[key] = cell
            return cell
        }
    }
}

extension PrometheusRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let name = label.hasSuffix("_total") || label.hasSuffix(".total") ? label : label + "_total"
        guard case .count(let cell) = cell(name, .counter, dimensions, { .count(CounterCell()) }) else {
            return NOOPMetricsHandler.instance
        }
        return cell
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        let name = label.hasSuffix("_total") || label.hasSuffix(".total") ? label : label + "_total"
        guard case .number(let cell) = cell(name, .counter, dimensions, { .number(NumberCell()) }) else {
            return NOOPMetricsHandler.instance
        }
        return cell
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// One that aggregates is a histogram of sizes; one that does not is a gauge.
    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) ?? NOOPMetricsHandler.instance }
        return histogram(label, dimensions, HistogramCell.sizeBounds) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("seconds") ? label : label + "_seconds"
        return histogram(name, dimensions, HistogramCell.secondBounds) ?? NOOPMetricsHandler.instance
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> NumberCell? {
        guard case .number(let cell) = cell(label, .gauge, dimensions, { .number(NumberCell()) }) else { return nil }
        return cell
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)], _ bounds: [Double]) -> HistogramCell? {
        let cell = cell(label, .histogram, dimensions) { .histogram(HistogramCell(bounds: bounds)) }
        guard case .histogram(let cell) = cell else { return nil }
        return cell
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
