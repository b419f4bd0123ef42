import NIOCore

/// What a frame is (RFC 6455, section 5.2).
enum WebSocketOpcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    var isControl: Bool { rawValue & 0x8 != 0 }
}

/// Why a connection is closed (RFC 6455, section 7.4, and the registry that it founds).
enum WebSocketCloseCode {
    static let normal: UInt16 = 1000
    static let goingAway: UInt16 = 1001
    static let protocolError: UInt16 = 1002
    static let unsupportedData: UInt16 = 1003
    static let invalidText: UInt16 = 1007
    static let policyViolation: UInt16 = 1008
    static let tooLarge: UInt16 = 1009
    static let internalFault: UInt16 = 1011
    static let tryAgainLater: UInt16 = 1013

    /// Others are reserved, or never sent over a connection.
    static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

/// A reason to close, as one side tells it the other.
struct WebSocketClose: Sendable, Hashable {
    /// Nil: the frame said nothing.
    var code: UInt16?
    var reason = ""
}

/// What a peer did that ends the connection.
struct WebSocketFault: Error, Hashable {
    var code: UInt16
    /// Up to 123 bytes.
    var reason: String
}

extension ByteBuffer {
    /// Writes one whole message or control frame, as a server does: unmasked.
    mutating func writeFrame(_ opcode: WebSocketOpcode, _ payload: some Collection<UInt8>) {
        writeFrameHead(opcode, length: payload.count)
        writeBytes(payload)
    }

    mutating func writeFrameHead(_ opcode: WebSocketOpcode, length: Int) {
        writeInteger(0x80 | opcode.rawValue)
        switch length {
        case ..<126: writeInteger(UInt8(truncatingIfNeeded: length))
        case ..<65536:
            writeInteger(126 as UInt8)
            writeInteger(UInt16(truncatingIfNeeded: length))
        default:
            writeInteger(127 as UInt8)
            writeInteger(UInt64(length))
        }
    }

    mutating func writeClose(_ close: WebSocketClose) {
        guard let code = close.code else { return writeFrameHead(.close, length: 0) }
        writeFrameHead(.close, length: 2 + close.reason.utf8.count)
        writeInteger(code)
        writeString(close.reason)
    }
}
