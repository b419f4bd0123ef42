import NIOCore
import NIOHTTP1
import Synchronization
package import Values

/// Calls the operations of one REST system.
///
/// A call throws nothing: whatever happens is an outcome that the delivery engine can act on. Retrying, circuit breaking
/// and rate limiting are the engine's; a call here is one attempt (two requests where an access token was refused).
package final class RESTClient: Sendable {
    package let settings: RESTSettings
    let endpoint: WebAddress
    private let operations: [String: PreparedOperation]
    let transport: HTTPTransport
    let authenticator: Authenticator
    private let time: TimeSource
    private let metrics: ConnectorMetrics
    private let underWay = Mutex(0)

    /// Reads and checks the settings; touches no network, but reads the certificate files.
    ///
    /// - Throws: `connectorSettings`, or `addressForbidden` for an endpoint written as a forbidden address.
    package convenience init(settings: RESTSettings, environment: ConnectorEnvironment) throws(JunctionError) {
        let networks = try Self.networks(settings.allowedNetworks)
        try self.init(
            settings: settings, environment: environment,
            guardian: OutboundGuard(rules: AddressRules(allowed: networks)))
    }

    init(
        settings: RESTSettings, environment: ConnectorEnvironment, guardian: OutboundGuard
    ) throws(JunctionError) {
        self.settings = settings
        endpoint = try WebAddress(settings.endpoint)
        if let literal = try OutboundGuard.literal(endpoint.host) { try guardian.check(literal, host: endpoint.host) }
        var operations: [String: PreparedOperation] = [:]
        for (name, operation) in settings.operations {
            operations[name] = try PreparedOperation(
                operation, name: name, endpoint: endpoint, common: settings.headers)
        }
        self.operations = operations
        transport = try HTTPTransport(
            to: endpoint, limits: settings.limits, tls: settings.tls, guardian: guardian,
            environment: environment)
        authenticator = try Authenticator(settings, guardian: guardian, environment: environment)
        time = environment.time
        metrics = ConnectorMetrics(system: settings.system)
    }

    package static func networks(_ texts: [String]) throws(JunctionError) -> [Network] {
        var networks: [Network] = []
        for text in texts {
            guard let network = Network(text) else {
                throw JunctionError(
                    .connectorSettings, "'\(text)' is not a range of addresses",
                    remedy: "Write it as 10.1.0.0/16, fd12::/16 or one address; no bits may be set beyond the prefix.",
                    place: Place(path: "allowedNetworks"))
            }
            networks.append(network)
        }
        return networks
    }

    package func shutdown() async {
        await authenticator.shutdown()
        await transport.shutdown()
    }

    /// One attempt at an operation.
    ///
    /// - Parameters:
    ///   - parameters: Fill the `{name}`s of the operation; one that it does not have is refused.
    ///   - headers: Added to the operation's, in place of those with the same name.
    ///   - contentType: Of `body`; nil takes the operation's.
    package func call(
        _ operation: String, parameters: [String: String] = [:], headers: [RESTHeader] = [], body: [UInt8]? = nil,
        contentType: String? = nil
    ) async -> RESTAnswer {
        let begin = time.now()
        metrics.began()
        var answer: RESTAnswer
        if enter() {
            answer = await attempt(operation, parameters, headers, body, contentType)
            underWay.withLock { $0 -= 1 }
        } else {
            answer = .retry(.connectorBusy, "'callsAtOnce' (\(settings.limits.callsAtOnce)) calls are under way")
        }
        answer.duration = time.now() - begin
        metrics.ended(answer.verdict, after: answer.duration)
        return answer
    }

    private func enter() -> Bool {
        underWay.withLock { count in
            guard count < settings.limits.callsAtOnce else { return false }
            count += 1
            return true
        }
    }

    private func attempt(
        _ name: String, _ parameters: [String: String], _ headers: [RESTHeader], _ body: [UInt8]?,
        _ contentType: String?
    ) async -> RESTAnswer {
        guard let operation = operations[name] else {
            return .refused(.requestInvalid, "the system has no operation '\(name)'")
        }
        if let body, body.count > settings.limits.requestBytes {
            return .refused(
                .requestInvalid, "the body is longer than 'requestBytes' (\(settings.limits.requestBytes))")
        }
        do {
            let request = try operation.request(
                parameters: parameters, headers: headers, contentType: contentType, body: body)
            return await send(request, for: operation.operation)
        } catch let error { return RESTAnswer(error) }
    }

    private func send(_ request: PreparedRequest, for operation: RESTOperation) async -> RESTAnswer {
        let deadline = NIODeadline.now() + TimeAmount(operation.timeout ?? settings.limits.wholeTimeout)
        var answer = await sendOnce(request, deadline)
        if answer.status == 401, let token = answer.usedToken {
            // The token may have been revoked before its time: one fresh one, once.
            authenticator.rejected(token)
            answer = await sendOnce(request, deadline)
        }
        guard let reply = answer.reply else { return answer.failure }
        return read(reply, for: operation)
    }

    private struct Attempt {
        var reply: HTTPReply?
        var usedToken: String?
        var failure = RESTAnswer.retry(.connectFailed, "nothing was sent")
        var status: Int? { reply?.status }
    }

    private func sendOnce(_ request: PreparedRequest, _ deadline: NIODeadline) async -> Attempt {
        var request = request
        let proof = await authenticator.authenticate(&request)
        if case .failure(let failure) = proof { return Attempt(failure: failure.answer) }
        do {
            let reply = try await follow(request, deadline)
            return Attempt(reply: reply, usedToken: try? proof.get())
        } catch { return Attempt(failure: TransportFailure.answer(error)) }
    }

    /// Sends, and follows redirects as far as the settings say; never to another origin, so that neither credentials nor
    /// the message go where nobody sent them.
    private func follow(_ request: PreparedRequest, _ deadline: NIODeadline) async throws -> HTTPReply {
        var request = request
        var left = settings.limits.redirects
        while true {
            let reply = try await transport.send(
                request.method, request.target, headers: request.headers, body: request.body,
                deadline: deadline)
            guard left > 0, let target = RedirectRules.target(of: reply, from: endpoint) else { return reply }
            left -= 1
            request.redirect(to: target, status: reply.status)
        }
    }

    /// What a media type is written in: `application/fhir+json` and `application/json` are both JSON, and servers say either.
    private static func syntax(_ mediaType: String) -> Substring {
        mediaType[...].split(whereSeparator: { $0 == "/" || $0 == "+" }).last ?? ""
    }

    private func read(_ reply: HTTPReply, for operation: RESTOperation) -> RESTAnswer {
        let judged = AnswerRules.verdict(
            status: reply.status, retryAfter: reply.headers.first(name: "retry-after"), now: time.now(),
            longest: settings.limits.longestRetryAfter, success: operation.success, refusals: settings.refusals)
        var answer = RESTAnswer(
            verdict: judged.verdict, status: reply.status, headers: reply.headers.map { RESTHeader($0.name, $0.value) },
            body: reply.body, code: judged.code)
        if case .success = judged.verdict, let expects = operation.expects, !reply.body.isEmpty {
            let type = reply.headers.first(name: "content-type") ?? "none"
            let bare = type.prefix { $0 != ";" }.trimmingSpaces().lowercased()
            if Self.syntax(bare) != Self.syntax(expects.lowercased()) {
                answer.verdict = .retry(reason: "the answer is not of the type '\(expects)'", after: nil)
                answer.code = .answerUnusable
            }
        }
        return answer
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text.drop { $0 == " " || $0 == "\t" }
    }
}
