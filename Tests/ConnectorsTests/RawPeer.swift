import NIOCore
import NIOPosix
import Synchronization

/// A TCP peer that sends and reads plain bytes.
final class RawPeer: Sendable {
    struct Ended: Error {}

    private let channel: any Channel
    private let inbox: Inbox
    private let offered = Mutex(0)
    private let sent = Mutex(0)

    /// Bytes given to `send` that the kernel has not taken.
    var unsent: Int { offered.withLock { $0 } - sent.withLock { $0 } }

    private final class Inbox: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let stream: AsyncStream<[UInt8]>
        let held = Mutex<[UInt8]>([])
        private let continuation: AsyncStream<[UInt8]>.Continuation

        init() { (stream, continuation) = AsyncStream<[UInt8]>.makeStream() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }
        func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    init(port: Int) async throws {
        let inbox = Inbox()
        self.inbox = inbox
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(inbox) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ bytes: [UInt8]) async throws {
        offered.withLock { $0 += bytes.count }
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        sent.withLock { $0 += bytes.count }
    }

    /// Gives bytes to the kernel whenever it takes them.
    func offer(_ bytes: [UInt8]) {
        offered.withLock { $0 += bytes.count }
        channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenSuccess { self.sent.withLock { $0 += bytes.count } }
    }

    /// Exactly so many bytes.
    func read(_ count: Int) async throws -> [UInt8] {
        var bytes = inbox.held.withLock { $0 }
        if bytes.count < count {
            for await more in inbox.stream {
                bytes += more
                if bytes.count >= count { break }
            }
        }
        guard bytes.count >= count else { throw Ended() }
        inbox.held.withLock { $0 = Array(bytes[count...]) }
        return Array(bytes[..<count])
    }

    func readToEnd() async throws -> [UInt8] {
        var bytes = inbox.held.withLock { $0 }
        for await more in inbox.stream { bytes += more }
        return bytes
    }

    /// Says that no more will be sent; answers can still come.
    func endSending() async throws { try await channel.close(mode: .output) }

    func close() async { try? await channel.close() }
}
