import APIContract
import HTTPTypes
package import Hummingbird
import NIOCore
import NIOHTTP1
import SecurityCore
import Values

/// Answers every request: finds the route, checks who asks and what is sent, lets the handler work, and turns what it returns
/// or throws into an answer.
package final class APIResponder: HTTPResponder {
    let table: RouteTable
    let settings: APISettings
    let authenticator: Authenticator
    let problems: ProblemWriter
    private let repeats: RepeatGuard
    private let tools: RouteTools
    let budget: BodyBudget
    private let strays: RouteMeters
    private let clock = ContinuousClock()

    init(
        table: RouteTable, settings: APISettings, authenticator: Authenticator, problems: ProblemWriter,
        repeats: RepeatGuard, tools: RouteTools, strays: RouteMeters
    ) {
        self.table = table
        self.settings = settings
        self.authenticator = authenticator
        self.problems = problems
        self.repeats = repeats
        self.tools = tools
        self.strays = strays
        budget = BodyBudget(settings.bodiesBytesMost)
    }

    package func respond(to request: Request, context: APIContext) async throws -> Response {
        let start = clock.now
        let isHead = request.method == .head
        let method = OperationDescription.Method(request.method)
        let (path, query) = Self.split(request.head.path ?? "/")
        switch table.find(method, path) {
        case .found(let endpoint, let values):
            let reply = await reply(endpoint, values, query, request, context)
            endpoint.meters.count(reply.status.code, clock.now - start)
            return ResponseWriting.response(reply, isHead: isHead)
        case .wrongMethod(let allowed):
            let reply = wrongMethod(request.method, allowed)
            strays.count(reply.status.code, clock.now - start)
            return ResponseWriting.response(reply, isHead: isHead)
        case .unknown:
            let error = JunctionError(.routeUnknown, "There is nothing at this address.")
            strays.count(404, clock.now - start)
            return ResponseWriting.response(
                problems.reply(to: error, method: request.method.rawValue, route: "unknown"), isHead: isHead)
        }
    }

    private func reply(
        _ endpoint: Endpoint, _ values: [Substring], _ query: Substring, _ request: Request, _ context: APIContext
    ) async -> Reply {
        do {
            return try await serve(endpoint, values, query, request, context)
        } catch is HTTPParserError {
            // Whoever sent it has been told so already, or has left: no fault of the server.
            let error = JunctionError(.badRequest, "The body did not come to its end, or is not in HTTP/1.1.")
            return problems.reply(to: error, method: request.method.rawValue, route: endpoint.route.description.path)
        } catch {
            return problems.reply(to: error, method: request.method.rawValue, route: endpoint.route.description.path)
        }
    }

    private func serve(
        _ endpoint: Endpoint, _ values: [Substring], _ query: Substring, _ request: Request, _ context: APIContext
    ) async throws -> Reply {
        let route = endpoint.route
        let fields = RequestFields(request.headers)
        var call = Call(pathValues: [], query: [], body: [], address: context.address)
        call.caller = try caller(of: route, fields, request.headers, from: call.address)
        if let credential = call.caller?.credential {
            call.isWelcome = { [authenticator] in authenticator.isKey(credential) }
        }
        call.pathValues = try values.map { try endpoint.addressName?.read($0) ?? Self.identifier($0) }
        call.query = try Query.parse(query, declared: route.description.parameters)
        if route.opensSocket, WebSocketHandshake.isAsked(request.headers) {
            call.socket = try opening(for: call, request, context)
        }
        if route.isNegotiated { call.accept = request.headers[.accept] }
        try ContentCheck.check(fields, route.input, &call)
        if route.isStream {
            call.lastEventID = fields.lastEventID
            return try await route.serve(call, tools)
        }
        if fields.idempotencyKey == nil, let type = call.contentType, route.streamedTypes.contains(type) {
            call.stream = request.body
            return try await route.serve(call, tools)
        }
        let (body, taken) = try await read(request.body, length: fields.contentLength.flatMap { Int($0) })
        defer { budget.giveBack(taken) }
        call.body = body
        if case .json(_, required: true) = route.input, body.isEmpty {
            throw JunctionError(.badRequest, "The request has no body, and this address needs one.")
        }
        guard route.takesIdempotencyKey, let key = fields.idempotencyKey else {
            return try await route.serve(call, tools)
        }
        call.idempotencyKey = key
        return try await repeats.once(call, route, path: request.head.path ?? "") { call in
            try await route.serve(call, tools)
        }
    }

    private func caller(
        of route: Route, _ fields: RequestFields, _ headers: HTTPFields, from address: String
    ) throws -> Caller? {
        guard let scope = route.description.scope else { return nil }
        if route.allowsLoopback, settings.metricsOpenToLoopback, APIContext.isLoopback(address) { return nil }
        let authorization = route.opensSocket ? WebSocketHandshake.authorization(headers) : fields.authorization
        var caller = try authenticator.caller(authorization, needs: scope.access, from: address)
        if fields.isForwarded { caller.credential = nil }
        return caller
    }

    private func opening(
        for call: Call, _ request: Request, _ context: APIContext
    ) throws -> WebSocketOpening {
        WebSocketOpening(
            handshake: try WebSocketHandshake(request.head, origins: settings.origins), channel: context.channel,
            limits: settings.sockets, budget: budget, problems: problems, isWelcome: call.isWelcome)
    }

    /// The whole body, and how much of the budget it holds.
    private func read(_ parts: RequestBody, length: Int?) async throws -> (body: [UInt8], taken: Int) {
        if let length, length > settings.bodyBytesMost { throw tooLarge() }
        var body: [UInt8] = []
        var taken = 0
        do {
            for try await part in parts {
                guard body.count + part.readableBytes <= settings.bodyBytesMost else { throw tooLarge() }
                guard budget.take(part.readableBytes) else {
                    throw JunctionError(.appendQueueFull, "The server holds as many bodies as it may.")
                }
                taken += part.readableBytes
                body.append(contentsOf: part.readableBytesView)
            }
        } catch {
            budget.giveBack(taken)
            throw error
        }
        return (body, taken)
    }

    private func tooLarge() -> JunctionError {
        JunctionError(.bodyTooLarge, "The body is larger than \(settings.bodyBytesMost) bytes.")
    }

    private func wrongMethod(_ method: HTTPRequest.Method, _ allowed: [String]) -> Reply {
        let error = JunctionError(.methodNotAllowed, "This address takes \(allowed.joined(separator: ", ")).")
        var reply =
            method == .options ? Reply(.noContent) : problems.reply(to: error, method: method.rawValue, route: "known")
        reply.fields.append((.allow, allowed.joined(separator: ", ")))
        return reply
    }

    private static func identifier(_ text: Substring) throws -> String {
        guard let decoded = PercentCoding.decode(text), Identifier.isSound(decoded) else {
            throw JunctionError(
                .badRequest, "The id in the address is not one.",
                cause: LocatedFindings([ProblemPlace(parameter: "id", message: Identifier.rule)]))
        }
        return decoded
    }

    private static func split(_ target: String) -> (path: Substring, query: Substring) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target[...], "") }
        return (target[..<mark], target[target.index(after: mark)...])
    }
}

extension OperationDescription.Method {
    /// Nil for a method no route takes. HEAD is served as GET without its body.
    fileprivate init?(_ method: HTTPRequest.Method) {
        switch method {
        case .get, .head: self = .get
        case .post: self = .post
        case .put: self = .put
        case .delete: self = .delete
        default: return nil
        }
    }
}
