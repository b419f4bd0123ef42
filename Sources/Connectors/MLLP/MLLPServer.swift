package import Logging
import Metrics
package import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
package import Values

/// Listens for HL7 messages over MLLP and answers each with what the handler returns.
///
/// One message at a time per connection, in order: the next is not begun, and no more is read, until the answer to the
/// one before has been written. So a sender that runs ahead is held back by TCP, and an acknowledgement means that the
/// handler has returned.
package final class MLLPServer: Sendable {
    /// Returns the acknowledgement, without marks; an empty one sends nothing.
    package typealias Handler = @Sendable ([UInt8], MLLPConnectionInfo) async -> [UInt8]
    /// Answers what cannot be handed to the handler; the connection is closed after it.
    package typealias RefusalHandler = @Sendable (MLLPRefusal, MLLPConnectionInfo) async -> [UInt8]

    private struct State {
        var listener: (any Channel)?
        var connections: [Int: any Channel] = [:]
        var made = 0
        var stopping = false
    }

    private let host: String
    private let port: Int
    private let identity: ListenerIdentity?
    private let group: any EventLoopGroup
    private let state = Mutex(State())
    let limits: MLLPLimits
    let handler: Handler
    let refusal: RefusalHandler
    let metrics: MLLPMetrics
    let logger: Logger

    /// - Parameters:
    ///   - name: Names the listener in metrics and logs.
    ///   - identity: Who it is over TLS, asked at each connection; nil listens in the clear.
    package init(
        name: String, host: String, port: Int, limits: MLLPLimits = MLLPLimits(), identity: ListenerIdentity? = nil,
        eventLoopGroup: any EventLoopGroup, logger: Logger,
        refusal: @escaping RefusalHandler = { _, _ in [] }, handler: @escaping Handler
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.group = eventLoopGroup
        self.handler = handler
        self.refusal = refusal
        self.logger = logger
        metrics = MLLPMetrics(listener: name)
        self.identity = identity
    }

    /// Begins to listen.
    ///
    /// - Returns: The port, which matters when 0 was asked for.
    /// - Throws: `portTaken`, or `connectFailed` when the address cannot be listened on.
    package func start() async throws(JunctionError) -> Int {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [self] channel in setUp(channel) }
        do {
            let listener = try await bootstrap.bind(host: host, port: port).get()
            state.withLock { $0.listener = listener }
            return listener.localAddress?.port ?? port
        } catch let error as IOError where error.errnoCode == 98 {
            throw JunctionError(.portTaken, "the port \(port) is in use")
        } catch {
            throw JunctionError(.connectFailed, "the address \(host):\(port) cannot be listened on", cause: error)
        }
    }

    /// Takes no more connections, lets each answer what it is working on, and closes; those that have not after `grace`
    /// are cut off.
    package func stop(grace: Duration) async {
        let (listener, connections) = state.withLock { state in
            state.stopping = true
            defer { state.listener = nil }
            return (state.listener, Array(state.connections.values))
        }
        try? await listener?.close()
        for connection in connections {
            connection.pipeline.fireUserInboundEventTriggered(MLLPConnectionHandler.Drain())
        }
        let cut = group.next().scheduleTask(in: .init(grace)) {
            for connection in connections { connection.close(promise: nil) }
        }
        for connection in connections { _ = try? await connection.closeFuture.get() }
        cut.cancel()
    }

    /// Connections open now.
    package var openConnections: Int { state.withLock { $0.connections.count } }

    /// Closes one connection at once, with whatever it is working on.
    package func cut(connection number: Int) {
        state.withLock { $0.connections[number] }?.close(promise: nil)
    }

    private func setUp(_ channel: any Channel) -> EventLoopFuture<Void> {
        let number: Int? = state.withLock { state in
            guard !state.stopping, state.connections.count < limits.connections else { return nil }
            state.made += 1
            state.connections[state.made] = channel
            return state.made
        }
        guard let number else {
            metrics.closed(.limit)
            logger.warning("connection refused: as many as 'connections' allows are open")
            return channel.close()
        }
        metrics.connections.increment()
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.connections.removeValue(forKey: number) }
            metrics.connections.decrement()
        }
        let peer = channel.remoteAddress.map { "\($0.ipAddress ?? "?"):\($0.port ?? 0)" } ?? "?"
        return channel.eventLoop.makeCompletedFuture {
            if let identity {
                try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: identity.context))
            }
            try channel.pipeline.syncOperations.addHandler(
                MLLPConnectionHandler(server: self, info: MLLPConnectionInfo(number: number, peer: peer)))
        }
    }
}
