import Logging
import NIOPosix
import Sandbox
import Synchronization
import Testing
import Values

@testable import Connectors

@Suite struct MLLPClientTests {
    static func message(_ id: String) -> [UInt8] {
        Array("MSH|^~\\&|S|F|R|F|20260101||ADT^A01|\(id)|P|2.4\rPID|1||42\r".utf8)
    }

    private func running(
        _ faults: [SandboxFault] = [], limits: MLLPLimits = MLLPLimits(),
        _ body: (SandboxMLLPReceiver, MLLPClient) async throws -> Void
    ) async throws {
        let environment = ConnectorEnvironment.test()
        let receiver = SandboxMLLPReceiver(
            system: SandboxSystem(id: "lab", faults: faults), time: environment.time,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let port = try await receiver.start()
        let client = try MLLPClient(
            settings: MLLPClientSettings(
                system: "lab", host: "127.0.0.1", port: port, limits: limits, allowedNetworks: ["127.0.0.1"]),
            environment: environment)
        let result: Result<Void, any Error>
        do { result = .success(try await body(receiver, client)) } catch { result = .failure(error) }
        await client.shutdown()
        await receiver.stop()
        try result.get()
    }

    @Test func messagesAreAcknowledgedInOrder() async throws {
        try await running { receiver, client in
            for number in 0..<20 {
                let answer = await client.send(Self.message("m\(number)"))
                #expect(answer.verdict == .success)
                #expect(MLLPAcknowledgement(answer.acknowledgement)?.controlID == "m\(number)")
            }
            #expect(receiver.received.map(\.body) == (0..<20).map { Self.message("m\($0)") })
        }
    }

    @Test func manySendersShareTheConnection() async throws {
        try await running { receiver, client in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask { #expect(await client.send(Self.message("m\(number)")).verdict == .success) }
                }
            }
            #expect(receiver.receivedCount == 100)
        }
    }

    @Test(arguments: [
        (SandboxFault.applicationError, CallVerdict.refused(reason: "the receiver answered AE")),
        (.applicationReject, .retry(reason: "the receiver answered AR", after: nil)),
        (.dropAfterReading, .retry(reason: "the receiver closed the connection before it acknowledged", after: nil)),
        (.hang, .retry(reason: "no acknowledgement within 'answerTimeout'", after: nil)),
        (.garbage, .retry(reason: "the answer is no HL7 acknowledgement", after: nil)),
        (.malformedBody, .retry(reason: "the answer is no HL7 acknowledgement", after: nil)),
        (.delay(.milliseconds(20)), .success),
    ])
    func faults(fault: SandboxFault, verdict: CallVerdict) async throws {
        var limits = MLLPLimits()
        // Short only where it is what ends the wait: the machine may be busy.
        if fault == .hang { limits.answerTimeout = .milliseconds(300) }
        try await running([fault], limits: limits) { _, client in
            #expect(await client.send(Self.message("1")).verdict == verdict)
            if fault != .hang { #expect(await client.send(Self.message("2")).verdict == .success) }
        }
    }

    @Test func aHangIsNoHindranceToTheNext() async throws {
        var limits = MLLPLimits()
        // The second has as long as the first: on a busy machine that is not to be short.
        limits.answerTimeout = .seconds(20)
        try await running([.hang], limits: limits) { receiver, client in
            async let first = client.send(Self.message("1"))
            while receiver.receivedCount < 1 { try await Task.sleep(for: .milliseconds(2)) }
            let second = await client.send(Self.message("2"))
            #expect(second.verdict == .success)
            #expect(await first.code == .timedOut)
        }
    }

    @Test func limits() async throws {
        var limits = MLLPLimits()
        limits.messageBytes = 100
        limits.waiting = 2
        try await running([.delay(.seconds(5))], limits: limits) { receiver, client in
            #expect(await client.send([UInt8](repeating: 65, count: 101)).code == .requestInvalid)
            #expect(await client.send([65, 0x1C, 0x0D]).code == .requestInvalid)
            async let first = client.send(Self.message("1"))
            while receiver.receivedCount < 1 { try await Task.sleep(for: .milliseconds(2)) }
            let verdicts = await withTaskGroup(of: ErrorCode?.self) { group in
                for number in 2..<6 { group.addTask { await client.send(Self.message("\(number)")).code } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(verdicts.filter { $0 == .connectorBusy }.count == 2)
            #expect(await first.verdict == .success)
        }
    }

    @Test func aReceiverThatComesBackIsUsedAgain() async throws {
        try await running { receiver, client in
            #expect(await client.send(Self.message("1")).verdict == .success)
            await receiver.stop()
            let answer = await client.send(Self.message("2"))
            #expect(answer.code == .connectFailed)
        }
    }

    @Test func forbiddenAddresses() async throws {
        #expect(throws: JunctionError.self) {
            _ = try MLLPClient(
                settings: MLLPClientSettings(system: "s", host: "10.0.0.1", port: 2575), environment: .test())
        }
        let client = try MLLPClient(
            settings: MLLPClientSettings(system: "s", host: "localhost", port: 1), environment: .test())
        #expect(await client.send(Self.message("1")).code == .addressForbidden)
        await client.shutdown()
        #expect(await client.send(Self.message("2")).code == .connectFailed)
    }
}
