import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Values

/// Publishes single events without a task for each request: stands in a connection before the tasks that serve its requests,
/// takes small complete requests to publish one event, gives the event to the log with a callback, and writes the answer.
///
/// It takes what is as it should be. Everything else goes on untouched to the route, so that there is one place that refuses.
/// Answers go out in the order of their requests (`LaneOrder`).
final class PublishLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What goes on to the routes.
    private enum Passed {
        case part(HTTPRequestPart)
        case event(Any)
        case error(any Error)
    }

    private let desk: PublishDesk
    private let address: String
    private let loop: any EventLoop
    private var context: ChannelHandlerContext?
    private var order = LaneOrder<LaneAnswer, Passed>()
    /// The request being read; nil while one for the routes is.
    private var admitted: AdmittedRequest?
    private var isReadHeld = false

    init(_ desk: PublishDesk, from address: String, on loop: any EventLoop) {
        self.desk = desk
        self.address = address
        self.loop = loop
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        if let admitted { desk.budget.giveBack(admitted.length) }
        admitted = nil
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head): begin(head, context)
        case .body(var bytes):
            guard admitted != nil else { return pass(.part(part), context) }
            admitted?.body.writeBuffer(&bytes)
        case .end(let trailers):
            guard let request = admitted else { return pass(.part(part), context) }
            guard trailers == nil, let draft = draft(of: request) else {
                giveOver(context)
                return pass(.part(part), context)
            }
            admitted = nil
            publish(draft, of: request)
        }
    }

    private func begin(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        if order.isOpen, let request = desk.admit(head, from: address) {
            admitted = request
        } else {
            route(head, context)
        }
    }

    private func draft(of request: AdmittedRequest) -> EventDraft? {
        var call = request.call
        call.body = Array(request.body.readableBytesView)
        return EventIntake.one(call)
    }

    private func publish(_ draft: EventDraft, of request: AdmittedRequest) {
        let number = order.take()
        let (length, began) = (request.length, request.began)
        let bound = NIOLoopBound(self, eventLoop: loop)
        desk.service.publishOne(draft, by: request.caller) { [loop, desk] result in
            loop.execute {
                desk.budget.giveBack(length)
                bound.value.answer(number, desk.answer(result, since: began))
            }
        }
    }

    // MARK: Answers

    private func answer(_ number: Int, _ answer: LaneAnswer) {
        guard let context else { return }
        let ready = order.answer(number, answer)
        guard !ready.isEmpty else { return }
        for answer in ready {
            context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
            if answer.body.readableBytes > 0 { context.write(wrapOutboundOut(.body(answer.body)), promise: nil) }
            context.write(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.flush()
        goOn(context)
    }

    /// The routes get what has waited for the lane, or more is read.
    private func goOn(_ context: ChannelHandlerContext) {
        let released = order.release()
        for passed in released { fire(passed, context) }
        if !released.isEmpty { context.fireChannelReadComplete() }
        if isReadHeld, !order.isFull {
            isReadHeld = false
            context.read()
        }
    }

    // MARK: What is for the routes

    private func route(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        order.routeBegan()
        // After such a request the connection may end, or speak another language.
        if RequestFields(head.headerFields).isOutOfTheOrdinary { order.close() }
        pass(.part(.head(head)), context)
    }

    /// The request being read is one for the routes.
    private func giveOver(_ context: ChannelHandlerContext) {
        guard let request = admitted else { return }
        admitted = nil
        desk.budget.giveBack(request.length)
        route(request.head, context)
        if request.body.readableBytes > 0 { pass(.part(.body(request.body)), context) }
    }

    private func pass(_ passed: Passed, _ context: ChannelHandlerContext) {
        if order.passes(passed) { fire(passed, context) }
    }

    private func fire(_ passed: Passed, _ context: ChannelHandlerContext) {
        switch passed {
        case .part(let part): context.fireChannelRead(wrapInboundOut(part))
        case .event(let event): context.fireUserInboundEventTriggered(event)
        case .error(let error): context.fireErrorCaught(error)
        }
    }

    /// The end of what the client says is the end of the connection for the tasks behind: first it gets its answers.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else { return context.fireUserInboundEventTriggered(event) }
        giveOver(context)
        pass(.event(event), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        giveOver(context)
        order.close()
        pass(.error(error), context)
    }

    // MARK: What the routes do

    func read(context: ChannelHandlerContext) {
        if order.isFull { isReadHeld = true } else { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { order.routeAnswered() }
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        order.close()
        context.close(mode: mode, promise: promise)
    }
}
