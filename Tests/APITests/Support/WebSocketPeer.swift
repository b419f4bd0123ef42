import NIOCore
import NIOPosix
import Testing

@testable import API

/// A client of a WebSocket that sends exactly the frames it is told to.
struct WebSocketPeer {
    struct Frame: Hashable {
        var opcode: UInt8
        var payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        var closeCode: Int? { opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
    }

    /// Of the server.
    let port: Int
    private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = ByteBuffer()

    /// Opens a connection to loopback, sends a request for a WebSocket with these header lines more, and closes after `body`.
    static func open<Result: Sendable>(
        port: Int, _ path: String, headers: [String] = [],
        _ body: @Sendable (inout WebSocketPeer, String) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var peer = WebSocketPeer(port: port, iterator: inbound.makeAsyncIterator(), outbound: outbound)
            let lines =
                [
                    "GET \(path) HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
                ] + headers
            try await peer.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
            let head = try await peer.readHead()
            return try await body(&peer, head)
        }
    }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    func send(_ text: String) async throws { try await send(WebSocketDecoderTests.frame(1, Array(text.utf8))) }

    func close(_ code: UInt16) async throws {
        try await send(WebSocketDecoderTests.frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)]))
    }

    private mutating func fill() async throws -> Bool {
        guard let part = try await iterator.next(isolation: #isolation) else { return false }
        received.writeImmutableBuffer(part)
        return true
    }

    private mutating func readHead() async throws -> String {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            if let byte: UInt8 = received.readInteger() {
                head.unicodeScalars.append(Unicode.Scalar(byte))
            } else if try await !fill() {
                break
            }
        }
        return head
    }

    /// The next frame; nil when the connection has ended.
    mutating func next() async throws -> Frame? {
        while true {
            if let frame = take() { return frame }
            if try await !fill() { return nil }
        }
    }

    /// All that comes until the connection ends.
    mutating func rest() async throws -> String {
        while try await fill() {}
        return received.readString(length: received.readableBytes) ?? ""
    }

    private mutating func take() -> Frame? {
        var look = received
        guard let first: UInt8 = look.readInteger(), let second: UInt8 = look.readInteger() else { return nil }
        var length = Int(second)
        if second == 126 { length = look.readInteger(as: UInt16.self).map(Int.init) ?? -1 }
        if second == 127 { length = look.readInteger(as: UInt64.self).map(Int.init) ?? -1 }
        guard length >= 0, let payload = look.readBytes(length: length) else { return nil }
        received = look
        return Frame(opcode: first & 0xF, payload: payload)
    }
}
