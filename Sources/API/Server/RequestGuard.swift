import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands in each connection: closes it on clients that are too slow, answers for work that takes too long (see `SlowClient`)
/// and what is no HTTP, and tells those that ask with `Expect: 100-continue` to go on. One timer a second for each connection
/// that has a request, none for idle ones, so that a limit costs nothing for each request.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var client: SlowClient
    private var timer: Scheduled<Void>?
    /// Behind a request for another protocol the parser has stopped: when it is not granted, the connection ends.
    private var isLast = false
    /// The last answer is given; what still comes is read and dropped.
    private var isOver = false
    private static let interval = TimeAmount.seconds(1)
    /// How long what a client still sends is read after the last answer: closed at once, its system would throw the answer away.
    private static let lingering = TimeAmount.seconds(1)

    /// What is answered here, where no route has a say.
    struct Refusals: Sendable {
        /// To work that takes too long.
        var timedOut: Reply
        var bodyTooSlow: Reply
        var headersTooLarge: Reply
        /// To what is no HTTP.
        var broken: Reply
    }

    private let refusals: Refusals
    private let isStreamed: @Sendable (HTTPRequest) -> Bool

    /// `isStreamed` says whose body is worked on as it comes.
    init(
        _ settings: APISettings, refusals: Refusals,
        isStreamed: @escaping @Sendable (HTTPRequest) -> Bool = { _ in false }
    ) {
        self.isStreamed = isStreamed
        client = SlowClient(settings)
        self.refusals = refusals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            client.headCame(at: NIODeadline.now().uptimeNanoseconds, isStreamed: isStreamed(head))
            watch(context)
            isLast = WebSocketHandshake.stopsParser(head.headerFields)
            if head.headerFields.contains(.expect), head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let part):
            if client.bodyCame(part.readableBytes, at: NIODeadline.now().uptimeNanoseconds) == .close {
                return context.close(promise: nil)
            }
        case .end: client.requestEnded(at: NIODeadline.now().uptimeNanoseconds)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.kind != .informational || head.status == .switchingProtocols { client.answerBegan() }
            if isLast, head.status.kind != .informational {
                head.headerFields[.connection] = "close"
                return context.write(wrapOutboundOut(.head(head)), promise: promise)
            }
        case .body: break
        case .end:
            client.answerEnded(at: NIODeadline.now().uptimeNanoseconds)
            if isLast {
                context.writeAndFlush(data, promise: promise)
                return context.close(mode: .output, promise: nil)
            }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        client.canWrite(context.channel.isWritable, at: NIODeadline.now().uptimeNanoseconds)
        watch(context)
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isOver, let broken = error as? HTTPParserError, client.awaitsAnswer else {
            return context.fireErrorCaught(error)
        }
        end(context, with: broken == .headerOverflow ? refusals.headersTooLarge : refusals.broken)
        // Else what has come of a body would be taken for the whole.
        if client.isReceiving { context.fireErrorCaught(error) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isOver { context.read() }
        context.fireChannelReadComplete()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    private func watch(_ context: ChannelHandlerContext) {
        guard timer == nil else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.interval) {
            self.timer = nil
            switch self.client.verdict(at: NIODeadline.now().uptimeNanoseconds) {
            case .fine: if self.client.isBusy { self.watch(context) }
            case .close: context.close(promise: nil)
            case .tooSlow: self.end(context, with: self.refusals.bodyTooSlow)
            // The work itself is not undone: it may be about to make something durable. So the answer says that nobody knows,
            // and to send again with the same Idempotency-Key.
            case .giveUp: self.end(context, with: self.refusals.timedOut)
            }
        }
    }

    private func end(_ context: ChannelHandlerContext, with reply: Reply) {
        let response = ResponseWriting.response(reply, isHead: false)
        var head = response.head
        head.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if case .bytes(let bytes) = reply.body {
            context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(mode: .output, promise: nil)
        isOver = true
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { context.close(promise: nil) }
        context.read()
    }
}
