import Connectors
import Contract
import Events
import Flows
import Formats
import Logging
import Mapping
import NIOCore
import Resilience
import Synchronization
import Values

/// Sets points going: compiles each, gives its destinations to the delivery engine, and opens what it receives by.
final class PointInstaller: Sendable {
    private struct Running {
        var listeners: [MLLPServer] = []
        var schedules: [Task<Void, Never>] = []
        var certificates: [Task<Void, Never>] = []
    }

    let parts: ServerParts
    let queues: QueueConsumers
    private let running = Mutex(Running())

    init(parts: ServerParts) {
        self.parts = parts
        queues = QueueConsumers(parts: parts)
    }

    /// Adds a point. One that cannot run is in the directory with its problem, and the others run all the same.
    func install(_ point: IntegrationPoint) throws {
        var entry = PointDirectory.Entry(point: point)
        do {
            try installViews(of: point)
            // A point that only views events takes in no messages.
            if !point.onlyViews { try compile(point, into: &entry) }
        } catch let error as JunctionError { entry.problem = error }
        guard parts.points.add(entry) else {
            throw JunctionError(.alreadyExists, "there is an integration point '\(point.id)' already")
        }
        if let problem = entry.problem {
            parts.logger.error("point does not run", metadata: ["point": "\(point.id)", "why": "\(problem)"])
        }
    }

    private func installViews(of point: IntegrationPoint) throws {
        for projection in point.projections { try parts.projections.install(projection, of: point.id) }
        for stream in point.streams { try parts.windows.install(stream, of: point.id) }
    }

    private func compile(_ point: IntegrationPoint, into entry: inout PointDirectory.Entry) throws {
        let flow = try parts.compiler.compile(point)
        let deliveries = point.deliveries(in: parts.settings.environment)
        if case .schedule(let schedule)? = point.trigger {
            entry.cron = try CronExpression(schedule.cron)
            entry.zone = try ScheduleZone(schedule.timeZone)
            entry.source = source(schedule.source, of: point.id)
        }
        for (delivery, declared) in zip(flow.deliveries, deliveries) {
            let target = FlowTarget(
                flow: flow, delivery: delivery, caller: parts.systems, context: parts.mappingContext,
                definition: { [definitions = parts.definitions] in definitions.current(flow.id) })
            try parts.delivery.add(
                delivery.destination, settings: DestinationSettings(declared, isOrdered: flow.key != nil),
                target: target)
        }
        parts.flows.install(flow, listensTo: Self.filter(of: point))
    }

    private static func filter(of point: IntegrationPoint) -> FlowEngine.EventFilter? {
        guard case .event(let filter)? = point.trigger else { return nil }
        return FlowEngine.EventFilter(type: filter.type, source: filter.source)
    }

    private func source(_ source: ScheduledSource, of point: String) -> any SyncSource {
        switch source {
        case .read(let files):
            FolderSource(
                files, point: point, workspace: parts.settings.workspace, documents: parts.log,
                environment: parts.systems.environment)
        case .call(let call): OperationSource(call: call, caller: parts.systems, time: parts.time)
        }
    }

    /// Opens the listeners and starts the schedules of the points that run.
    func start() async throws {
        // Before anything arrives that may begin an instance.
        for entry in parts.points.all { await startSagas(of: entry.point.id) }
        try await parts.sagas.installAbandoned()
        for entry in parts.points.all { try await listen(entry.point.id) }
    }

    func start(_ id: String) async throws {
        await startSagas(of: id)
        try await listen(id)
    }

    /// A saga that cannot run stops its point, and the others run all the same.
    private func startSagas(of id: String) async {
        guard let entry = parts.points[id], entry.problem == nil else { return }
        for saga in entry.point.sagas {
            do { try await parts.sagas.declare(saga, of: id) } catch {
                let problem = error as? JunctionError ?? JunctionError(.sagaUnusable, "the saga could not be started")
                parts.points.update(id) { $0.problem = problem }
                parts.logger.error("point does not run", metadata: ["point": "\(id)", "why": "\(problem)"])
            }
        }
    }

    /// Takes up what is new in the sagas of a point that is known, and lets go of those that are gone from it. Throws the
    /// first that cannot be used.
    func declareSagas(of point: IntegrationPoint) async throws -> (changed: [String], removed: [String]) {
        guard let known = parts.points[point.id]?.point else { return ([], []) }
        var changed: [String] = []
        for saga in point.sagas {
            let before = try? parts.sagas.overview(saga.id).version
            try await parts.sagas.declare(saga, of: point.id)
            if try parts.sagas.overview(saga.id).version != before { changed.append(saga.id) }
        }
        let removed = known.sagas.map(\.id).filter { id in !point.sagas.contains { $0.id == id } }
        for id in removed { try await parts.sagas.abandon(id, of: point.id) }
        parts.points.update(point.id) { $0.point.sagas = point.sagas }
        return (changed, removed)
    }

    /// Lets go of all sagas of a point whose file is gone; what else it does goes on. Returns their ids.
    func abandonSagas(of id: String) async throws -> [String] {
        guard var point = parts.points[id]?.point else { return [] }
        point.sagas = []
        return try await declareSagas(of: point).removed
    }

    private func listen(_ id: String) async throws {
        guard let entry = parts.points[id], entry.problem == nil else { return }
        switch entry.point.trigger {
        case .mllp(let listener):
            do {
                try await listen(listener, certificate(of: listener, for: id), for: id)
            } catch let error as JunctionError where error.code == .connectorSettings {
                leave(id, because: error)
            }
        case .schedule(let schedule): startSchedule(schedule, entry)
        case .rabbitmq(let source):
            do { try queues.start(source, for: id) } catch let error as JunctionError { leave(id, because: error) }
        case .http, .event, nil: break
        }
    }

    /// The others run all the same.
    private func leave(_ point: String, because error: JunctionError) {
        parts.points.update(point) { $0.problem = error }
        parts.logger.error("point does not run", metadata: ["point": "\(point)", "why": "\(error)"])
    }

    /// Nil when it listens in the clear.
    private func certificate(
        of listener: Trigger.MLLPListener, for point: String
    ) throws(JunctionError) -> ListenerCertificate? {
        guard let tls = listener.tls, parts.settings.securesListeners else { return nil }
        func path(_ file: String) -> String { FolderSource.absolute(file, parts.settings.workspace) }
        let files = TLSSettings(
            authorityFile: tls.clientAuthority.map(path), certificateFile: path(tls.certificate), keyFile: path(tls.key)
        )
        return try ListenerCertificate(of: point, files, time: parts.time, logger: parts.logger)
    }

    private func listen(
        _ listener: Trigger.MLLPListener, _ certificate: ListenerCertificate?, for point: String
    ) async throws {
        let entry = MLLPEntry(point: point, engine: parts.flows, time: parts.time)
        let port = parts.settings.freePorts ? 0 : listener.port
        let server = MLLPServer(
            name: point, host: listener.host, port: port, identity: certificate?.identity,
            eventLoopGroup: parts.eventLoopGroup, logger: parts.logger,
            refusal: { refusal, _ in entry.refuse(refusal) },
            handler: { await entry.answer(to: $0, from: $1) })
        let bound = try await server.start()
        parts.points.update(point) { $0.port = bound }
        running.withLock { running in
            running.listeners.append(server)
            if let certificate { running.certificates.append(Task { await certificate.run() }) }
        }
    }

    private func startSchedule(_ schedule: Trigger.Schedule, _ entry: PointDirectory.Entry) {
        guard parts.settings.runsSchedules, let flow = parts.flows.flow(entry.point.id), let cron = entry.cron,
            let zone = entry.zone,
            let source = entry.source
        else { return }
        let run = ScheduleEntry(
            flow: flow, source: source, cron: cron, zone: zone,
            missedRuns: MissedRuns(rawValue: schedule.missedRuns.rawValue) ?? .once, syncs: parts.syncs,
            documents: parts.log, time: parts.time, logger: parts.logger,
            duty: parts.delivery.duty("schedule/\(flow.id)"))
        let task = Task { await run.run() }
        running.withLock { $0.schedules.append(task) }
    }

    /// Takes nothing more in, and lets what is being taken in finish.
    func stop() async {
        let running = running.withLock { running in
            defer { running = Running() }
            return running
        }
        for task in running.schedules + running.certificates { task.cancel() }
        await queues.stop()
        for listener in running.listeners { await listener.stop(grace: parts.settings.grace) }
        for task in running.schedules + running.certificates { await task.value }
    }
}

extension IntegrationPoint {
    fileprivate var onlyViews: Bool {
        communication.part == nil && trigger == nil && !(projections.isEmpty && streams.isEmpty)
    }
}

extension DestinationSettings {
    /// What a point file says of a delivery.
    init(_ delivery: Delivery, isOrdered: Bool) {
        self.init()
        concurrency = delivery.concurrency
        isOrderedPerKey = isOrdered
        retry.attempts = delivery.retry.attempts
        retry.age = delivery.retry.within
        retry.backoff.first = delivery.retry.first
        retry.backoff.longest = delivery.retry.most
        backlogCount = delivery.backlog.messages
        backlogBytes = Int64(delivery.backlog.megabytes) << 20
        breaker.minimumCalls = delivery.breaker.failures
        breaker.window = max(delivery.breaker.failures, breaker.window)
        breaker.firstPause = delivery.breaker.probeAfter
        breaker.longestPause = max(delivery.breaker.probeAfter, breaker.longestPause)
    }
}
