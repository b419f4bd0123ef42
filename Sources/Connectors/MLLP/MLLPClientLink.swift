import NIOCore
import NIOPosix
import NIOSSL
import Values

/// The one connection of a client and the messages that wait for it. Lives on one event loop.
final class MLLPClientLink {
    private struct Waiting {
        var message: [UInt8]
        var promise: EventLoopPromise<[UInt8]>
    }

    private enum State {
        case idle
        case connecting
        case ready(any Channel)
        case ended
    }

    private let settings: MLLPClientSettings
    typealias SecureContext = @Sendable () throws -> NIOSSLContext
    /// Nil: connections are not secured.
    private let tls: SecureContext?
    private let guardian: OutboundGuard
    private let eventLoop: any EventLoop
    private var state = State.idle
    private var waiting = CircularBuffer<Waiting>()
    private var underWay: EventLoopPromise<[UInt8]>?
    private var timer: Scheduled<Void>?

    init(settings: MLLPClientSettings, tls: SecureContext?, guardian: OutboundGuard, eventLoop: any EventLoop) {
        self.settings = settings
        self.tls = tls
        self.guardian = guardian
        self.eventLoop = eventLoop
    }

    func send(_ message: [UInt8], _ promise: EventLoopPromise<[UInt8]>) {
        guard waiting.count < settings.limits.waiting else {
            let limit = settings.limits.waiting
            return promise.fail(JunctionError(.connectorBusy, "'waiting' (\(limit)) messages wait for the connection"))
        }
        waiting.append(Waiting(message: message, promise: promise))
        pump()
    }

    func shutdown() {
        let channel: (any Channel)? = if case .ready(let channel) = state { channel } else { nil }
        state = .ended
        channel?.close(promise: nil)
        let error = JunctionError(.connectFailed, "the client is shutting down")
        fail(error)
        while let next = waiting.popFirst() { next.promise.fail(error) }
    }

    private func pump() {
        guard underWay == nil, !waiting.isEmpty else { return }
        switch state {
        case .connecting: return
        case .idle: connect()
        case .ready(let channel):
            let next = waiting.removeFirst()
            underWay = next.promise
            timer = eventLoop.assumeIsolated().scheduleTask(in: .init(settings.limits.answerTimeout)) {
                self.drop(JunctionError(.timedOut, "no acknowledgement within 'answerTimeout'"))
            }
            channel.writeAndFlush(MLLPFrame.encode(next.message, allocator: channel.allocator), promise: nil)
        case .ended:
            while let next = waiting.popFirst() {
                next.promise.fail(JunctionError(.connectFailed, "the client is shutting down"))
            }
        }
    }

    /// The acknowledgement of the message under way.
    func answered(_ bytes: [UInt8]) {
        guard let promise = underWay else {
            // Nobody asked: what follows could be taken for the answer to the next message.
            return drop(JunctionError(.answerUnusable, "the receiver sent what nobody asked for"))
        }
        underWay = nil
        timer?.cancel()
        promise.succeed(bytes)
        pump()
    }

    /// The connection is of no more use: whoever waits for an answer on it is told, the next message gets a new one.
    func drop(_ error: any Error) {
        if case .ready(let channel) = state {
            state = .idle
            channel.close(promise: nil)
        }
        fail(error)
        pump()
    }

    private func fail(_ error: any Error) {
        timer?.cancel()
        underWay?.fail(error)
        underWay = nil
    }

    private func connect() {
        state = .connecting
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let (eventLoop, guardian, host) = (eventLoop, guardian, settings.host)
        let found = eventLoop.makePromise(of: [IPAddress].self)
        found.completeWithTask { try await guardian.addresses(of: host) }
        found.futureResult.flatMap { bound.value.connect(to: $0[...]) }.whenComplete { result in
            bound.value.connected(result)
        }
    }

    /// Tries the addresses in turn: exactly those that were checked.
    private func connect(to addresses: ArraySlice<IPAddress>) -> EventLoopFuture<any Channel> {
        guard let first = addresses.first,
            let address = try? SocketAddress(ipAddress: first.description, port: settings.port)
        else { return eventLoop.makeFailedFuture(JunctionError(.connectFailed, "the name has no address")) }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let attempt = ClientBootstrap(group: eventLoop)
            .connectTimeout(.init(settings.limits.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try bound.value.setUp(channel) }
            }
            .connect(to: address)
        guard addresses.count > 1 else { return attempt }
        return attempt.flatMapError { _ in bound.value.connect(to: addresses.dropFirst()) }
    }

    private func setUp(_ channel: any Channel) throws {
        if let tls {
            let name = IPAddress(settings.host) == nil ? settings.host : nil
            let host = settings.host
            let handler = try NIOSSLClientHandler._makeSSLClientHandler(context: try tls(), serverHostname: name) {
                certificate, channel in
                channel.eventLoop.makeCompletedFuture { try CertificateNames.check(certificate, for: host) }
            }
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        try channel.pipeline.syncOperations.addHandler(MLLPClientHandler(link: self, limits: settings.limits))
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        switch (state, result) {
        case (.connecting, .success(let channel)):
            state = .ready(channel)
            let bound = NIOLoopBound(self, eventLoop: eventLoop)
            channel.closeFuture.whenComplete { _ in bound.value.closed(channel) }
            pump()
        case (.connecting, .failure(let error)):
            state = .idle
            // All that wait would meet the same: each is told now, and its own schedule decides when it tries again.
            while let next = waiting.popFirst() { next.promise.fail(error) }
        case (_, .success(let channel)): channel.close(promise: nil)
        case (_, .failure): break
        }
    }

    private func closed(_ channel: any Channel) {
        guard case .ready(let current) = state, current === channel else { return }
        state = .idle
        fail(JunctionError(.connectFailed, "the receiver closed the connection before it acknowledged"))
        pump()
    }
}
