import Connectors
import Formats
package import Logging
package import NIOCore
import Synchronization
package import Values

/// Stands in for an external system that receives HL7 over MLLP: acknowledges, keeps what it was sent, and plays faults.
package final class SandboxMLLPReceiver: Sendable {
    private let desk: Mutex<SandboxDesk>
    private let time: TimeSource
    private let server = Mutex<MLLPServer?>(nil)
    private let group: any EventLoopGroup
    private let logger: Logger

    package init(system: SandboxSystem, time: TimeSource, eventLoopGroup: any EventLoopGroup, logger: Logger) {
        let limits = SandboxServer.Limits()
        desk = Mutex(SandboxDesk(system, entriesMost: limits.entriesKept, bytesMost: limits.bytesKept))
        self.time = time
        self.logger = logger
        group = eventLoopGroup
    }

    /// Begins to listen, and returns the port.
    package func start(host: String = "127.0.0.1", port: Int = 0) async throws(JunctionError) -> Int {
        let name = desk.withLock { $0.system.id }
        let server = MLLPServer(
            name: "sandbox-\(name)", host: host, port: port, eventLoopGroup: group, logger: logger
        ) { [self] message, info in
            await answer(message, info)
        }
        self.server.withLock { $0 = server }
        return try await server.start()
    }

    package func stop() async {
        await server.withLock { $0 }?.stop(grace: .zero)
    }

    package var received: [SandboxReceived] { desk.withLock { Array($0.ring.kept) } }
    package var receivedCount: Int { desk.withLock { $0.ring.total } }
    package func play(_ faults: [SandboxFault]) { desk.withLock { $0.play(faults) } }

    private func answer(_ message: [UInt8], _ info: MLLPConnectionInfo) async -> [UInt8] {
        let now = time.now()
        let (fault, number) = desk.withLock { desk in
            let fault = desk.nextFault()
            if fault != .dropBeforeReading { desk.keep(message: message, fault: fault, now: now) }
            return (fault, desk.ring.total)
        }
        func acknowledge(_ code: HL7Acknowledgement.Code) -> [UInt8] {
            HL7Acknowledgement(code, controlID: "SANDBOX\(number)", at: now).answer(to: message)
        }
        switch fault {
        case .ok: return acknowledge(.accept)
        case .applicationError: return acknowledge(.error)
        case .applicationReject, .status: return acknowledge(.reject)
        case .delay(let span), .drip(let span):
            try? await time.sleep(span)
            return acknowledge(.accept)
        case .malformedBody:
            let whole = acknowledge(.accept)
            return Array(whole.prefix(whole.count / 3))
        case .garbage: return Array("this is not HL7".utf8)
        case .hang: return []
        case .dropAfterReading, .dropBeforeReading:
            server.withLock { $0 }?.cut(connection: info.number)
            return []
        }
    }
}
