import Metrics
import NIOCore

/// One WebSocket connection: finds messages for its session, sends what the session writes, answers pings, asks a silent
/// client whether it is there, and ends with a close handshake (RFC 6455, section 7).
///
/// It stands in front of the handlers of HTTP, which get nothing more to see. All of it runs on the connection's event loop.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        /// The session ends what is under way; then the close is sent.
        case draining(WebSocketClose)
        /// The close is sent, and the client's is awaited.
        case closing
        /// Both sides have closed: what still comes is dropped until the client has ended the connection.
        case lingering
        case closed
    }

    private let session: any WebSocketSession
    private let limits: WebSocketLimits
    private let budget: BodyBudget
    /// Whether the caller may still be here; asked with each heartbeat.
    private let isWelcome: @Sendable () -> Bool
    private var state = State.open
    private var decoder: WebSocketDecoder
    private var liveness: WebSocketLiveness
    private var context: ChannelHandlerContext?
    /// Frames that the system has not been given yet, and whether it has not taken those before.
    private var out = ByteBuffer()
    private var isWriting = false
    private var isFlushDue = false
    private var waiting: [EventLoopPromise<Void>] = []
    private var isReadHeld = false
    /// The client says no more, or nothing that could be understood.
    private var peerHasClosed = false
    private var isDeaf = false
    private var isOutputClosed = false
    /// Of the budget.
    private var taken = 0
    private var timer: Scheduled<Void>?

    init(
        _ session: any WebSocketSession, limits: WebSocketLimits, budget: BodyBudget,
        isWelcome: @escaping @Sendable () -> Bool
    ) {
        self.session = session
        self.limits = limits
        self.budget = budget
        self.isWelcome = isWelcome
        decoder = WebSocketDecoder(messageBytesMost: limits.messageBytesMost)
        liveness = WebSocketLiveness(limits, at: NIODeadline.now().uptimeNanoseconds)
    }

    // MARK: What the session says

    /// Sends the frames that `write` writes, with others of this moment in one call of the system.
    func send(_ write: (inout ByteBuffer) -> Void) {
        guard isSending else { return }
        write(&out)
        flushSoon()
    }

    /// Sends frames; the future succeeds once the system has taken all that was to be sent. It fails when the connection ends.
    func sendWhole(_ frames: ByteBuffer) -> EventLoopFuture<Void>? {
        guard isSending, let context else { return nil }
        let promise = context.eventLoop.makePromise(of: Void.self)
        out.writeImmutableBuffer(frames)
        waiting.append(promise)
        flushSoon()
        return promise.futureResult
    }

    /// Begins to end the connection: what is under way is answered first.
    func end(_ code: UInt16, _ reason: String) {
        guard case .open = state else { return }
        drain(WebSocketClose(code: code, reason: reason))
    }

    /// There is room again, or nothing is under way any more.
    func resume() {
        guard let context else { return }
        pump()
        session.pause()
        if case .draining(let close) = state, session.isIdle { sayClose(close) }
        if isReadHeld, canRead {
            isReadHeld = false
            context.read()
        }
    }

    private var isSending: Bool {
        switch state {
        case .open, .draining: true
        default: false
        }
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        watch()
        session.opened(self)
        context.read()
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        liveness.heard(at: NIODeadline.now().uptimeNanoseconds)
        guard !isDeaf else { return }
        decoder.append(unwrapInboundIn(data))
        pump()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        session.pause()
        if canRead { context.read() } else { isReadHeld = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {}

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as ChannelEvent where event == .inputClosed: context.close(promise: nil)
        case is ChannelShouldQuiesceEvent: end(WebSocketCloseCode.goingAway, "the server stops")
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func forget() {
        guard context != nil else { return }
        state = .closed
        context = nil
        timer?.cancel()
        budget.giveBack(taken)
        taken = 0
        out.clear()
        for promise in waiting { promise.fail(ChannelError.ioOnClosedChannel) }
        waiting = []
        session.closed()
    }

    // MARK: Reading

    private var canRead: Bool {
        switch state {
        case .open: session.takesMore && out.readableBytes < limits.outBytesMost
        case .draining, .closing, .lingering: true
        case .closed: false
        }
    }

    private func pump() {
        do {
            while !isDeaf, canRead, let event = try decoder.next() { take(event) }
        } catch { giveUp(error) }
        account()
    }

    private func take(_ event: WebSocketDecoder.Event) {
        switch event {
        case .text(let bytes): if case .open = state { session.received(bytes, isText: true) }
        case .binary(let bytes): if case .open = state { session.received(bytes, isText: false) }
        case .ping(let payload): send { $0.writeFrame(.pong, payload) }
        case .pong: break
        case .close(let close):
            peerHasClosed = true
            switch state {
            case .open: drain(WebSocketClose(code: close.code))
            case .draining: break
            default: linger()
            }
        }
    }

    /// All connections together hold no more than the budget.
    private func account() {
        let held = decoder.held + session.held
        if held < taken {
            budget.giveBack(taken - held)
            taken = held
        } else if held > taken {
            if budget.take(held - taken) {
                taken = held
            } else {
                giveUp(
                    WebSocketFault(code: WebSocketCloseCode.tryAgainLater, reason: "the server holds as much as it may")
                )
            }
        }
    }

    /// Nothing that comes after it is looked at.
    private func giveUp(_ fault: WebSocketFault) {
        isDeaf = true
        peerHasClosed = true
        decoder = WebSocketDecoder(messageBytesMost: 0)
        drain(WebSocketClose(code: fault.code, reason: fault.reason))
    }

    // MARK: Writing

    /// At the end of this turn of the event loop, so that what is answered in it goes out together.
    private func flushSoon() {
        guard !isFlushDue, !isWriting, let context else { return }
        isFlushDue = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushDue = false
            self.flush()
        }
    }

    private func flush() {
        guard let context, !isWriting else { return }
        guard out.readableBytes > 0 else {
            for promise in waiting { promise.succeed() }
            waiting = []
            return closeOutput()
        }
        let frames = out
        out = context.channel.allocator.buffer(capacity: 1024)
        isWriting = true
        liveness.writes(at: NIODeadline.now().uptimeNanoseconds)
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess {
            self.isWriting = false
            self.liveness.wrote()
            self.flush()
            self.resume()
        }
        context.writeAndFlush(wrapOutboundOut(frames), promise: promise)
    }

    // MARK: Ending

    private func drain(_ close: WebSocketClose) {
        guard case .open = state else { return }
        state = .draining(close)
        liveness.ends(at: NIODeadline.now().uptimeNanoseconds)
        if session.isIdle { sayClose(close) }
    }

    private func sayClose(_ close: WebSocketClose) {
        out.writeClose(close)
        Counter(label: "junction_websocket_closed_total", dimensions: [("code", "\(close.code ?? 1005)")]).increment()
        state = .closing
        flushSoon()
        if peerHasClosed { linger() }
    }

    /// What the client still sends is read and dropped: closing with bytes unread would reset the connection and take the
    /// close with it.
    private func linger() {
        state = .lingering
        isDeaf = true
        flush()
        if isReadHeld {
            isReadHeld = false
            context?.read()
        }
    }

    private func closeOutput() {
        guard case .lingering = state, !isOutputClosed else { return }
        isOutputClosed = true
        context?.close(mode: .output, promise: nil)
    }

    // MARK: Time

    private static let looks = 8

    /// One timer per connection that looks now and then, rather than one that every read moves.
    private func watch() {
        guard let context else { return }
        let span = min(limits.heartbeat, limits.patience, limits.closing) / Self.looks
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: max(.milliseconds(10), TimeAmount(span))) {
            self.look()
        }
    }

    private func look() {
        guard let context else { return }
        switch liveness.verdict(at: NIODeadline.now().uptimeNanoseconds, isReading: !isReadHeld) {
        case .fine: break
        case .ask:
            if isWelcome() {
                send { $0.writeFrame(.ping, []) }
            } else {
                end(WebSocketCloseCode.policyViolation, "the key is not valid any more")
            }
        case .silent: end(WebSocketCloseCode.internalFault, "no pong came in time")
        case .slow: end(WebSocketCloseCode.policyViolation, "the client does not read what it is sent")
        case .stuck: return context.close(promise: nil)
        }
        watch()
    }
}
