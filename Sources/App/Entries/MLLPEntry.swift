import Connectors
import Flows
import Formats
import Mapping
import Values

/// What a point that receives MLLP answers: `AA` once the log has the message, else `AE` or `AR` and why.
struct MLLPEntry: Sendable {
    let point: String
    let engine: FlowEngine
    let time: TimeSource

    func answer(to message: [UInt8], from peer: MLLPConnectionInfo) async -> [UInt8] {
        await acknowledgement(of: message, from: peer.peer).answer(to: message)
    }

    /// A message that is longer than the limit is refused by its first part, which is all there is of it.
    func refuse(_ refusal: MLLPRefusal) -> [UInt8] {
        switch refusal {
        case .tooLong(let limit, let start):
            let error = JunctionError(.formatLimit, "the message is longer than \(limit) bytes")
            return HL7Acknowledgement(refusing: error, controlID: SystemIdentifier.next(), at: time.now())
                .answer(to: start)
        }
    }

    func acknowledgement(of message: [UInt8], from peer: String) async -> HL7Acknowledgement {
        let controlID = SystemIdentifier.next()
        do {
            let receipt = try await engine.receive(message, for: point, Arrival(channel: "mllp", peer: peer))
            return HL7Acknowledgement(.accept, controlID: controlID, at: receipt.receivedAt)
        } catch let refused as MessageRefused {
            return Self.refusal(refused, controlID: controlID, at: time.now())
        } catch {
            let error = error as? JunctionError ?? JunctionError(.internalFault, "the message could not be taken")
            return HL7Acknowledgement(refusing: error, controlID: controlID, at: time.now())
        }
    }

    private static func refusal(
        _ refused: MessageRefused, controlID: String, at now: Instant
    ) -> HL7Acknowledgement {
        let errors = refused.findings.filter { $0.severity == .error }
        guard !errors.isEmpty else {
            return HL7Acknowledgement(refusing: refused.error, controlID: controlID, at: now)
        }
        let problems = errors.map {
            HL7Acknowledgement.Problem(JunctionError(.invalid, $0.message, place: $0.place))
        }
        return HL7Acknowledgement(.error, problems: problems, controlID: controlID, at: now)
    }
}
