import NIOCore
import NIOPosix

/// A connection that sends exactly the bytes it is told to.
struct RawConnection: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Opens a connection to loopback and closes it after `body`.
    static func open<Result: Sendable>(
        port: Int, _ body: @Sendable (inout Session) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var session = Session(iterator: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&session)
        }
    }

    struct Session {
        fileprivate var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        private var received = ""

        fileprivate init(
            iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        ) {
            self.iterator = iterator
            self.outbound = outbound
        }

        func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

        /// Says no more, and goes on listening.
        func finish() { outbound.finish() }

        /// What came until `mark` was in it, or the connection ended.
        mutating func read(until mark: String? = nil) async throws -> String {
            while mark == nil || !received.contains(mark!) {
                guard let part = try await iterator.next(isolation: #isolation) else { break }
                received += String(buffer: part)
            }
            defer { received = "" }
            return received
        }
    }
}
