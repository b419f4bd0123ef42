import HTTPTypes
import Hummingbird
import Metrics
import NIOCore
import NIOSSL
import Synchronization
import Values

/// A request for a WebSocket that is granted: answers it, and hands the connection over.
struct WebSocketOpening: Sendable {
    var handshake: WebSocketHandshake
    var channel: any Channel
    var limits: WebSocketLimits
    var budget: BodyBudget
    var problems: ProblemWriter
    /// Whether the caller may still be here.
    var isWelcome: @Sendable () -> Bool

    private static let open = OpenSockets()

    /// The first subprotocol of the client that is among these; nil: none is named, and both sides know what they speak.
    func subprotocol(among known: [String]) -> String? { handshake.subprotocols.first { known.contains($0) } }

    /// `101`, and from then on the connection is the session's. `place` is held as long. `while` runs
    /// beside it; the connection ends when it returns.
    func reply(
        subprotocol: String? = nil, _ session: @escaping @Sendable () -> any WebSocketSession,
        holding place: OpenPlace,
        while work: (@Sendable (WebSocket) async -> Void)? = nil
    ) -> Reply {
        let body = ResponseBody { _ in
            defer { withExtendedLifetime(place) {} }
            Self.open.add(1)
            defer { Self.open.add(-1) }
            // The head of the answer has been given to the channel: this comes behind it.
            let socket = try await channel.eventLoop.submit { try switchOver(session()) }.get()
            guard let work else { return try await channel.closeFuture.get() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await work(socket)
                    socket.end(WebSocketCloseCode.goingAway, "the server stops")
                }
                try await channel.closeFuture.get()
                group.cancelAll()
            }
        }
        var reply = Reply(.switchingProtocols, body: .stream(body))
        reply.fields = [
            (.upgrade, "websocket"), (.connection, "Upgrade"), (.secWebSocketAccept, handshake.accept),
        ]
        if let subprotocol { reply.fields.append((.secWebSocketProtocol, subprotocol)) }
        return reply
    }

    private func switchOver(_ session: any WebSocketSession) throws -> WebSocket {
        let handler = WebSocketHandler(session, limits: limits, budget: budget, isWelcome: isWelcome)
        let pipeline = channel.pipeline.syncOperations
        // In front of all but TLS.
        let secured = try? pipeline.handler(type: NIOSSLServerHandler.self)
        try pipeline.addHandler(handler, position: secured.map { .after($0) } ?? .first)
        return WebSocket(channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
    }
}

/// An open WebSocket, for those who are not on its event loop.
struct WebSocket: Sendable {
    fileprivate let channel: any Channel
    fileprivate let handler: NIOLoopBound<WebSocketHandler>

    /// Returns once the system has taken the frames. Throws when the connection has ended.
    func send(_ frames: ByteBuffer) async throws {
        try await channel.eventLoop.flatSubmit {
            handler.value.sendWhole(frames) ?? channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }.get()
    }

    func end(_ code: UInt16, _ reason: String) { channel.eventLoop.execute { handler.value.end(code, reason) } }
}

/// How many there are.
private final class OpenSockets: Sendable {
    private let gauge = Gauge(label: "junction_websocket_connections")
    private let count = Atomic(0)
    func add(_ change: Int) { gauge.record(count.add(change, ordering: .relaxed).newValue) }
}
