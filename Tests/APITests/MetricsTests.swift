import API
import APIContract
import CoreMetrics
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct MetricsTests {
    @Test func `Counters, gauges and timers are written for Prometheus`() {
        let registry = PrometheusRegistry()
        registry.describe("events_stored_total", "Events\nstored \\ all.")
        let counter = registry.makeCounter(label: "events.stored", dimensions: [("stream", "a\"b\\c\nd"), ("a", "1")])
        counter.increment(by: 2)
        counter.increment(by: 3)
        registry.makeMeter(label: "queue-depth", dimensions: []).set(2.5)
        registry.makeTimer(label: "flush", dimensions: []).recordNanoseconds(3_000_000)
        registry.makeFloatingPointCounter(label: "cost", dimensions: []).increment(by: 0.25)
        let text = registry.render()
        #expect(text.contains(#"events_stored_total{a="1",stream="a\"b\\c\nd"} 5"#))
        #expect(
            text.contains("# HELP events_stored_total Events\\nstored \\\\ all.\n# TYPE events_stored_total counter"))
        #expect(text.contains("queue_depth 2.5\n"))
        #expect(text.contains("cost_total 0.25\n"))
        #expect(text.contains("flush_seconds_bucket{le=\"0.0025\"} 0\nflush_seconds_bucket{le=\"0.005\"} 1\n"))
        #expect(text.contains("flush_seconds_bucket{le=\"+Inf\"} 1\nflush_seconds_sum 0.003\nflush_seconds_count 1\n"))
    }

    @Test func `The same name and labels are the same cell, another kind is not kept`() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "x", dimensions: [("b", "2"), ("a", "1")]).increment(by: 1)
        registry.makeCounter(label: "x_total", dimensions: [("a", "1"), ("b", "2")]).increment(by: 1)
        registry.makeMeter(label: "x_total", dimensions: []).set(9.0)
        #expect(registry.render().contains("x_total{a=\"1\",b=\"2\"} 2\n"))
        #expect(!registry.render().contains(" 9\n"))
    }

    @Test func `Labels beyond the limit are counted together`() {
        let registry = PrometheusRegistry()
        for index in 0..<(PrometheusRegistry.seriesMost + 10) {
            registry.makeCounter(label: "x", dimensions: [("id", "\(index)")]).increment(by: 1)
        }
        let text = registry.render()
        #expect(text.contains("x_total{overflow=\"true\"} 10\n"))
        #expect(text.split(separator: "\n").count == PrometheusRegistry.seriesMost + 3)
    }

    @Test func `Counting from many tasks loses nothing`() async {
        let registry = PrometheusRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = registry.makeCounter(label: "n", dimensions: [])
                    let cost = registry.makeFloatingPointCounter(label: "c", dimensions: [])
                    let timer = registry.makeTimer(label: "t", dimensions: [])
                    for _ in 0..<5000 {
                        counter.increment(by: 1)
                        cost.increment(by: 0.5)
                        timer.recordNanoseconds(1_000_000_000)
                    }
                }
            }
        }
        let text = registry.render()
        #expect(text.contains("n_total 40000\n"))
        #expect(text.contains("c_total 20000\n"))
        #expect(text.contains("t_seconds_sum 40000\nt_seconds_count 40000\n"))
    }

    @Test func `Collectors are asked at each scrape`() {
        let registry = PrometheusRegistry()
        registry.collect("backlog", .gauge, "Waiting.") { [.init(4, [("destination", "a")]), .init(.infinity)] }
        registry.collectProcess()
        let text = registry.render()
        #expect(text.contains("# TYPE backlog gauge\nbacklog{destination=\"a\"} 4\nbacklog +Inf\n"))
        #expect(text.contains("# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total "))
        #expect(text.contains("process_resident_memory_bytes "))
    }

    @Test func `Requests are counted by template, not by address`() async throws {
        try await APIHarness().route { api async throws in
            for id in ["a", "b"] { _ = try await api.get("/api/integration/systems/\(id)") }
            _ = try await api.get("/nowhere")
            let metrics = try await api.get("/metrics")
            #expect(metrics.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let template = #"method="GET",route="/api/integration/systems/{id}""#
            #expect(metrics.text.contains("junction_http_requests_total{\(template),status=\"404\"} 2\n"))
            #expect(metrics.text.contains("junction_http_request_duration_seconds_count{\(template)} 2\n"))
            #expect(metrics.text.contains(#"junction_http_requests_total{method="any",route="none",status="404"} 1"#))
            #expect(try await api.get("/metrics", key: nil).status == 401)
        }
    }
}
