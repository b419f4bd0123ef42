import Contract
import Events
import Foundation
import Logging
import Mapping
import Sandbox
import Values

/// Runs what point files say of themselves: every scenario against a server of its own, over its real edges, with
/// stand-ins for the external systems; and every sample through the mapping.
package struct ScenarioRunner: Sendable {
    private let workspace: String
    private let logger: Logger

    /// Messages that are not delivered by then fail the scenario.
    package static let patience = Duration.seconds(60)

    package init(workspace: String) {
        self.workspace = workspace
        var logger = Logger(label: "junction.test")
        logger.logLevel = .critical
        self.logger = logger
    }

    /// Runs all points, or the one named; `told` hears of each as it ends. Throws when the workspace cannot be read.
    package func run(point only: String?, told: (ScenarioReport) -> Void) async throws {
        let (workspace, problems) = Workspace.read(workspace)
        if let first = problems.first(where: { $0.severity == .error }) { throw first.error }
        let points = workspace.points.filter { only == nil || $0.id == only }
        guard !points.isEmpty else {
            throw JunctionError(.notFound, "there is no integration point\(only.map { " '\($0)'" } ?? "") to test")
        }
        for point in points {
            for scenario in point.scenarios {
                told(await timed(point.id, scenario.name) { try await run(scenario, of: point, in: workspace) })
            }
            for saga in point.sagas {
                let check = SagaCheck(workspace: workspace, saga: saga)
                for scenario in saga.scenarios {
                    told(await timed(point.id, "\(saga.id): \(scenario.name)") { try check.run(scenario) })
                }
            }
            for sample in point.samples {
                told(
                    await timed(point.id, sample.title ?? sample.input) {
                        try await SampleCheck(workspace: workspace, point: point).run(sample)
                    })
            }
            await runViewSamples(of: point, workspace, told: told)
        }
        if only == nil { try await runMappingSamples(workspace, told: told) }
    }

    /// The samples of a point's projections and streams.
    private func runViewSamples(
        of point: IntegrationPoint, _ workspace: Workspace, told: (ScenarioReport) -> Void
    ) async {
        for projection in point.projections {
            let check = ProjectionSampleCheck(workspace: workspace, projection: projection)
            for sample in projection.samples {
                let name = "projection \(projection.id): \(sample.title ?? sample.events)"
                told(await timed(point.id, name) { try check.run(sample) })
            }
        }
        for stream in point.streams {
            let check = StreamSampleCheck(workspace: workspace, stream: stream)
            for sample in stream.samples {
                let name = "stream \(stream.id): \(sample.title ?? sample.events)"
                told(await timed(point.id, name) { try check.run(sample) })
            }
        }
    }

    /// The samples that mapping definitions name themselves.
    private func runMappingSamples(_ workspace: Workspace, told: (ScenarioReport) -> Void) async throws {
        let mappings = try WorkspaceMappings(workspace)
        for (id, mapping) in mappings.all {
            let check = MappingSampleCheck(workspace: workspace, mappings: mappings, mapping: mapping)
            for sample in mapping.definition.samples {
                told(await timed("mapping \(id)", sample.title ?? sample.input) { try check.run(sample) })
            }
        }
    }

    private func timed(
        _ point: String, _ name: String, _ body: () async throws -> [String]
    ) async -> ScenarioReport {
        let begin = ContinuousClock.now
        var failures: [String]
        do { failures = try await body() } catch { failures = ["could not be run: \(error)"] }
        let span = ContinuousClock.now - begin
        return ScenarioReport(
            point: point, name: name, failures: failures, milliseconds: Int(span.wholeMicroseconds / 1000))
    }

    private func run(_ scenario: Scenario, of point: IntegrationPoint, in workspace: Workspace) async throws -> [String]
    {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent(
            "junction-test-\(SystemIdentifier.next())")
        defer { try? FileManager.default.removeItem(at: data) }
        var settings = ServerSettings(workspace: self.workspace, data: data.path)
        settings.sandbox = true
        settings.port = 0
        settings.freePorts = true
        settings.securesListeners = false
        settings.runsSchedules = false
        settings.grace = .seconds(1)
        let server = try await JunctionServer(settings, logger: logger)
        return try await withServer(server) { report in
            let bench = ScenarioBench(server: server, report: report, point: point, workspace: workspace)
            return try await bench.run(scenario)
        }
    }

    /// Starts a server, hands over what it reported, and stops it.
    private func withServer<T: Sendable>(
        _ server: JunctionServer, _ body: (JunctionServer.Report) async throws -> T
    ) async throws -> T {
        let (reports, report) = AsyncStream.makeStream(of: JunctionServer.Report.self)
        let running = Task {
            defer { report.finish() }
            try await server.run { report.yield($0) }
        }
        var iterator = reports.makeAsyncIterator()
        guard let started = await iterator.next() else {
            try await running.value
            throw JunctionError(.internalFault, "the server ended before it had started")
        }
        let result: Result<T, any Error>
        do { result = .success(try await body(started)) } catch { result = .failure(error) }
        running.cancel()
        try? await running.value
        return try result.get()
    }
}
