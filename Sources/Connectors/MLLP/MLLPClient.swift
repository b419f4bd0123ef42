import NIOCore
import NIOSSL
package import Values

/// Sends messages over one connection that it keeps: one at a time, each waiting for its acknowledgement.
///
/// A send throws nothing; whatever happens is an outcome.
package final class MLLPClient: Sendable {
    let settings: MLLPClientSettings
    private let time: TimeSource
    private let metrics: ConnectorMetrics
    let eventLoop: any EventLoop
    private let link: NIOLoopBoundBox<MLLPClientLink>

    /// - Throws: `connectorSettings`, or `addressForbidden` for a host written as a forbidden address.
    package convenience init(
        settings: MLLPClientSettings, environment: ConnectorEnvironment
    ) throws(JunctionError) {
        let networks = try RESTClient.networks(settings.allowedNetworks)
        try self.init(
            settings: settings, environment: environment,
            guardian: OutboundGuard(rules: AddressRules(allowed: networks)))
    }

    init(
        settings: MLLPClientSettings, environment: ConnectorEnvironment, guardian: OutboundGuard
    ) throws(JunctionError) {
        guard (1...65535).contains(settings.port) else {
            throw JunctionError(.connectorSettings, "the port is a number from 1 to 65535")
        }
        if let literal = try OutboundGuard.literal(settings.host) { try guardian.check(literal, host: settings.host) }
        let tls = try settings.tls.map { tls throws(JunctionError) in try Self.context(tls, environment) }
        self.settings = settings
        time = environment.time
        metrics = ConnectorMetrics(system: settings.system)
        eventLoop = environment.eventLoopGroup.next()
        let link = MLLPClientLink(settings: settings, tls: tls, guardian: guardian, eventLoop: eventLoop)
        self.link = NIOLoopBoundBox.makeBoxSendingValue(link, eventLoop: eventLoop)
    }

    /// What each connection is secured with; secrets are read for it anew.
    private static func context(
        _ tls: TLSSettings, _ environment: ConnectorEnvironment
    ) throws(JunctionError) -> MLLPClientLink.SecureContext {
        let fixed: NIOSSLContext
        do { fixed = try NIOSSLContext(configuration: try tls.clientConfiguration()) } catch {
            throw error as? JunctionError
                ?? JunctionError(.connectorSettings, "the certificate and key do not go together")
        }
        guard let names = tls.secrets else { return { fixed } }
        let identity = TLSIdentity(names, secret: environment.secret)
        return { try NIOSSLContext(configuration: identity.configuration()) }
    }

    /// Sends one message and waits for its acknowledgement.
    package func send(_ message: [UInt8]) async -> MLLPAnswer {
        let begin = time.now()
        metrics.began()
        var answer = await attempt(message)
        answer.duration = time.now() - begin
        metrics.ended(answer.verdict, after: answer.duration)
        return answer
    }

    package func shutdown() async {
        try? await eventLoop.submit { [link] in link.value.shutdown() }.get()
    }

    private func attempt(_ message: [UInt8]) async -> MLLPAnswer {
        guard message.count <= settings.limits.messageBytes else {
            let limit = settings.limits.messageBytes
            return MLLPAnswer(
                verdict: .refused(reason: "the message is longer than 'messageBytes' (\(limit))"), code: .requestInvalid
            )
        }
        guard MLLPFrame.canCarry(message) else {
            return MLLPAnswer(
                verdict: .refused(reason: "the message holds a byte that marks its end (0x0B or 0x1C)"),
                code: .requestInvalid)
        }
        let promise = eventLoop.makePromise(of: [UInt8].self)
        eventLoop.execute { [link] in link.value.send(message, promise) }
        do {
            let bytes = try await promise.futureResult.get()
            guard let acknowledgement = MLLPAcknowledgement(bytes) else {
                return MLLPAnswer(
                    verdict: .retry(reason: "the answer is no HL7 acknowledgement", after: nil), acknowledgement: bytes,
                    code: .answerUnusable)
            }
            let judged = acknowledgement.verdict(for: message)
            return MLLPAnswer(verdict: judged.verdict, acknowledgement: bytes, code: judged.code)
        } catch {
            let failure = TransportFailure.answer(error)
            return MLLPAnswer(verdict: failure.verdict, code: failure.code)
        }
    }
}
