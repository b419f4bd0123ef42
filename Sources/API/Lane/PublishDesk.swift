import APIContract
import HTTPTypes
import NIOCore
import SecurityCore
import Values

/// What the publishing of single events needs of the server, and the checks that a request must pass to be served so. They are
/// those of the route: whatever does not pass is left to the route, which says why.
struct PublishDesk: Sendable {
    /// Larger bodies are left to the route.
    static let bodyBytesMost = 64 << 10

    let service: any EventsService
    let budget: BodyBudget
    private let problems: ProblemWriter
    private let authenticator: Authenticator
    private let endpoint: Endpoint
    private let bodyBytesMost: Int
    private let dates: DateField

    /// Nil when nothing is published at that address.
    init?(_ responder: APIResponder, _ service: any EventsService, _ time: TimeSource) {
        guard case .found(let endpoint, _) = responder.table.find(.post, EventsRoutes.publishPath[...]) else {
            return nil
        }
        self.service = service
        self.endpoint = endpoint
        budget = responder.budget
        problems = responder.problems
        authenticator = responder.authenticator
        bodyBytesMost = min(Self.bodyBytesMost, responder.settings.bodyBytesMost)
        dates = DateField(time)
    }

    /// The call that a request makes, without its body; nil when it is not one for here. Takes the length of the body from the
    /// budget.
    func admit(_ head: HTTPRequest, from address: String) -> AdmittedRequest? {
        guard head.method == .post, head.path == EventsRoutes.publishPath else { return nil }
        let began = NIODeadline.now()
        let fields = RequestFields(head.headerFields)
        guard !fields.isOutOfTheOrdinary, fields.idempotencyKey == nil, let scope = endpoint.route.description.scope,
            let length = fields.contentLength.flatMap({ Int($0) }), length > 0, length <= bodyBytesMost,
            var caller = authenticator.known(fields.authorization, needs: scope.access, from: address)
        else { return nil }
        if fields.isForwarded { caller.credential = nil }
        var call = Call(pathValues: [], query: [], body: [], address: address)
        guard (try? ContentCheck.check(fields, endpoint.route.input, &call)) != nil,
            EventIntake.mayBeOne(call.contentType), budget.take(length)
        else { return nil }
        return AdmittedRequest(head: head, call: call, caller: caller, length: length, began: began)
    }

    /// The event of a request whose body is whole; nil when something is wrong with it.
    func draft(of request: AdmittedRequest) -> EventDraft? {
        var call = request.call
        call.body = Array(request.body.readableBytesView)
        return EventIntake.one(call)
    }

    /// The answer, counted.
    func answer(_ result: Result<PublishResult, JunctionError>, since began: NIODeadline) -> LaneAnswer {
        let reply =
            switch result {
            case .success(let result): EventsRoutes.reply(result)
            case .failure(let error):
                problems.reply(
                    to: error, method: HTTPRequest.Method.post.rawValue, route: endpoint.route.description.path)
            }
        endpoint.meters.count(reply.status.code, .nanoseconds((NIODeadline.now() - began).nanoseconds))
        var fields = ResponseWriting.fields(reply)
        var body: [UInt8] = []
        if case .bytes(let bytes) = reply.body { body = bytes }
        fields.append(HTTPField(name: .contentLength, value: "\(body.count)"))
        fields.append(HTTPField(name: .date, value: dates.value))
        return LaneAnswer(
            head: HTTPResponse(status: reply.status, headerFields: fields), body: ByteBuffer(bytes: body))
    }
}

/// What the server would send for a reply, with its length and the date.
struct LaneAnswer {
    let head: HTTPResponse
    let body: ByteBuffer
}

/// A request to publish one event, before its body is whole.
struct AdmittedRequest {
    let head: HTTPRequest
    var call: Call
    let caller: Caller
    /// Of the body; as much of the budget is held.
    let length: Int
    let began: NIODeadline
    var body = ByteBuffer()
}
