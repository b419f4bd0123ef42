import Connectors
import Formats
import NIOPosix
import Values

/// Sends messages to a listener or to a point's HTTP address, one after the other.
package struct MessageSender: Sendable {
    package struct Outcome: Sendable {
        /// `AA`, `AE`, `AR`, or `accepted`, `refused`, `unreachable`.
        package var answer: String
        package var detail: String?
        package var isAccepted: Bool
    }

    private let send: @Sendable ([UInt8]) async throws -> Outcome

    package func send(_ message: [UInt8]) async throws -> Outcome { try await send(message) }

    /// The messages in a file: each of an HL7 batch, or the file as it is.
    package static func messages(in bytes: [UInt8], isHL7: Bool) throws -> [[UInt8]] {
        isHL7 ? try HL7Batch.messages(in: bytes) : [bytes]
    }

    package static func mllp(host: String, port: Int) throws -> MessageSender {
        let environment = ConnectorEnvironment(
            time: .system, secret: { _ in nil }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        // The person at the command line names the address, so every range is allowed.
        let client = try MLLPClient(
            settings: MLLPClientSettings(
                system: "\(host):\(port)", host: host, port: port, allowedNetworks: ["0.0.0.0/0", "::/0"]),
            environment: environment)
        return MessageSender { message in
            let answer = await client.send(message)
            let code = MLLPAcknowledgement(answer.acknowledgement)?.code
            switch answer.verdict {
            case .success: return Outcome(answer: code ?? "AA", isAccepted: true)
            case .refused(let reason), .retry(let reason, _):
                return Outcome(answer: code ?? "unreachable", detail: reason, isAccepted: false)
            }
        }
    }

    package static func http(_ client: JunctionClient, point: String, contentType: String) -> MessageSender {
        let path = "/api/integration/integrations/\(JunctionClient.escaped(point))/messages"
        return MessageSender { message in
            do {
                let answer = try await client.post(path, body: message, contentType: contentType)
                return Outcome(answer: "accepted", detail: answer["id"]?.string, isAccepted: true)
            } catch let problem as ServerProblem {
                return Outcome(answer: "refused", detail: problem.description, isAccepted: false)
            }
        }
    }
}
