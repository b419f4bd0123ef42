import NIOCore
import NIOHTTP1
import Synchronization
import Values

/// One HTTP connection: gathers a request, lets the desk decide, and plays the answer or its fault.
final class SandboxHTTPHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: SandboxServer
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private var fault = SandboxFault.ok
    private var target = SandboxTarget.unknown
    private var isTooLong = false

    init(server: SandboxServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(var part):
            isTooLong = isTooLong || body.readableBytes + part.readableBytes > server.limits.bodyBytes
            if isTooLong { return }
            if body.readableBytes == 0 { body = part } else { body.writeBuffer(&part) }
        case .end: end(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = head
        body = ByteBuffer()
        isTooLong = false
        target = SandboxTarget(head.uri, server: server)
        fault = .ok
        if case .system(let counter, let path, _) = target, path != SandboxDesk.tokenPath {
            fault = counter.desk.withLock { $0.nextFault() }
        }
        if fault == .dropBeforeReading { context.close(promise: nil) }
    }

    private func end(_ context: ChannelHandlerContext) {
        guard let head, fault != .dropBeforeReading else { return }
        self.head = nil
        if isTooLong { return write(.error(413, "the body is longer than 'bodyBytes'"), head, context) }
        switch target {
        case .unknown: write(.error(404, "no such system"), head, context)
        case .control(let counter, let what):
            write(SandboxControl.answer(head.method, what, body, counter), head, context)
        case .system(let counter, let path, let query):
            let request = SandboxRequest(
                method: head.method.rawValue, path: path, query: query,
                headers: head.headers.map { ($0.name, $0.value) }, body: Array(body.readableBytesView))
            serve(request, counter, head, context)
        }
    }

    private func serve(
        _ request: SandboxRequest, _ counter: SandboxServer.Counter, _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        let now = server.time.now()
        let fault = fault
        if request.path == SandboxDesk.tokenPath {
            return write(counter.desk.withLock { $0.token(request, now: now) }, head, context)
        }
        let reply = counter.desk.withLock { $0.answer(request, fault: fault, now: now) }
        guard let reply else {
            if fault != .hang { context.close(promise: nil) }
            return
        }
        switch fault {
        case .delay(let span): later(.init(span), context) { self.write(reply, head, $0) }
        case .drip(let span): drip(reply, head, every: .init(span), context)
        case .malformedBody: cutOff(reply, head, context)
        case .garbage: garbage(context)
        default: write(reply, head, context)
        }
    }

    private func later(
        _ span: TimeAmount, _ context: ChannelHandlerContext, _ body: @escaping (ChannelHandlerContext) -> Void
    ) {
        context.eventLoop.assumeIsolated().scheduleTask(in: span) {
            if context.channel.isActive { body(context) }
        }
    }

    private func responseHead(_ reply: SandboxReply, _ request: HTTPRequestHead) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(reply.headers.count + 3)
        for header in reply.headers { headers.add(name: header.name, value: header.value) }
        if let type = reply.contentType { headers.add(name: "Content-Type", value: type) }
        if reply.status != 204, reply.status != 304 {
            headers.add(name: "Content-Length", value: String(reply.body.count))
        }
        if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
        return HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
    }

    private func write(_ reply: SandboxReply, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(responseHead(reply, request))), promise: nil)
        if request.method != .HEAD, !reply.body.isEmpty, reply.status != 204, reply.status != 304 {
            let body = context.channel.allocator.buffer(bytes: reply.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        finish(request, context)
    }

    private func finish(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let done = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !request.isKeepAlive { done.whenComplete { _ in bound.value.close(promise: nil) } }
    }

    /// Announces the whole body, sends half of it and closes.
    private func cutOff(_ reply: SandboxReply, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var reply = reply
        if reply.body.count < 2 { reply.body = Array(#"{"cut":"off"}"#.utf8) }
        let half = Array(reply.body.prefix(reply.body.count / 2))
        context.write(wrapOutboundOut(.head(responseHead(reply, request))), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: half))))).whenComplete { _ in
            bound.value.close(promise: nil)
        }
    }

    /// Written past the HTTP encoder.
    private func garbage(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let bytes = ByteBuffer(bytes: [0x00, 0xFF, 0x16, 0x03] + Array("this is not HTTP\r\n\r\n".utf8))
        guard let encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self) else {
            return context.close(promise: nil)
        }
        encoder.writeAndFlush(NIOAny(bytes)).whenComplete { _ in bound.value.close(promise: nil) }
    }

    private func drip(
        _ reply: SandboxReply, _ request: HTTPRequestHead, every span: TimeAmount, _ context: ChannelHandlerContext
    ) {
        context.writeAndFlush(wrapOutboundOut(.head(responseHead(reply, request))), promise: nil)
        drip(reply.body[...], request, every: span, context)
    }

    private func drip(
        _ rest: ArraySlice<UInt8>, _ request: HTTPRequestHead, every span: TimeAmount, _ context: ChannelHandlerContext
    ) {
        guard let next = rest.first else { return finish(request, context) }
        later(span, context) { context in
            context.writeAndFlush(self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: [next])))), promise: nil)
            self.drip(rest.dropFirst(), request, every: span, context)
        }
    }
}
