import Logging
import NIOCore

/// One connection of a listener: lets the decoder find messages, hands them over one by one, and writes the answers.
final class MLLPConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Asks the connection to close once it has answered.
    struct Drain: Sendable {}

    private let server: MLLPServer
    private let info: MLLPConnectionInfo
    private var decoder: MLLPDecoder
    /// A message is with the handler.
    private var isBusy = false
    /// Why the connection closes once the answer under way is written; nil while it stays.
    private var closing: MLLPMetrics.Closing?
    private var isClosed = false
    private var isReadHeld = false
    /// The peer will send no more, but may still read: simple senders close their side and wait for the answer.
    private var isInputEnded = false
    private var lastActivity = NIODeadline.now()
    private var messageBegan: NIODeadline?
    private var check: Scheduled<Void>?

    init(server: MLLPServer, info: MLLPConnectionInfo) {
        self.server = server
        self.info = info
        decoder = MLLPDecoder(messageBytes: server.limits.messageBytes, strayBytes: server.limits.strayBytes)
    }

    func channelActive(context: ChannelHandlerContext) {
        scheduleCheck(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastActivity = .now()
        decoder.append(unwrapInboundIn(data))
        pump(context)
    }

    /// Passes a wish to read on only when there is room: while a message is worked on, at most what one read brought is
    /// held.
    func read(context: ChannelHandlerContext) {
        if (isBusy || !context.channel.isWritable) && decoder.buffered > 0 {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pump(context)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Drain:
            closing = .drained
            if !isBusy { close(context, .drained) }
        case let event as ChannelEvent where event == .inputClosed:
            isInputEnded = true
            pump(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        server.logger.info("connection broke", metadata: metadata(["error": "\(type(of: error))"]))
        close(context, .broken)
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        if !isClosed {
            isClosed = true
            server.metrics.closed(.peer)
            reportHalf()
        }
        context.fireChannelInactive()
    }

    private func pump(_ context: ChannelHandlerContext) {
        while !isBusy, !isClosed, context.channel.isWritable, let event = decoder.next() {
            switch event {
            case .message(let message):
                messageBegan = nil
                work(context) { [server, info] in await server.handler(message, info) }
            case .abandoned(let count):
                server.metrics.count(.abandoned)
                messageBegan = nil
                server.logger.warning(
                    "a message was given up by its sender before its end", metadata: metadata(["bytes": "\(count)"]))
            case .tooLong(let start):
                refuse(context, start)
            case .stray:
                server.metrics.count(.stray)
                server.logger.warning("what was sent is not MLLP: no 0x0B at its start", metadata: metadata())
                close(context, .stray)
            }
        }
        if isInputEnded, !isBusy, !isClosed, context.channel.isWritable { return close(context, .peer) }
        if decoder.halfMessage != nil, messageBegan == nil { messageBegan = .now() }
        resumeReading(context)
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard isReadHeld, !isBusy, !isClosed, context.channel.isWritable else { return }
        isReadHeld = false
        context.read()
    }

    private func work(_ context: ChannelHandlerContext, _ body: @escaping @Sendable () async -> [UInt8]) {
        isBusy = true
        let began = NIODeadline.now()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        Task {
            let answer = await body()
            eventLoop.execute {
                bound.value.handler.finish(bound.value.context, answer, began)
            }
        }
    }

    private func finish(_ context: ChannelHandlerContext, _ answer: [UInt8], _ began: NIODeadline) {
        isBusy = false
        guard !isClosed else {
            server.metrics.count(.unanswered)
            return
        }
        let now = NIODeadline.now()
        lastActivity = now
        if answer.isEmpty {
            server.metrics.count(.unanswered)
        } else {
            // A mark in the answer would end it early; none has a meaning in HL7.
            let safe = MLLPFrame.canCarry(answer) ? answer : answer.filter { $0 != 0x0B && $0 != 0x1C }
            let frame = MLLPFrame.encode(safe, allocator: context.channel.allocator)
            context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
            server.metrics.answered(nanoseconds: (now - began).nanoseconds)
        }
        if let closing { linger(context, closing) } else { pump(context) }
    }

    private func refuse(_ context: ChannelHandlerContext, _ start: [UInt8]) {
        server.metrics.count(.tooLong)
        let limit = server.limits.messageBytes
        server.logger.warning(
            "a message is longer than 'messageBytes'", metadata: metadata(["limit": "\(limit)"]))
        closing = .tooLong
        work(context) { [server, info] in await server.refusal(.tooLong(limit: limit, start: start), info) }
    }

    /// Closes once the answer is on its way. What the peer still sends is read and dropped for a moment: closing with
    /// bytes unread would reset the connection and take the answer with it.
    private func linger(_ context: ChannelHandlerContext, _ reason: MLLPMetrics.Closing) {
        decoder.stop()
        context.close(mode: .output, promise: nil)
        isReadHeld = false
        context.read()
        check?.cancel()
        check = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(500)) { self.close(context, reason) }
    }

    private func close(_ context: ChannelHandlerContext, _ reason: MLLPMetrics.Closing) {
        guard !isClosed else { return }
        isClosed = true
        check?.cancel()
        server.metrics.closed(reason)
        reportHalf()
        context.close(promise: nil)
    }

    private func reportHalf() {
        guard let count = decoder.halfMessage else { return }
        server.metrics.count(.half)
        server.logger.warning(
            "the connection ended within a message, which was not acknowledged",
            metadata: metadata(["bytes": "\(count)"]))
    }

    private func metadata(_ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging(["peer": "\(info.peer)", "connection": "\(info.number)"]) { one, _ in one }
    }
}

extension MLLPConnectionHandler {
    /// One timer per connection that looks now and then, rather than one that every read moves.
    private func scheduleCheck(_ context: ChannelHandlerContext) {
        let limits = server.limits
        let span = min(TimeAmount(limits.idleTime), TimeAmount(limits.messageTime))
        check = context.eventLoop.assumeIsolated().scheduleTask(
            in: max(.milliseconds(10), .nanoseconds(span.nanoseconds / 4))
        ) {
            self.lookAtClock(context)
        }
    }

    private func lookAtClock(_ context: ChannelHandlerContext) {
        guard !isClosed else { return }
        let now = NIODeadline.now()
        if let messageBegan, !isBusy, now - messageBegan > TimeAmount(server.limits.messageTime) {
            return close(context, .slow)
        }
        if !isBusy, now - lastActivity > TimeAmount(server.limits.idleTime) { return close(context, .idle) }
        scheduleCheck(context)
    }
}
