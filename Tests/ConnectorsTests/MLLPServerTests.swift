import Logging
import NIOCore
import NIOPosix
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

@Suite struct MLLPServerTests {
    private static let group = MultiThreadedEventLoopGroup.singleton

    private func serving(
        _ limits: MLLPLimits = MLLPLimits(),
        refusal: @escaping MLLPServer.RefusalHandler = { _, _ in [] },
        handler: @escaping MLLPServer.Handler, _ body: (MLLPServer, Int) async throws -> Void
    ) async throws {
        let server = MLLPServer(
            name: "test", host: "127.0.0.1", port: 0, limits: limits, eventLoopGroup: Self.group,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), refusal: refusal,
            handler: handler)
        let port = try await server.start()
        let result: Result<Void, any Error>
        do { result = .success(try await body(server, port)) } catch { result = .failure(error) }
        await server.stop(grace: .seconds(2))
        try result.get()
    }

    private static func frame(_ text: String) -> [UInt8] { [0x0B] + Array(text.utf8) + [0x1C, 0x0D] }

    @Test func answersInOrderHoweverTheBytesArrive() async throws {
        try await serving(handler: { message, _ in Array("re:".utf8) + message }) { _, port in
            let peer = try await RawPeer(port: port)
            try await peer.send(Self.frame("one") + Self.frame("two") + [0x0B, 0x74])
            try await peer.send(Array("hree".utf8) + [0x1C])
            try await peer.send([0x0D])
            let expected = Self.frame("re:one") + Self.frame("re:two") + Self.frame("re:three")
            let got1 = try await peer.read(expected.count)
            #expect(got1 == expected)
            await peer.close()
        }
    }

    /// While one message is worked on, no other of the same connection is begun.
    @Test func oneAtATimePerConnection() async throws {
        let underWay = Mutex((now: 0, most: 0))
        let handler: MLLPServer.Handler = { message, _ in
            underWay.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try? await Task.sleep(for: .milliseconds(2))
            underWay.withLock { $0.now -= 1 }
            return message
        }
        try await serving(handler: handler) { _, port in
            let peer = try await RawPeer(port: port)
            let frames = (0..<50).flatMap { Self.frame("m\($0)") }
            try await peer.send(frames)
            let got2 = try await peer.read(frames.count)
            #expect(got2 == frames)
            #expect(underWay.withLock { $0.most } == 1)
            await peer.close()
        }
    }

    /// A sender that does not wait is held back by TCP: what the server holds stays small.
    @Test func aSenderThatRunsAheadIsHeldBack() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let begun = Mutex(0)
        let handler: MLLPServer.Handler = { _, _ in
            begun.withLock { $0 += 1 }
            for await _ in gate.stream { break }
            return [0x41]
        }
        try await serving(handler: handler) { _, port in
            let peer = try await RawPeer(port: port)
            let large = [0x0B] + [UInt8](repeating: 0x41, count: 1 << 19) + [0x1C, 0x0D]
            for _ in 0..<64 { peer.offer(large) }
            #expect(await eventually { begun.withLock { $0 } > 0 })
            #expect(begun.withLock { $0 } == 1)
            // 32 MiB are offered; the kernel's buffers take a few, the server one read.
            #expect(peer.unsent > 8 << 20)
            gate.continuation.finish()
            let got3 = try await peer.read(64 * 4)
            #expect(got3.count == 256)
            await peer.close()
        }
    }

    @Test func tooLongIsAnsweredAndClosed() async throws {
        var limits = MLLPLimits()
        limits.messageBytes = 1000
        let refusal: MLLPServer.RefusalHandler = { refusal, _ in
            guard case .tooLong(let limit, let start) = refusal else { return [] }
            return Array("AR \(limit) \(start.prefix(3).count)".utf8)
        }
        try await serving(limits, refusal: refusal, handler: { message, _ in message }) { _, port in
            let peer = try await RawPeer(port: port)
            let exact = [0x0B] + [UInt8](repeating: 0x41, count: 1000) + [0x1C, 0x0D]
            try await peer.send(exact)
            let got4 = try await peer.read(exact.count)
            #expect(got4 == exact)
            try? await peer.send([0x0B] + [UInt8](repeating: 0x41, count: 2_000_000))
            let got5 = try await peer.readToEnd()
            #expect(got5 == Self.frame("AR 1000 3"))
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "MSH|^~\\&|no mark\r"])
    func whatIsNotMLLPIsClosed(text: String) async throws {
        var limits = MLLPLimits()
        limits.strayBytes = 8
        try await serving(limits, handler: { message, _ in message }) { _, port in
            let peer = try await RawPeer(port: port)
            try await peer.send(Array(text.utf8))
            let got6 = try await peer.readToEnd()
            #expect(got6.isEmpty)
        }
    }

    @Test func idleAndSlowConnectionsAreClosed() async throws {
        var limits = MLLPLimits()
        limits.idleTime = .milliseconds(100)
        try await serving(limits, handler: { message, _ in message }) { _, port in
            let got7 = try await RawPeer(port: port).readToEnd()
            #expect(got7.isEmpty)
        }
        limits.idleTime = .seconds(60)
        limits.messageTime = .milliseconds(200)
        try await serving(limits, handler: { message, _ in message }) { _, port in
            let peer = try await RawPeer(port: port)
            try await peer.send([0x0B, 0x41])
            let dripping = Task {
                while !Task.isCancelled { try await peer.send([0x42]); try await Task.sleep(for: .milliseconds(20)) }
            }
            let got8 = try await peer.readToEnd()
            #expect(got8.isEmpty)
            dripping.cancel()
        }
    }

    @Test func moreConnectionsThanAllowedAreClosed() async throws {
        var limits = MLLPLimits()
        limits.connections = 2
        try await serving(limits, handler: { message, _ in message }) { server, port in
            let one = try await RawPeer(port: port)
            let two = try await RawPeer(port: port)
            for peer in [one, two] {
                try await peer.send(Self.frame("x"))
                let got9 = try await peer.read(4)
                #expect(got9 == Self.frame("x"))
            }
            let three = try await RawPeer(port: port)
            let got10 = try await three.readToEnd()
            #expect(got10.isEmpty)
            await one.close()
            #expect(await eventually { server.openConnections <= 1 })
            let four = try await RawPeer(port: port)
            try await four.send(Self.frame("y"))
            let got11 = try await four.read(4)
            #expect(got11 == Self.frame("y"))
            await two.close()
            await four.close()
        }
    }

    @Test func stopLetsAMessageUnderWayBeAnswered() async throws {
        let begun = AsyncStream<Void>.makeStream()
        let gate = AsyncStream<Void>.makeStream()
        let handler: MLLPServer.Handler = { message, _ in
            begun.continuation.yield()
            for await _ in gate.stream { break }
            return message
        }
        try await serving(handler: handler) { server, port in
            let busy = try await RawPeer(port: port)
            let spare = try await RawPeer(port: port)
            try await busy.send(Self.frame("last") + Self.frame("not begun"))
            for await _ in begun.stream { break }
            async let stopped: Void = server.stop(grace: .seconds(30))
            // The stop is under way when the spare connection has gone.
            let got13 = try await spare.readToEnd()
            #expect(got13.isEmpty)
            try await Task.sleep(for: .milliseconds(50))
            gate.continuation.finish()
            let got12 = try await busy.readToEnd()
            #expect(got12 == Self.frame("last"))
            await stopped
            #expect(server.openConnections == 0)
            await #expect(throws: (any Error).self) { _ = try await RawPeer(port: port) }
        }
    }

    @Test func stopCutsOffWhatTakesTooLong() async throws {
        let begun = AsyncStream<Void>.makeStream()
        let handler: MLLPServer.Handler = { message, _ in
            begun.continuation.yield()
            try? await Task.sleep(for: .seconds(120))
            return message
        }
        try await serving(handler: handler) { server, port in
            let peer = try await RawPeer(port: port)
            try await peer.send(Self.frame("slow"))
            for await _ in begun.stream { break }
            let clock = ContinuousClock()
            let took = await clock.measure { await server.stop(grace: .milliseconds(50)) }
            // Far from the handler's two minutes, however loaded the machine is.
            #expect(took < .seconds(30))
            let got14 = try await peer.readToEnd()
            #expect(got14.isEmpty)
        }
    }

    @Test func hundredsOfConnections() async throws {
        try await serving(handler: { message, _ in message }) { server, port in
            var peers: [RawPeer] = []
            for _ in 0..<300 { peers.append(try await RawPeer(port: port)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, peer) in peers.enumerated() {
                    group.addTask {
                        for round in 0..<3 {
                            let frame = Self.frame("\(index)-\(round)")
                            try await peer.send(frame)
                            let got15 = try await peer.read(frame.count)
                            #expect(got15 == frame)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.openConnections == 300)
            for peer in peers { await peer.close() }
            #expect(await eventually { server.openConnections == 0 })
        }
    }

    @Test func aSenderThatClosesItsSideIsStillAnswered() async throws {
        let handler: MLLPServer.Handler = { message, _ in
            try? await Task.sleep(for: .milliseconds(50))
            return message
        }
        try await serving(handler: handler) { server, port in
            let peer = try await RawPeer(port: port)
            try await peer.send(Self.frame("one") + Self.frame("two") + [0x0B, 0x74])
            try await peer.endSending()
            let answers = try await peer.readToEnd()
            #expect(answers == Self.frame("one") + Self.frame("two"))
            #expect(await eventually { server.openConnections == 0 })
        }
    }

    @Test func aTakenPortSaysSo() async throws {
        try await serving(handler: { message, _ in message }) { _, port in
            let other = MLLPServer(
                name: "other", host: "127.0.0.1", port: port, eventLoopGroup: Self.group, logger: Logger(label: "test")
            ) { message, _ in message }
            let error = await #expect(throws: JunctionError.self) { _ = try await other.start() }
            #expect(error?.code == .portTaken)
        }
    }
}
