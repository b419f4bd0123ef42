import API
import APIContract
import Connectors
import Events
import Formats
import SecurityCore
import Values

/// Has the node that serves a queue answer its consumers, whichever node they ask: messages are leased in one place.
struct QueueForwarding: Sendable {
    let delivery: DeliveryEngine
    /// Read for each request, since certificates are renewed.
    let tls: TLSSettings

    /// A consumer is not kept waiting for another node for longer; it asks again.
    private static let waitSecondsMost = 20

    /// What a node is called: others find its API by it. Nil where it cannot be reached from elsewhere.
    static func name(_ settings: ServerSettings) -> String {
        let isReachable = settings.port != 0 && settings.host != "0.0.0.0" && settings.host != "::"
        let address =
            settings.advertise ?? (isReachable ? "\(settings.scheme)://\(settings.host):\(settings.port)" : "")
        return "\(SystemIdentifier.next()) \(address)"
    }

    /// The other node's answer; nil when the queue is to be asked here.
    func lease(_ id: String, of destination: String, _ request: LeaseRequest, _ caller: Caller) async throws
        -> LeasedMessages?
    {
        var request = request
        request.waitSeconds = request.waitSeconds.map { min($0, Self.waitSecondsMost) }
        return try await ask("\(id)/lease", of: destination, request, caller)
    }

    func settle(
        _ id: String, of destination: String, _ request: SettleRequest, _ verdict: LeaseVerdict, _ caller: Caller
    ) async throws -> SettleResults? {
        try await ask("\(id)/\(verdict.rawValue)", of: destination, request, caller)
    }

    private func ask<Answer: Decodable>(
        _ path: String, of destination: String, _ body: some Encodable, _ caller: Caller
    ) async throws -> Answer? {
        guard let node = delivery.otherNode(serving: destination), let credential = caller.credential else {
            return nil
        }
        let address = node.split(separator: " ").dropFirst().joined()
        guard !address.isEmpty else {
            throw JunctionError(
                .storeUnavailable, "another node serves the queue, and has no address",
                remedy: "Ask that node, or start it with --advertise.")
        }
        do {
            let client = try JunctionClient(server: address, key: credential.reveal(), tls: tls)
            let answer = try await client.post(
                "/api/integration/events/subscriptions/\(path)",
                body: JSONFormat().encode(ValueEncoder.encode(body)),
                headers: [(APISettings.forwardedHeader, "1")])
            return try ValueDecoder.decode(Answer.self, from: answer)
        } catch let problem as ServerProblem where problem.status < 500 {
            throw JunctionError(.subscriptionInvalid, "the node that serves the queue refused: \(problem)")
        } catch { throw Self.trouble(error, address) }
    }

    /// A node that is not trusted stays so: that another takes over must not be waited for.
    static func trouble(_ error: any Error, _ address: String) -> JunctionError {
        let cause = (error as? JunctionError)?.cause ?? error
        if let reason = TransportFailure.tlsReason(cause) {
            return JunctionError(
                .storeUnavailable, "no trusted connection to \(address), the node that serves the queue: \(reason)",
                remedy: """
                    Start this node with --node-authority naming who signed that node's certificate, and that one with \
                    --advertise and a name that is in it. Until then, ask that node.
                    """, cause: error)
        }
        if let error = error as? JunctionError, error.code == .connectorSettings || error.code == .settingInvalid {
            return JunctionError(
                .storeUnavailable, "the node that serves the queue cannot be called: \(error.message)",
                remedy: error.remedy, cause: error)
        }
        return JunctionError(
            .storeUnavailable, "the node that serves the queue does not answer",
            remedy: "Ask again: another node takes the queue over within ten seconds.", cause: error)
    }
}
