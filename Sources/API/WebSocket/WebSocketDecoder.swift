import NIOCore

/// Finds messages in the bytes that a client sends (RFC 6455, sections 5 to 8), and whatever it may not do. Pure, and strict:
/// frames must be masked, lengths as short as they can be, reserved bits and opcodes unused, text UTF-8.
///
/// NIO's own decoder makes an object of every frame and leaves most of these rules to others; here a message costs one copy.
struct WebSocketDecoder {
    enum Event: Hashable {
        case text([UInt8])
        case binary([UInt8])
        case ping([UInt8])
        case pong
        case close(WebSocketClose)
    }

    private struct Head {
        var isFinal: Bool
        var opcode: WebSocketOpcode
        /// Of all before the payload.
        var size: Int
        var length: Int
    }

    /// Longest payload of a control frame (section 5.5).
    private static let controlBytesMost = 125

    private let messageBytesMost: Int
    private var buffer = ByteBuffer()
    /// Of a message that has begun and not ended.
    private var fragments: [UInt8] = []
    private var fragmented: WebSocketOpcode?
    private var isEnded = false

    init(messageBytesMost: Int) { self.messageBytesMost = messageBytesMost }

    /// Bytes that have come and not been given out yet.
    var held: Int { buffer.readableBytes + fragments.count }

    mutating func append(_ part: ByteBuffer) {
        guard !isEnded else { return }
        if buffer.readableBytes == 0 {
            buffer = part
        } else {
            buffer.discardReadBytes()
            buffer.writeImmutableBuffer(part)
        }
    }

    /// The next whole message or control frame; nil when it is not all there, and after a close.
    mutating func next() throws(WebSocketFault) -> Event? {
        while !isEnded, let head = try readHead() {
            guard buffer.readableBytes >= head.size + head.length else { return nil }
            let payload = readPayload(head)
            if let event = try take(head, payload) { return event }
        }
        return nil
    }

    /// Nil when it is not all there. What is wrong with it is told before its payload has come.
    private func readHead() throws(WebSocketFault) -> Head? {
        let start = buffer.readerIndex
        guard let bits: UInt16 = buffer.getInteger(at: start) else { return nil }
        guard bits & 0x7000 == 0 else { throw violation("a reserved bit is set") }
        guard let opcode = WebSocketOpcode(rawValue: UInt8(bits >> 8 & 0xF)) else {
            throw violation("there is no such opcode")
        }
        guard bits & 0x80 != 0 else { throw violation("a client's frames are masked") }
        let isFinal = bits & 0x8000 != 0
        if opcode.isControl {
            guard isFinal else { throw violation("a control frame is never fragmented") }
            guard bits & 0x7F <= Self.controlBytesMost else { throw violation("a control frame is too long") }
        } else {
            guard (opcode == .continuation) == (fragmented != nil) else {
                throw violation(opcode == .continuation ? "nothing is to be continued" : "a message is not ended yet")
            }
        }
        guard let (size, length) = try readLength(UInt8(bits & 0x7F), at: start + 2) else { return nil }
        guard opcode.isControl || length <= messageBytesMost - fragments.count else {
            throw WebSocketFault(
                code: WebSocketCloseCode.tooLarge, reason: "a message has \(messageBytesMost) bytes at most")
        }
        return Head(isFinal: isFinal, opcode: opcode, size: 2 + size + 4, length: length)
    }

    private func readLength(
        _ short: UInt8, at index: Int
    ) throws(WebSocketFault) -> (size: Int, length: Int)? {
        switch short {
        case 126:
            guard let length: UInt16 = buffer.getInteger(at: index) else { return nil }
            guard length >= 126 else { throw violation("a length is longer than it need be") }
            return (2, Int(length))
        case 127:
            guard let length: UInt64 = buffer.getInteger(at: index) else { return nil }
            guard length >> 63 == 0, length >= 65536 else { throw violation("a length is not as it should be") }
            return (8, Int(length))
        default: return (0, Int(short))
        }
    }

    private mutating func readPayload(_ head: Head) -> [UInt8] {
        let keyIndex = buffer.readerIndex + head.size - 4
        let key: UInt32 = buffer.getInteger(at: keyIndex, endianness: .little) ?? 0
        let payload = unsafe buffer.withUnsafeReadableBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[head.size..<head.size + head.length])
            return unsafe Self.unmasked(rest, key)
        }
        buffer.moveReaderIndex(forwardBy: head.size + head.length)
        return payload
    }

    /// Section 5.3, eight bytes at a time.
    private static func unmasked(_ masked: UnsafeRawBufferPointer, _ key: UInt32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: masked.count) { plain, count in
            let wide = UInt64(key) << 32 | UInt64(key)
            let whole = masked.count & ~7
            let target = UnsafeMutableRawBufferPointer(plain)
            for index in stride(from: 0, to: whole, by: 8) {
                let word = unsafe UInt64(littleEndian: masked.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                unsafe target.storeBytes(of: (word ^ wide).littleEndian, toByteOffset: index, as: UInt64.self)
            }
            for index in whole..<masked.count {
                unsafe target[index] = unsafe masked[index] ^ UInt8(truncatingIfNeeded: key >> (8 * UInt32(index & 3)))
            }
            count = masked.count
        }
    }

    private mutating func take(_ head: Head, _ payload: [UInt8]) throws(WebSocketFault) -> Event? {
        switch head.opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong
        case .close:
            isEnded = true
            buffer.clear()
            return .close(try close(payload))
        case .text, .binary:
            if head.isFinal { return try message(head.opcode, payload) }
            fragmented = head.opcode
            fragments = payload
            return nil
        case .continuation:
            fragments += payload
            guard head.isFinal, let opcode = fragmented else { return nil }
            defer {
                fragments = []
                fragmented = nil
            }
            return try message(opcode, fragments)
        }
    }

    private func message(_ opcode: WebSocketOpcode, _ bytes: [UInt8]) throws(WebSocketFault) -> Event {
        guard opcode == .text else { return .binary(bytes) }
        guard Self.isUTF8(bytes) else { throw notText() }
        return .text(bytes)
    }

    private func close(_ payload: [UInt8]) throws(WebSocketFault) -> WebSocketClose {
        guard !payload.isEmpty else { return WebSocketClose() }
        guard payload.count >= 2 else { throw violation("a close has a code of two bytes") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard WebSocketCloseCode.mayBeSent(code) else { throw violation("this code is never sent") }
        let reason = payload[2...]
        guard Self.isUTF8(Array(reason)) else { throw notText() }
        return WebSocketClose(code: code, reason: String(decoding: reason, as: UTF8.self))
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        do { _ = try UTF8Span(validating: bytes.span) } catch { return false }
        return true
    }

    private func notText() -> WebSocketFault {
        WebSocketFault(code: WebSocketCloseCode.invalidText, reason: "this is not UTF-8")
    }

    private func violation(_ reason: String) -> WebSocketFault {
        WebSocketFault(code: WebSocketCloseCode.protocolError, reason: reason)
    }
}
