import API
import Connectors
import Contract
import Events
import Flows
import Foundation
package import Logging
import NIOCore
import SecurityCore
import ServiceLifecycle
import Values

/// The server: one workspace and its log, put together and run until the task is cancelled.
package final class JunctionServer: Sendable {
    /// What a person who started the server wants to know.
    package struct Report: Sendable {
        package var api: String
        package var listeners: [(point: String, port: Int)]
        package var sandbox: String?
        package var problems: [String]
        /// To be shown this once, on the first start; nil afterwards.
        package var adminKey: String?
    }

    private let parts: ServerParts
    private let installer: PointInstaller
    private let follower: DocumentFollower
    private let sandbox: WorkspaceSandbox?
    private let adminKey: Secret?
    let certificate: ListenerCertificate?
    private let problems: [String]

    /// Reads the workspace, opens the store and takes up what was left. Throws when the server cannot run at all; a point
    /// that cannot run is reported and left out.
    package init(_ settings: ServerSettings, logger: Logger) async throws {
        // Before anything makes an instrument: one made earlier would count into nothing for ever.
        _ = ProcessMetrics.registry
        #if DEBUG
            CrashPoint.arm(ProcessInfo.processInfo.environment["JUNCTION_CRASH_AT"])
        #endif
        try settings.checkEncryption()
        certificate = try settings.tls.map { try ListenerCertificate(of: "api", $0, time: .system, logger: logger) }
        let assembly = try await ServerAssembly(settings, logger: logger)
        parts = assembly.parts
        sandbox = assembly.sandbox
        problems = assembly.problems
        installer = PointInstaller(parts: parts)
        for point in assembly.points {
            if let text = assembly.pointTexts[point.id] { try await parts.definitions.record(point, text: text) }
            try installer.install(point)
        }
        for (id, problem) in try await parts.subscriptions.load() {
            logger.error("subscription is not used", metadata: ["subscription": "\(id)", "why": "\(problem)"])
        }
        try await parts.replays.load()
        adminKey = try await parts.keys.makeFirstAdminKey()
        // Whatever was changed since it was read above is in the first news: that all is to be read.
        follower = DocumentFollower(
            log: parts.log, delivery: parts.delivery, time: parts.time, logger: logger,
            kinds: FollowedDocuments(parts: parts, installer: installer).kinds)
        if parts.delivery.isShared { follower.heard(.missed) }
    }

    /// Runs until cancelled. Then nothing more is taken in, what is under way ends within the grace period, and the log is
    /// closed; what was acknowledged is on disk at any moment.
    package func run(onStart: @escaping @Sendable (Report) -> Void) async throws {
        let delivery = Task { await parts.delivery.run() }
        let sweeping = Task { await parts.answers.run() }
        let subscriptions = Task { await parts.subscriptions.run() }
        let replays = Task { await parts.replays.run() }
        let following = Task { await follower.run() }
        let proving = Task { if parts.settings.runsSchedules { await parts.prover.run() } }
        let renewing = Task { await certificate?.run() }
        let guarding = Task { await BacklogGuard(subscriptions: parts.subscriptions, time: parts.time).run() }
        let retention = Task { await parts.retention.run(every: parts.settings.pruneEvery, logger: parts.logger) }
        let views = [
            Task { await parts.projections.run() }, Task { await parts.windows.run() },
            Task { await parts.sagas.run() },
        ]
        defer {
            following.cancel()
            retention.cancel()
            subscriptions.cancel()
            proving.cancel()
            guarding.cancel()
            renewing.cancel()
            replays.cancel()
        }
        let result: Result<Void, any Error>
        do {
            try await installer.start()
            try await serve(onStart)
            result = .success(())
        } catch { result = .failure(error) }
        // Before the log is closed, to which they write.
        for view in views {
            view.cancel()
            await view.value
        }
        sweeping.cancel()
        await sweeping.value
        await shutDown(delivery)
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
    }

    /// Serves the API until the task is cancelled; requests under way are answered first.
    private func serve(_ onStart: @escaping @Sendable (Report) -> Void) async throws {
        var settings = APISettings()
        settings.host = parts.settings.host
        settings.port = parts.settings.port
        settings.version = Product.version
        settings.origins = parts.settings.origins
        var api = APIServer(
            services: services(), settings: settings, keys: parts.keys,
            idempotency: parts.answers, registry: ProcessMetrics.registry, cursorKey: parts.cursorKey, time: parts.time,
            random: ServerAssembly.randomBytes, logger: parts.logger)
        if let certificate { api.identity = { certificate.identity.context } }
        ProcessMetrics.show(parts.delivery, parts.sagas)
        let place = "\(parts.settings.scheme)://\(parts.settings.host)"
        let application = api.application { [report = report()] port in
            var report = report
            report.api = "\(place):\(port)"
            onStart(report)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: application)], gracefulShutdownSignals: [], logger: parts.logger))
        // Not a child: cancelling must let requests end, not cut them off.
        let running = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            parts.streamGate.close()
            parts.subscriptions.endWaits()
            Task { await group.triggerGracefulShutdown() }
        }
    }

    private func shutDown(_ delivery: Task<Void, Never>) async {
        await installer.stop()
        delivery.cancel()
        await delivery.value
        try? await parts.keys.saveUses()
        await parts.systems.shutdown()
        await parts.subscriptions.close()
        await parts.log.close()
        await sandbox?.stop()
        try? await parts.eventLoopGroup.shutdownGracefully()
    }

    private func report() -> Report {
        Report(
            api: "", listeners: parts.points.all.compactMap { entry in entry.port.map { (entry.point.id, $0) } },
            sandbox: parts.systems.sandboxPort.map { "http://127.0.0.1:\($0)" },
            problems: problems + parts.points.all.compactMap { $0.problem?.description }, adminKey: adminKey?.reveal())
    }

    private func services() -> APIServices {
        let status = StatusAdapter(parts: parts)
        let eventSchemas = EventSchemaRegistry(log: parts.log, time: parts.time)
        return APIServices(
            systems: SystemsAdapter(parts: parts, probes: SystemProbes(), queues: installer.queues),
            integrations: IntegrationsAdapter(parts: parts, installer: installer),
            mappings: MappingsAdapter(parts: parts),
            events: EventsAdapter(
                log: parts.log, engine: parts.flows, time: parts.time, gate: parts.streamGate, schemas: eventSchemas),
            subscriptions: SubscriptionsAdapter(
                keeper: parts.subscriptions, prover: parts.prover, audit: parts.audit, secrets: parts.secrets,
                time: parts.time,
                forwarding: QueueForwarding(delivery: parts.delivery, tls: parts.settings.towardsNodes),
                flows: parts.flows),
            replays: ReplaysAdapter(
                keeper: parts.replays, audit: parts.audit, time: parts.time,
                differences: ReplayDifferences(parts: parts)),
            retention: RetentionAdapter(keeper: parts.retention, audit: parts.audit, time: parts.time),
            streams: StreamsAdapter(
                log: parts.log, snapshots: SnapshotKeeper(log: parts.log, coding: .json), time: parts.time),
            processors: StreamProcessorsAdapter(keeper: parts.windows, audit: parts.audit),
            projections: ProjectionsAdapter(keeper: parts.projections, audit: parts.audit),
            eventSchemas: EventSchemasAdapter(registry: eventSchemas, audit: parts.audit, time: parts.time),
            sagas: SagasAdapter(parts: parts, installer: installer),
            deadLetters: DeadLettersAdapter(engine: parts.delivery, audit: parts.audit),
            lineage: LineageAdapter(log: parts.log),
            health: status, status: status, keys: AuditedKeys(keys: KeyRingService(parts.keys), audit: parts.audit))
    }

}

/// What `junction test` looks at from within.
extension JunctionServer {
    package var standIns: WorkspaceSandbox? { sandbox }

    /// Messages that some destination has not had yet.
    func backlog() async -> Int {
        guard let statuses = try? await parts.delivery.statuses() else { return 1 }
        return statuses.reduce(0) { $0 + $1.backlog }
    }

    func sync(_ point: String, from source: any SyncSource) async throws -> SyncResult {
        guard let flow = parts.flows.flow(point) else { throw JunctionError(.notFound, "the point does not run") }
        let id = "test-\(SystemIdentifier.next())"
        return await parts.syncs.run(flow, from: source, id: id)
            ?? SyncResult(
                id: id, startedAt: parts.time.now(), finishedAt: parts.time.now(), failure: "a sync is under way")
    }

    /// As if the queue had given the message.
    func take(
        _ delivery: RabbitMQDelivery, from source: Trigger.QueueSource, for point: String
    ) async -> RabbitMQSettlement? {
        let entry = RabbitMQEntry(
            point: point, source: source, engine: parts.flows, time: parts.time, logger: parts.logger)
        return await entry.take([delivery]).first
    }

    /// What became of every message of a point, and of every event that it listens to.
    func lineages(of point: IntegrationPoint) async throws -> [Lineage] {
        var query = EventQuery()
        query.limit = 1000
        var lineages: [Lineage] = []
        for record in try await parts.log.history(query).records {
            if let lineage = try await parts.log.lineage(id: record.stored.event.id) { lineages.append(lineage) }
        }
        return lineages
    }
}
