import Connectors
import Contract
import Events
import Flows
import Foundation
import Logging
import Mapping
import NIOCore
import NIOPosix
import SecurityCore
import Values

/// Puts the server together: the one place where the parts learn of each other.
struct ServerAssembly: Sendable {
    let parts: ServerParts
    let sandbox: WorkspaceSandbox?
    let points: [IntegrationPoint]
    /// As they are written, by id.
    let pointTexts: [String: String]
    /// What is wrong in the workspace, and does not keep the rest from running.
    let problems: [String]

    /// Secrets that stand-ins go by when none is stored: the sandbox checks that a caller proves itself, not who it is.
    /// Of a form that can also sign (Standard Webhooks 1.0).
    private static let sandboxSecret = "whsec_c2FuZGJveCBzYW5kYm94IHNhbmRib3gh"

    // Long because: every part is made once and named here, in the order in which they need each other.
    init(_ settings: ServerSettings, logger: Logger) async throws {
        let environment = ProcessInfo.processInfo.environment
        let resolver = SettingsResolver(environment: settings.environment) { environment[$0] }
        let (workspace, problems) = Workspace.read(settings.workspace, resolver: resolver)
        self.problems = problems.filter { $0.severity == .error }.map(\.description)
        guard !workspace.points.isEmpty || problems.isEmpty else { throw problems[0].error }
        let time = TimeSource.system
        let group = MultiThreadedEventLoopGroup(numberOfThreads: settings.threads)
        let store = try StoreAddress(settings).open(logger: logger, reserves: settings.reservesLog)
        let log = EventLog(store: store, time: time)
        let secrets = SecretStore(environment: environment, folder: settings.secretsFolder)
        let secret: @Sendable (String) -> String? = { name in
            let found = try? secrets.secret(named: name).reveal()
            return found ?? (settings.sandbox ? Self.sandboxSecret : nil)
        }
        let stored = try await Self.stored(log, resolver)
        let definitions = workspace.systems + stored.systems.map(\.definition)
        sandbox =
            settings.sandbox
            ? WorkspaceSandbox(
                definitions, secret: { secret($0) ?? Self.sandboxSecret }, time: time, eventLoopGroup: group,
                logger: logger) : nil
        let addresses = SystemAddresses(sandbox: try await sandbox?.start(port: settings.sandboxPort))
        let systems = SystemDirectory(
            environment: ConnectorEnvironment(time: time, secret: secret, eventLoopGroup: group), addresses: addresses)
        for system in workspace.systems { _ = systems.install(system) }
        for system in stored.systems { _ = systems.install(system.definition, revision: system.revision) }
        let flows = FlowEngine(log: log, time: time, identifier: SystemIdentifier.next)
        let files = try WorkspaceMappings(workspace)
        let mappings = try await Self.mappings(files, workspace, log, logger)
        let schemas = SchemaCatalogue(workspace: workspace.folder)
        let delivery = DeliveryEngine(
            log: log, time: time, random: { Double.random(in: 0..<1) }, gracePeriod: settings.grace, logger: logger,
            sharing: DeliveryEngine.Sharing(node: QueueForwarding.name(settings)))
        let (subscriptions, replays) = Self.subscriptions(
            log: log, delivery, flows, ConnectorEnvironment(time: time, secret: secret, eventLoopGroup: group))
        let (projections, windows) = Self.views(log: log, delivery, flows, time: time, logger)
        points = workspace.points + stored.points
        pointTexts = Self.texts(of: workspace).merging(stored.texts) { $1 }
        parts = ServerParts(
            settings: settings, time: time, logger: logger, eventLoopGroup: group, log: log, delivery: delivery,
            flows: flows, subscriptions: subscriptions,
            prover: PathProver(log: log, subscriptions: subscriptions, time: time), replays: replays,
            retention: RetentionKeeper(log: log, time: time, defaults: settings.retention, coding: .json),
            projections: projections, windows: windows,
            sagas: SagaKeeper(
                log: log, engine: delivery, flows: flows, subscriptions: subscriptions, time: time, logger: logger,
                surroundings: SagaSurroundings.make(systems)), streamGate: StreamGate(), systems: systems,
            points: PointDirectory(),
            syncs: SyncDesk(runner: SyncRunner(engine: flows, time: time), log: log, time: time),
            compiler: FlowCompiler(
                environment: settings.environment, transformation: { try mappings.live($0) },
                check: { try schemas.check($0) }, system: { systems.definition($0) }),
            resolver: resolver,
            keys: try await APIKeyRing(
                storage: DocumentKeyStorage(documents: log), time: time, random: Self.randomBytes),
            secrets: secrets, answers: DocumentIdempotencyStore(log, time: time, logger: logger),
            cursorKey: try await Self.cursorKey(log), lookups: files.lookups, mappings: mappings,
            definitions: DefinitionArchive(
                log: log, mappings: mappings, surroundings: Self.surroundings(of: workspace)),
            schemas: schemas, startedAt: time.now())
    }

    private static func views(
        log: EventLog, _ delivery: DeliveryEngine, _ flows: FlowEngine, time: TimeSource, _ logger: Logger
    ) -> (ProjectionKeeper, StreamKeeper) {
        let compilers = SubscriptionTargets.compilers
        return (
            ProjectionKeeper(log: log, engine: delivery, time: time, compilers: compilers, logger: logger),
            StreamKeeper(
                log: log, engine: delivery, time: time, compilers: compilers,
                listeners: { flows.destinations(for: $0) }, logger: logger)
        )
    }

    /// A receiver that is gone for good is not asked again until somebody resumes its subscription.
    private static func subscriptions(
        log: EventLog, _ delivery: DeliveryEngine, _ flows: FlowEngine, _ environment: ConnectorEnvironment
    ) -> (SubscriptionKeeper, ReplayKeeper) {
        let targets = SubscriptionTargets(environment: environment, engine: delivery, log: log, flows: flows)
        let keeper = SubscriptionKeeper(
            log: log, engine: delivery, time: environment.time, surroundings: targets.surroundings)
        targets.onGone { [weak keeper] id in
            Task { _ = try? await keeper?.pause(id, because: "The receiver answered 410 Gone.") }
        }
        let replays = ReplayKeeper(
            log: log, engine: delivery, subscriptions: keeper, time: environment.time,
            surroundings: targets.surroundings)
        return (keeper, replays)
    }

    /// Those of the workspace's files, and those kept through the API.
    private static func mappings(
        _ files: WorkspaceMappings, _ workspace: Workspace, _ log: EventLog, _ logger: Logger
    ) async throws -> MappingDirectory {
        MappingDirectory(
            files, texts: Dictionary(workspace.mappings.map { ($0.id, $0.text) }, uniquingKeysWith: { $1 }),
            kept: try await log.allDocuments(kind: MappingDirectory.kind)
        ) { logger.error("\($0)") }
    }

    /// What was registered and created through the API.
    private static func stored(
        _ log: EventLog, _ resolver: SettingsResolver
    ) async throws -> (
        systems: [(definition: SystemDefinition, revision: Int64)], points: [IntegrationPoint], texts: [String: String]
    ) {
        var systems: [(definition: SystemDefinition, revision: Int64)] = []
        for document in try await log.allDocuments(kind: SystemsAdapter.kind) {
            let system = try SystemsAdapter.definition(document.content, id: document.id, resolver: resolver)
            systems.append((system, document.version))
        }
        var points: [IntegrationPoint] = []
        var texts: [String: String] = [:]
        for document in try await log.allDocuments(kind: IntegrationsAdapter.kind) {
            points.append(try IntegrationsAdapter.point(document.content, id: document.id, resolver: resolver))
            texts[document.id] = String(decoding: document.content, as: UTF8.self)
        }
        return (systems, points, texts)
    }

    private static func texts(of workspace: Workspace) -> [String: String] {
        var texts: [String: String] = [:]
        for source in workspace.sources where source.kind == .point {
            guard let content = FileManager.default.contents(atPath: "\(workspace.folder)/\(source.path)") else {
                continue
            }
            texts[source.id] = String(decoding: content, as: UTF8.self)
        }
        return texts
    }

    /// What mappings use beside their own texts.
    private static func surroundings(of workspace: Workspace) -> String {
        var digest: [UInt8] = []
        for lookup in workspace.lookups { digest = fingerprint(digest, Array(lookup.path.utf8), lookup.bytes) }
        for fragment in workspace.fragments {
            digest = fingerprint(digest, Array(fragment.path.utf8), Array(fragment.text.utf8))
        }
        return digest.hexadecimal(first: 8)
    }

    /// Made at the first start and kept, so that a list can be read on after a restart. It guards nothing but positions.
    private static func cursorKey(_ documents: any DocumentStore) async throws -> [UInt8] {
        if let kept = try await documents.document(kind: "server", id: "cursor-key"),
            let key = Base64.decode(kept.content)
        {
            return key
        }
        let key = randomBytes(32)
        try await documents.putDocument(kind: "server", id: "cursor-key", content: Base64.encode(key))
        return key
    }

    @Sendable static func randomBytes(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
