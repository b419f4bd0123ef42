import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Values

/// Publishes single events without a task for each request: stands in a connection before the tasks that serve its requests,
/// takes small complete requests to publish one event, gives the event to the log with a callback, and writes the answer.
///
/// It takes what is as it should be. Everything else goes on untouched to the route, so that there is one place that refuses.
/// Requests have their turn in the order in which they came (`LaneGate`).
final class PublishLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Arrival {
        case part(HTTPRequestPart)
        /// The client says no more. It is the end for the tasks behind: what came before is answered first.
        case inputClosed
        case error(any Error)
    }

    private let desk: PublishDesk
    private let address: String
    private let loop: any EventLoop
    private var context: ChannelHandlerContext?
    private var gate = LaneGate<Arrival>()
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

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { come(.part(unwrapInboundIn(data)), context) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else { return context.fireUserInboundEventTriggered(event) }
        come(.inputClosed, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { come(.error(error), context) }

    private func come(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        if !gate.keeps(arrival) { take(arrival, context) }
    }

    private func take(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        switch arrival {
        case .part(.head(let head)): begin(head, context)
        case .part(.body(var bytes)) where admitted != nil: admitted?.body.writeBuffer(&bytes)
        case .part(.end(let trailers)) where admitted != nil: end(trailers, context)
        case .part(let part): context.fireChannelRead(wrapInboundOut(part))
        case .inputClosed:
            giveOver(context)
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .error(let error):
            giveOver(context)
            gate.close()
            context.fireErrorCaught(error)
        }
    }

    private func begin(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        if gate.isOpen { admitted = desk.admit(head, from: address) }
        if admitted == nil { route(head, context) }
    }

    private func end(_ trailers: HTTPFields?, _ context: ChannelHandlerContext) {
        if trailers == nil, let request = admitted, let draft = desk.draft(of: request) {
            admitted = nil
            return publish(draft, of: request)
        }
        giveOver(context)
        context.fireChannelRead(wrapInboundOut(.end(trailers)))
    }

    private func route(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        gate.routeBegan()
        // After such a request the connection may end, or speak another language.
        if RequestFields(head.headerFields).isOutOfTheOrdinary { gate.close() }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// The request being read is one for the routes.
    private func giveOver(_ context: ChannelHandlerContext) {
        guard let request = admitted else { return }
        admitted = nil
        desk.budget.giveBack(request.length)
        route(request.head, context)
        if request.body.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(.body(request.body))) }
    }

    // MARK: Publishing

    private func publish(_ draft: EventDraft, of request: AdmittedRequest) {
        gate.laneBegan()
        let (length, began) = (request.length, request.began)
        let bound = NIOLoopBound(self, eventLoop: loop)
        desk.service.publishOne(draft, by: request.caller) { [loop, desk] result in
            loop.execute {
                desk.budget.giveBack(length)
                bound.value.answer(desk.answer(result, since: began))
            }
        }
    }

    private func answer(_ answer: LaneAnswer) {
        gate.laneAnswered()
        guard let context else { return }
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if answer.body.readableBytes > 0 { context.write(wrapOutboundOut(.body(answer.body)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        goOn(context)
    }

    /// What has waited has its turn, and more is read.
    private func goOn(_ context: ChannelHandlerContext) {
        if !gate.mayRead {
            while let arrival = gate.next() { take(arrival, context) }
            context.fireChannelReadComplete()
        }
        if isReadHeld, gate.mayRead {
            isReadHeld = false
            context.read()
        }
    }

    // MARK: What the routes do

    func read(context: ChannelHandlerContext) {
        if gate.mayRead { context.read() } else { isReadHeld = true }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { gate.routeAnswered() }
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        gate.close()
        context.close(mode: mode, promise: promise)
    }
}
