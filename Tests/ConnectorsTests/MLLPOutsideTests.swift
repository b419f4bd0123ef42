import Foundation
import Logging
import NIOPosix
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

/// Our MLLP against another's: the python-hl7 library.
@Suite(.enabled(if: OutsideProgram.find("mllp_send") != nil, "scripts/setup brings python-hl7"))
struct MLLPOutsideTests {
    @Test func theirSenderAndOurListener() async throws {
        let received = Mutex<[[UInt8]]>([])
        let server = MLLPServer(
            name: "test", host: "127.0.0.1", port: 0, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { message, _ in
            received.withLock { $0.append(message) }
            let id = MLLPAcknowledgement.controlID(of: message) ?? ""
            return Array("MSH|^~\\&|J|||||20260101||ACK|1|P|2.4\rMSA|AA|\(id)\r".utf8)
        }
        let port = try await server.start()
        let file = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString).hl7").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        // Their tool sends the messages of a file that is framed as the protocol frames them.
        let messages = (0..<5).map { MLLPClientTests.message("out\($0)") }
        let framed: [UInt8] = messages.reduce(into: []) { $0 += [0x0B] + $1 + [0x1C, 0x0D] }
        try Data(framed).write(to: URL(filePath: file))
        let printed = try OutsideProgram.run("mllp_send", ["--port", "\(port)", "--file", file, "127.0.0.1"])
        // It takes the last line end off.
        #expect(received.withLock { $0 } == messages.map { Array($0.dropLast()) })
        for number in 0..<5 { #expect(printed.contains("MSA|AA|out\(number)")) }
        await server.stop(grace: .seconds(1))
    }

    @Test func ourSenderAndTheirReceiver() async throws {
        let script = OutsideProgram.root + "/scripts/test-servers/mllp_receiver.py"
        let receiver = try OutsideProgram("python", [script])
        defer { receiver.stop() }
        let port = try #require(Int(receiver.line()))
        let client = try MLLPClient(
            settings: MLLPClientSettings(
                system: "python", host: "127.0.0.1", port: port, allowedNetworks: ["127.0.0.1"]), environment: .test())
        for number in 0..<20 {
            let answer = await client.send(MLLPClientTests.message("id\(number)"))
            #expect(answer.verdict == .success)
            #expect(MLLPAcknowledgement(answer.acknowledgement)?.controlID == "id\(number)")
        }
        await client.shutdown()
    }

    @Test func tlsWithClientCertificates() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("client", alternativeNames: "DNS:client")
        let server = MLLPServer(
            name: "tls", host: "127.0.0.1", port: 0,
            identity: try ListenerIdentity(
                TLSSettings(
                    authorityFile: certificates.path("ca.pem"), certificateFile: certificates.path("server.pem"),
                    keyFile: certificates.path("server.key")),
                at: ListenerIdentityTests.now),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { message, _ in
            let id = MLLPAcknowledgement.controlID(of: message) ?? ""
            return Array("MSH|^~\\&|J\rMSA|AA|\(id)\r".utf8)
        }
        let port = try await server.start()
        func send(_ tls: TLSSettings?) async throws -> MLLPAnswer {
            let client = try MLLPClient(
                settings: MLLPClientSettings(
                    system: "tls", host: "localhost", port: port, tls: tls, allowedNetworks: ["127.0.0.0/8", "::1"]),
                environment: .test())
            let answer = await client.send(MLLPClientTests.message("1"))
            await client.shutdown()
            return answer
        }
        var ours = TLSSettings(authorityFile: certificates.path("ca.pem"))
        #expect(try await send(ours).verdict != .success)
        #expect(try await send(nil).verdict != .success)
        ours.certificateFile = certificates.path("client.pem")
        ours.keyFile = certificates.path("client.key")
        #expect(try await send(ours).verdict == .success)
        ours.authorityFile = certificates.path("other-ca.pem")
        #expect(try await send(ours).code == .tlsFailed)
        await server.stop(grace: .zero)
    }
}
