import NIOCore
import NIOHTTP1
package import Values

/// Delivers events to one subscriber by Standard Webhooks 1.0.
///
/// Like the other clients it throws nothing; an answer other than 2xx is a retry (the subscriber may be mended), save
/// 410 Gone, by which a subscriber says that it wants no more.
package final class WebhookClient: Sendable {
    private let settings: WebhookSettings
    private let target: String
    private let headers: HTTPHeaders
    private let transport: HTTPTransport
    private let environment: ConnectorEnvironment
    private let metrics: ConnectorMetrics

    /// - Throws: `connectorSettings`, or `addressForbidden` for a forbidden address. The secrets are read at delivery.
    package init(settings: WebhookSettings, environment: ConnectorEnvironment) throws(JunctionError) {
        let (address, target) = try Self.split(settings.url)
        let guardian = OutboundGuard(rules: AddressRules(allowed: try RESTClient.networks(settings.allowedNetworks)))
        if let literal = try OutboundGuard.literal(address.host) { try guardian.check(literal, host: address.host) }
        guard !settings.secrets.isEmpty else {
            throw JunctionError(.connectorSettings, "'secrets' names no secret to sign with")
        }
        var headers = HTTPHeaders()
        for header in settings.headers {
            guard HeaderRules.isUsable(header), !header.name.lowercased().hasPrefix("webhook-") else {
                throw JunctionError(.connectorSettings, "the header '\(header.name)' cannot be set")
            }
            headers.replaceOrAdd(name: header.name, value: header.value)
        }
        self.settings = settings
        self.target = target
        self.headers = headers
        self.environment = environment
        transport = try HTTPTransport(
            to: address, limits: settings.limits, tls: settings.tls, guardian: guardian,
            environment: environment)
        metrics = ConnectorMetrics(system: settings.system)
    }

    package func shutdown() async { await transport.shutdown() }

    /// One attempt at one event. The id stays the same for every attempt, so that the subscriber can drop repeats; the
    /// timestamp is that of the attempt, so that an old one cannot be played again.
    ///
    /// - Parameters:
    ///   - headers: Sent with this delivery alone; one that cannot be sent is refused.
    ///   - secrets: Names of the secrets that sign this delivery; nil: those of the settings.
    package func deliver(
        id: String, payload: [UInt8], contentType: String = "application/json", headers: [RESTHeader] = [],
        secrets: [String]? = nil
    ) async -> RESTAnswer {
        let begin = environment.time.now()
        metrics.began()
        var answer = await attempt(id, payload, contentType, headers, secrets ?? settings.secrets, begin)
        answer.duration = environment.time.now() - begin
        metrics.ended(answer.verdict, after: answer.duration)
        return answer
    }

    private func attempt(
        _ id: String, _ payload: [UInt8], _ contentType: String, _ more: [RESTHeader], _ secrets: [String],
        _ now: Instant
    ) async -> RESTAnswer {
        guard HeaderRules.isValue(contentType), more.allSatisfy(HeaderRules.isUsable) else {
            return .refused(.requestInvalid, "the payload's type, or another header, cannot be sent")
        }
        guard payload.count <= settings.limits.requestBytes else {
            return .refused(
                .requestInvalid, "the payload is longer than 'requestBytes' (\(settings.limits.requestBytes))")
        }
        var headers = headers
        for header in more { headers.replaceOrAdd(name: header.name, value: header.value) }
        headers.replaceOrAdd(name: "content-type", value: contentType)
        do throws(JunctionError) {
            let proof = try WebhookSignature.headers(
                id: id, payload: payload, secrets: secrets, secret: environment.secret, now: now)
            for header in proof { headers.add(name: header.name, value: header.value) }
        } catch { return error.code == .requestInvalid ? RESTAnswer(error) : .retry(error.code, error.message) }
        do {
            let reply = try await transport.send(
                .POST, target, headers: headers, body: payload,
                deadline: .now() + TimeAmount(settings.limits.wholeTimeout))
            return judge(reply, now)
        } catch { return TransportFailure.answer(error) }
    }

    private func judge(_ reply: HTTPReply, _ now: Instant) -> RESTAnswer {
        let judged = AnswerRules.verdict(
            status: reply.status, retryAfter: reply.headers.first(name: "retry-after"), now: now,
            longest: settings.limits.longestRetryAfter, success: [200...299], refusals: .onlyGone)
        return RESTAnswer(
            verdict: judged.verdict, status: reply.status, headers: reply.headers.map { RESTHeader($0.name, $0.value) },
            body: reply.body, code: judged.code)
    }

    private static func split(_ url: String) throws(JunctionError) -> (WebAddress, String) {
        let path = url.prefix { $0 != "?" }
        let query = url.dropFirst(path.count)
        guard query.utf8.allSatisfy({ WebAddress.isPathByte($0) || $0 == UInt8(ascii: "?") }) else {
            throw JunctionError(.connectorSettings, "the query has a character that a query cannot have")
        }
        let address = try WebAddress(String(path))
        // The path as it was written: to a subscriber `/hook` and `/hook/` may be two places.
        let written = path.dropFirst(path.hasPrefix("https") ? 8 : 7).drop { $0 != "/" }
        return (address, (written.isEmpty ? "/" : String(written)) + String(query))
    }
}
