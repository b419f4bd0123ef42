package import APIContract
import Formats
import HTTPTypes
import Values

// The ways a route can be declared. Each fixes method, body, answers and errors together, so that a route file only says
// what is its own.

extension Route {
    private static let idParameter = ParameterDescription(
        "id", in: .path, .text(format: nil),
        FieldNote("Its id.", lengthLeast: 1, lengthMost: Identifier.lengthMost, pattern: Identifier.pattern),
        required: true)
    private static let keyParameter = ParameterDescription(
        "key", in: .path, .text(format: nil),
        FieldNote("The key.", lengthLeast: 1, lengthMost: Identifier.lengthMost, pattern: Identifier.pattern),
        required: true)
    private static let idempotencyParameter = ParameterDescription(
        "Idempotency-Key", in: .header, .text(format: nil),
        FieldNote(
            "Makes it safe to send again: the same key gives the same answer, and the work is done once.",
            lengthLeast: 1, lengthMost: IdempotencyKey.lengthMost, pattern: "^[!-~]+$"))

    /// The description every kind of route starts with.
    static func description(
        _ method: OperationDescription.Method, _ path: String, _ id: String, _ summary: String, tag: String,
        scope: KeyScope?, query: [ParameterDescription] = []
    ) -> OperationDescription {
        var description = OperationDescription(method, path, id: id, tag: tag, summary: summary, scope: scope)
        if path.contains("{id}") { description.parameters.append(idParameter) }
        if path.contains("{key}") { description.parameters.append(keyParameter) }
        if let name = AddressName(in: path) { description.parameters.append(name.description) }
        description.parameters += query
        if method == .post { description.parameters.append(idempotencyParameter) }
        description.answers.append(AnswerDescription(0, "A problem (RFC 9457).", .of(Problem.self), mediaType: problem))
        return description
    }

    private static let problem = "application/problem+json"

    /// GET of one thing.
    package static func get<Output: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope? = .read,
        query: [ParameterDescription] = [], _ handler: @escaping @Sendable (Call) async throws -> Output
    ) -> Route {
        var description = description(.get, path, id, summary, tag: tag, scope: scope, query: query)
        description.answers.insert(AnswerDescription(200, "It.", .of(Output.self)), at: 0)
        return Route(description) { call, _ in try .json(await handler(call)) }
    }

    /// GET of a list, page by page.
    package static func list<Item: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope = .read,
        query: [ParameterDescription] = [],
        _ handler: @escaping @Sendable (Call, PageRequest) async throws -> Page<Item>
    ) -> Route {
        let paging = [Paging.limit.description, Paging.cursor.description]
        var description = description(.get, path, id, summary, tag: tag, scope: scope, query: query + paging)
        description.answers.insert(AnswerDescription(200, "A page.", .of(Page<Item>.self)), at: 0)
        return Route(description) { call, tools in
            let request = try tools.cursors.request(of: call, list: id)
            var page = try await handler(call, request)
            page.nextCursor = page.nextCursor.map { tools.cursors.seal($0, for: call, list: id) }
            return try .json(page)
        }
    }

    /// POST of a JSON body that must be there.
    package static func post<Input: WireType, Output: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope, takes input: Input.Type,
        gives status: SuccessStatus,
        _ handler: @escaping @Sendable (Call, Input) async throws -> Answer<Output>
    ) -> Route {
        var route = post(path, id, summary, tag: tag, scope: scope, gives: status) { call in
            try await handler(call, try Self.decode(Input.self, call.body))
        }
        route.take(.of(Input.self), required: true)
        return route
    }

    /// POST of a JSON body that may be left out.
    package static func post<Input: WireType, Output: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope, mayTake input: Input.Type,
        gives status: SuccessStatus,
        _ handler: @escaping @Sendable (Call, Input?) async throws -> Answer<Output>
    ) -> Route {
        var route = post(path, id, summary, tag: tag, scope: scope, gives: status) { call in
            try await handler(call, call.body.isEmpty ? nil : try Self.decode(Input.self, call.body))
        }
        route.take(.of(Input.self), required: false)
        return route
    }

    /// POST without a body.
    package static func post<Output: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope, gives status: SuccessStatus,
        _ handler: @escaping @Sendable (Call) async throws -> Answer<Output>
    ) -> Route {
        var description = description(.post, path, id, summary, tag: tag, scope: scope)
        description.answers.insert(
            AnswerDescription(status.rawValue, status.text, .of(Output.self), headers: status.headers), at: 0)
        return Route(description) { call, _ in
            let answer = try await handler(call)
            var reply = try Reply.json(answer.body, answer.status, location: answer.location)
            reply.isSecret = answer.isSecret
            return reply
        }
    }

    /// PUT of a JSON body that must be there, answered with what stands now.
    package static func put<Input: WireType, Output: WireType>(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope,
        query: [ParameterDescription] = [], takes input: Input.Type,
        _ handler: @escaping @Sendable (Call, Input) async throws -> Output
    ) -> Route {
        var description = description(.put, path, id, summary, tag: tag, scope: scope, query: query)
        description.answers.insert(AnswerDescription(200, "What stands now.", .of(Output.self)), at: 0)
        var route = Route(description) { call, _ in
            try .json(await handler(call, try Self.decode(Input.self, call.body)))
        }
        route.take(.of(Input.self), required: true)
        return route
    }

    /// DELETE, answered 204.
    package static func delete(
        _ path: String, _ id: String, _ summary: String, tag: String, scope: KeyScope,
        query: [ParameterDescription] = [], _ handler: @escaping @Sendable (Call) async throws -> Void
    ) -> Route {
        var description = description(.delete, path, id, summary, tag: tag, scope: scope, query: query)
        description.answers.insert(AnswerDescription(204, "Done."), at: 0)
        return Route(description) { call, _ in
            try await handler(call)
            return Reply(.noContent)
        }
    }

    mutating func take(_ schema: Schema, required: Bool) {
        input = .json(schema, required: required)
        description.body = BodyDescription(schema: schema, mediaTypes: ["application/json"], required: required)
    }

    /// The body as `Input`, which the server has found to be JSON; throws `fieldInvalid` with every place that is wrong.
    static func decode<Input: Decodable>(_ type: Input.Type, _ body: [UInt8]) throws -> Input {
        let value = try RequestJSON.read(body)
        try RequestJSON.check(value, .of(type))
        return try ValueDecoder.decode(type, from: value)
    }
}

/// What a route answers when all is well.
package enum SuccessStatus: Int, Sendable {
    case ok = 200
    case created = 201
    case accepted = 202

    var text: String {
        switch self {
        case .ok: "Done."
        case .created: "Made; Location says where it is."
        case .accepted: "Durable here; the work goes on."
        }
    }

    var headers: [String: String] { self == .created ? ["Location": "Where it is."] : [:] }
}
