import APIContract
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import NIOSSL
package import SecurityCore
package import Values

/// Builds the HTTP server of the API.
package struct APIServer: Sendable {
    package var services: APIServices
    package var settings: APISettings
    package var keys: APIKeyRing
    package var idempotency: any IdempotencyStore
    package var registry: PrometheusRegistry
    /// Seals the cursors of lists; the same after a restart, or cursors from before are refused. 32 bytes.
    package var cursorKey: [UInt8]
    package var time: TimeSource
    /// Gives that many unpredictable bytes.
    package var random: @Sendable (Int) -> [UInt8]
    package var logger: Logger
    /// What a connection that begins now is secured with; nil: HTTP without TLS.
    package var identity: (@Sendable () -> NIOSSLContext)?
    private let outages: OutageLog

    package init(
        services: APIServices, settings: APISettings, keys: APIKeyRing, idempotency: any IdempotencyStore,
        registry: PrometheusRegistry, cursorKey: [UInt8], time: TimeSource,
        random: @escaping @Sendable (Int) -> [UInt8], logger: Logger
    ) {
        self.services = services
        self.settings = settings
        self.keys = keys
        self.idempotency = idempotency
        self.registry = registry
        self.cursorKey = cursorKey
        self.time = time
        self.random = random
        self.logger = logger
        outages = OutageLog(time: time)
    }

    /// A service to run in a service group. `onRunning` is told the port once connections are taken. When the group shuts down
    /// gracefully, requests under way are answered first.
    package func application(
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> Application<APIResponder> {
        var configuration = ApplicationConfiguration(address: .hostname(settings.host, port: settings.port))
        configuration.backlog = settings.waitingConnectionsMost
        configuration.availableConnectionsDelegate = MaximumAvailableConnections(settings.connectionsMost)
        let channel = channelConfiguration()
        let responder = responder()
        let desk = settings.hasPublishLane ? PublishDesk(responder, services.events, time) : nil
        let builder = HTTPServerBuilder { [identity] responder in
            EventLoopChannel(
                base: HTTP1Channel(responder: responder, configuration: channel), desk: desk, identity: identity)
        }
        return Application(
            responder: responder, server: builder,
            configuration: configuration, onServerRunning: { await onRunning($0.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Everything the API serves, as OpenAPI describes it.
    package var document: Value { OpenAPIDocument.document(version: settings.version, operations: described) }

    private var described: [OperationDescription] { routes().map(\.description) }

    private var problems: ProblemWriter { ProblemWriter(logger: logger, random: random, outages: outages) }

    private func responder() -> APIResponder {
        let table = RouteTable(routes()) { route in
            RouteMeters(
                registry, method: route.description.method.rawValue.uppercased(), route: route.description.path)
        }
        return APIResponder(
            table: table, settings: settings, authenticator: Authenticator(keys: keys, time: time),
            problems: problems,
            repeats: RepeatGuard(store: idempotency, time: time),
            tools: RouteTools(cursors: CursorSeal(key: cursorKey)),
            strays: RouteMeters(registry, method: "any", route: "none"))
    }

    private func channelConfiguration() -> HTTP1Channel.Configuration {
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderListSize = settings.headerBytesMost
        decoder.maxHeaderFieldSize = settings.headerFieldBytesMost
        decoder.maxHeaderFieldCount = settings.headerFieldsMost
        let settings = settings
        let refusals = refusals()
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                RequestGuard(settings, refusals: refusals, isStreamed: EventsRoutes.isStreamed)
            ],
            idleTimeout: .nanoseconds(settings.idleTimeLimit.components.seconds * 1_000_000_000),
            httpDecoderConfiguration: decoder)
    }

    private func refusals() -> RequestGuard.Refusals {
        func reply(_ code: ErrorCode, _ message: String) -> Reply {
            problems.reply(to: JunctionError(code, message), method: "any", route: "any", logs: false)
        }
        return RequestGuard.Refusals(
            timedOut: reply(
                .requestTimedOut, "The work took longer than \(settings.requestTimeLimit); its outcome is not known."),
            bodyTooSlow: reply(
                .bodyTooSlow,
                "The body pauses for more than \(settings.bodyTimeLimit), or brings less than "
                    + "\(settings.bodyBytesPerSecondLeast) bytes a second."),
            headersTooLarge: reply(
                .headersTooLarge,
                "The address and each header field may have \(settings.headerFieldBytesMost) bytes, together "
                    + "\(settings.headerBytesMost), and there may be \(settings.headerFieldsMost) fields."),
            broken: reply(.badRequest, "This is not a request in HTTP/1.1."))
    }
}
