package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
package import Values

/// Stands in for external systems over HTTP: answers with declared samples, keeps what it was sent, and plays faults.
///
/// Each system is at `/{id}/…`. What it was sent can be read by `received` and at `GET /_sandbox/{id}/received`; its
/// faults set by `play` and at `PUT /_sandbox/{id}/faults`, one a line.
package final class SandboxServer: Sendable {
    package struct Limits: Sendable {
        /// Requests kept for each system; the oldest are let go.
        package var entriesKept = 10_000
        /// Bytes of bodies kept for each system; the oldest are let go.
        package var bytesKept = 64 << 20
        /// Bytes of one request's body. At it: 413.
        package var bodyBytes = 64 << 20

        package init() {}
    }

    /// A system with its lock: requests to different systems do not wait for each other.
    final class Counter: Sendable {
        let desk: Mutex<SandboxDesk>

        init(_ desk: SandboxDesk) { self.desk = Mutex(desk) }
    }

    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    let limits: Limits
    let time: TimeSource
    private let counters: [String: Counter]
    private let group: any EventLoopGroup
    private let state = Mutex(State())

    package init(
        systems: [SandboxSystem], time: TimeSource, limits: Limits = Limits(), eventLoopGroup: any EventLoopGroup
    ) {
        self.limits = limits
        self.time = time
        group = eventLoopGroup
        var counters: [String: Counter] = [:]
        for system in systems {
            counters[system.id] = Counter(
                SandboxDesk(system, entriesMost: limits.entriesKept, bytesMost: limits.bytesKept))
        }
        self.counters = counters
    }

    /// Begins to listen.
    ///
    /// - Returns: The port, which matters when 0 was asked for.
    /// - Throws: `portTaken`, or `connectFailed` when the address cannot be listened on.
    package func start(host: String = "127.0.0.1", port: Int = 0) async throws(JunctionError) -> Int {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
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

    /// Closes the listener and every connection, hanging ones too.
    package func stop() async {
        let (listener, connections) = state.withLock { state in
            defer { state.listener = nil }
            return (state.listener, Array(state.connections.values))
        }
        try? await listener?.close()
        for connection in connections { try? await connection.close() }
    }

    /// What a system was sent and is still kept, oldest first; empty for an unknown system.
    package func received(_ system: String) -> [SandboxReceived] {
        counters[system]?.desk.withLock { Array($0.ring.kept) } ?? []
    }

    /// How many requests a system was sent, those let go included.
    package func receivedCount(_ system: String) -> Int { counters[system]?.desk.withLock { $0.ring.total } ?? 0 }

    package func clear(_ system: String) { counters[system]?.desk.withLock { $0.clear() } }

    /// Replaces the faults still to come.
    package func play(_ faults: [SandboxFault], on system: String) {
        counters[system]?.desk.withLock { $0.play(faults) }
    }

    package func tokenCounts(_ system: String) -> SandboxTokenCounts {
        counters[system]?.desk.withLock { $0.tokenCounts } ?? SandboxTokenCounts()
    }

    package func expireTokens(_ system: String) { counters[system]?.desk.withLock { $0.expireTokens() } }

    /// Connections open now.
    package var openConnections: Int { state.withLock { $0.connections.count } }

    func counter(_ system: Substring) -> Counter? { counters[String(system)] }

    private func setUp(_ channel: any Channel) -> EventLoopFuture<Void> {
        let id = ObjectIdentifier(channel)
        state.withLock { $0.connections[id] = channel }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.connections.removeValue(forKey: id) }
        }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
            try pipeline.addHandler(SandboxHTTPHandler(server: self))
        }
    }
}
