import Connectors
import Flows

/// A system that takes HL7 v2 over MLLP.
struct MLLPConnection: SystemConnection {
    let client: MLLPClient

    func call(_ request: SystemRequest) async -> SystemAnswer { Self.answer(await client.send(request.body ?? [])) }

    func reach() async -> SystemAnswer { Self.answer(await client.reach()) }

    private static func answer(_ answer: MLLPAnswer) -> SystemAnswer {
        switch answer.verdict {
        case .success: .done(SystemReply(status: 200, body: answer.acknowledgement))
        case .retry(let reason, let after): .retry(reason: reason, after: after)
        case .refused(let reason): .refused(reason: reason)
        }
    }

    func shutdown() async { await client.shutdown() }
}
