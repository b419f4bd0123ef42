import Formats
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TestKit
import Testing
import Values

@testable import App

/// `ordering: key` with `concurrency` above 1: one of a key after the other, keys beside each other, also when calls fail.
@Suite struct WebhookOrderTests {
    private static let keys = 6
    private static let perKey = 12

    @Test func eachKeyStaysInOrderWhileKeysGoBesideEachOther() async throws {
        let desk = ReceiverDesk(together: 4)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Receiver(desk))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let port = try #require(server.localAddress?.port)
            _ = try await client.post(
                "/api/integration/events/subscribe",
                body: Array(
                    #"{"id":"s","filters":[{"exact":{"type":"t"}}],"ordering":"key","concurrency":8,"target":{"type":"webhook","url":"http://127.0.0.1:\#(port)/","format":"payload","allowedNetworks":["127.0.0.0/8"]}}"#
                        .utf8))
            let events = (0..<Self.perKey).flatMap { number in
                (0..<Self.keys).map { key in
                    #"{"type":"t","source":"s","key":"k\#(key)","payload":{"key":\#(key),"number":\#(number)}}"#
                }
            }
            _ = try await client.post(
                "/api/integration/events/publish", body: Array("[\(events.joined(separator: ","))]".utf8))
            let isDone = await eventually { desk.state.withLock { $0.accepted.count } == Self.keys * Self.perKey }
            #expect(isDone)
            try await running.stop()
        }
        try await server.close()
        let state = desk.state.withLock { $0 }
        for key in 0..<Self.keys {
            #expect(state.accepted.filter { $0.key == key }.map(\.number) == Array(0..<Self.perKey), "key \(key)")
        }
        // Two of one key were never under way together, and at one moment several keys were.
        #expect(state.overlaps == 0)
        #expect(state.keysTogether >= 4)
        #expect(state.failures == Self.keys * 3)
    }
}

/// What the receiver has seen. It answers nobody until calls of so many keys are under way together.
private final class ReceiverDesk: Sendable {
    struct Call: Hashable {
        var key: Int
        var number: Int
    }

    enum Answer { case accept, fail, hangUp }

    struct State {
        var accepted: [Call] = []
        var underWay: [Int: Int] = [:]
        var attempts: [Call: Int] = [:]
        var keysTogether = 0
        var overlaps = 0
        var failures = 0
        var waiting: [@Sendable () -> Void] = []
    }

    let state = Mutex(State())
    private let together: Int

    init(together: Int) { self.together = together }

    /// Calls back, at once or later, when the call may be answered.
    func begin(_ call: Call, _ answer: @escaping @Sendable () -> Void) {
        let ready = state.withLock { state -> [@Sendable () -> Void] in
            state.underWay[call.key, default: 0] += 1
            if state.underWay[call.key] != 1 { state.overlaps += 1 }
            state.attempts[call, default: 0] += 1
            state.keysTogether = max(state.keysTogether, state.underWay.values.filter { $0 > 0 }.count)
            state.waiting.append(answer)
            guard state.keysTogether >= together else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for answer in ready { answer() }
    }

    /// Of each key one call fails twice, and another is cut off once.
    func end(_ call: Call) -> Answer {
        state.withLock { state in
            state.underWay[call.key, default: 0] -= 1
            let attempt = state.attempts[call] ?? 0
            switch call.number {
            case 2 where attempt <= 2: state.failures += 1
            case 7 where attempt == 1:
                state.failures += 1
                return .hangUp
            default:
                state.accepted.append(call)
                return .accept
            }
            return .fail
        }
    }
}

private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let desk: ReceiverDesk
    private var body: [UInt8] = []

    init(_ desk: ReceiverDesk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: body = []
        case .body(let part): body += part.readableBytesView
        case .end:
            guard let value = try? JSONFormat().decode(body), let key = value["key"]?.integer,
                let number = value["number"]?.integer
            else { return context.close(promise: nil) }
            let call = ReceiverDesk.Call(key: Int(key), number: Int(number))
            let channel = context.channel
            let desk = desk
            desk.begin(call) {
                // A little later for some, so that an order by chance would show.
                channel.eventLoop.scheduleTask(in: .milliseconds(Int64((call.key * 7 + call.number * 3) % 11))) {
                    Self.answer(desk.end(call), channel)
                }
            }
        }
    }

    private static func answer(_ answer: ReceiverDesk.Answer, _ channel: any Channel) {
        if answer == .hangUp { return channel.close(promise: nil) }
        let status = answer == .accept ? HTTPResponseStatus.ok : .serviceUnavailable
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["content-length": "0"])
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
}
