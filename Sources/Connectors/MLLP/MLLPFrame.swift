package import NIOCore

/// Puts a message between its marks.
package enum MLLPFrame {
    /// Whether the bytes can be framed: the marks must not be in them.
    package static func canCarry(_ message: [UInt8]) -> Bool {
        !message.contains(MLLPDecoder.startOfBlock) && !message.contains(MLLPDecoder.endOfBlock)
    }

    package static func encode(_ message: [UInt8], allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: message.count + 3)
        buffer.writeInteger(MLLPDecoder.startOfBlock)
        buffer.writeBytes(message)
        buffer.writeInteger(MLLPDecoder.endOfBlock)
        buffer.writeInteger(MLLPDecoder.carriageReturn)
        return buffer
    }
}
