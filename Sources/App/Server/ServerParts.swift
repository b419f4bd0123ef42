import Contract
import Events
import Flows
import Logging
import Mapping
import NIOCore
import SecurityCore
import Values

/// What the server is made of, once it is put together.
struct ServerParts: Sendable {
    var settings: ServerSettings
    var time: TimeSource
    var logger: Logger
    var eventLoopGroup: any EventLoopGroup
    var log: EventLog
    var delivery: DeliveryEngine
    var flows: FlowEngine
    var subscriptions: SubscriptionKeeper
    var prover: PathProver
    var replays: ReplayKeeper
    var retention: RetentionKeeper
    var projections: ProjectionKeeper
    var windows: StreamKeeper
    var sagas: SagaKeeper
    /// Closed when the server begins to stop.
    var streamGate: StreamGate
    var systems: SystemDirectory
    var points: PointDirectory
    var syncs: SyncDesk
    var compiler: FlowCompiler
    var resolver: SettingsResolver
    var keys: APIKeyRing
    var secrets: SecretStore
    var answers: DocumentIdempotencyStore
    var cursorKey: [UInt8]
    var lookups: [String: Lookup]
    var mappings: MappingDirectory
    var definitions: DefinitionArchive
    var schemas: SchemaCatalogue
    var startedAt: Instant

    /// Lets a request to make what is there pass when it would make the very same: its first answer was lost (decision 22).
    /// Throws `alreadyExists` when what is there is another, or a file of the workspace.
    func checkSameMade(_ what: String, _ id: String, kind: String, content: [UInt8]) async throws {
        let made = try await log.document(kind: kind, id: id)
        guard made?.content != content else { return }
        let other = made == nil ? "which is a file of the workspace" : "which differs from this one"
        throw JunctionError(.alreadyExists, "there is the \(what) '\(id)' already, \(other)")
    }

    var audit: AuditTrail { AuditTrail(log: log, time: time) }

    var mappingContext: @Sendable () -> MappingContext {
        { [time, lookups] in
            var context = MappingContext(
                now: time.now(), lookups: lookups, identifier: SystemIdentifier.next, clock: time.now)
            // Nobody asks where each part of a message went while it is delivered.
            context.accounts = false
            return context
        }
    }
}
