package import Connectors
import Synchronization
package import Values

/// Stands in for a RabbitMQ broker, called in place of its protocol: keeps what is published, confirms it, and plays faults.
package final class SandboxBroker: Sendable {
    private let desk: Mutex<SandboxDesk>
    private let time: TimeSource

    package init(id: String, time: TimeSource) {
        let limits = SandboxServer.Limits()
        desk = Mutex(
            SandboxDesk(SandboxSystem(id: id), entriesMost: limits.entriesKept, bytesMost: limits.bytesKept))
        self.time = time
    }

    package var received: [SandboxReceived] { desk.withLock { Array($0.ring.kept) } }
    package var receivedCount: Int { desk.withLock { $0.ring.total } }
    package func play(_ faults: [SandboxFault]) { desk.withLock { $0.play(faults) } }

    /// As a broker would end it: confirmed, given back, or the connection is gone.
    package func publish(_ message: RabbitMQMessage, to exchange: String) async -> CallVerdict {
        let now = time.now()
        let fault = desk.withLock { desk in
            let fault = desk.nextFault()
            if fault != .dropBeforeReading {
                desk.keep(message, path: "\(exchange)/\(message.routingKey ?? "")", fault: fault, now: now)
            }
            return fault
        }
        switch fault {
        case .ok: return .success
        case .delay(let span), .drip(let span):
            try? await time.sleep(span)
            return .success
        case .status, .applicationError, .applicationReject:
            return .retry(reason: "the broker could not keep the message", after: nil)
        case .dropAfterReading, .dropBeforeReading, .malformedBody, .garbage, .hang:
            return .retry(reason: "the connection broke", after: nil)
        }
    }
}
