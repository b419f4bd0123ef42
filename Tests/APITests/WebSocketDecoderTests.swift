import NIOCore
import Testing

@testable import API

/// RFC 6455, sections 5 to 8: what a client may send, and what ends the connection.
@Suite struct WebSocketDecoderTests {
    private typealias Event = WebSocketDecoder.Event

    /// A frame as a client sends it.
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true, reserved: UInt8 = 0,
        key: [UInt8]? = [7, 99, 0, 200],
        lengthBytes: Int? = nil
    ) -> [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        let mask: UInt8 = key == nil ? 0 : 0x80
        let wanted = lengthBytes ?? (payload.count < 126 ? 0 : payload.count < 65536 ? 2 : 8)
        bytes.append(mask | (wanted == 0 ? UInt8(payload.count) : wanted == 2 ? 126 : 127))
        for place in (0..<wanted).reversed() { bytes.append(UInt8(truncatingIfNeeded: payload.count >> (8 * place))) }
        guard let key else { return bytes + payload }
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
    }

    /// Every event of some bytes, given in pieces, and how it ended.
    private func decode(_ bytes: [UInt8], piece: Int = .max, most: Int = 1 << 20) -> (
        events: [Event], fault: WebSocketFault?
    ) {
        var decoder = WebSocketDecoder(messageBytesMost: most)
        var events: [Event] = []
        var rest = bytes[...]
        repeat {
            decoder.append(ByteBuffer(bytes: rest.prefix(piece)))
            rest = rest.dropFirst(piece)
            do { while let event = try decoder.next() { events.append(event) } } catch { return (events, error) }
        } while !rest.isEmpty
        return (events, nil)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536, 100_000])
    func `A message of any length comes as it was sent`(length: Int) {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let text = payload.map { $0 & 0x7F }
        for piece in [1, 13, 4096, .max] where piece > 100 || length < 200 {
            let found = decode(Self.frame(2, payload) + Self.frame(1, text), piece: piece)
            #expect(found.events == [.binary(payload), .text(text)])
            #expect(found.fault == nil)
        }
    }

    @Test func `Fragments make one message, and control frames may stand between them`() {
        let bytes =
            Self.frame(1, Array("Gr".utf8), isFinal: false) + Self.frame(9, [1, 2])
            + Self.frame(0, [0xC3], isFinal: false)
            + Self.frame(0, [], isFinal: false) + Self.frame(10, [3]) + Self.frame(0, [0xBC] + Array("n".utf8))
            + Self.frame(8, [0x03, 0xE8] + Array("bye".utf8)) + Self.frame(1, Array("never read".utf8))
        let wanted: [Event] = [
            .ping([1, 2]), .pong, .text(Array("Grün".utf8)), .close(WebSocketClose(code: 1000, reason: "bye")),
        ]
        for piece in [1, 2, 5, .max] { #expect(decode(bytes, piece: piece).events == wanted) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var code: UInt16
        init(_ name: String, _ code: UInt16, _ bytes: [UInt8]) {
            testDescription = name
            self.code = code
            self.bytes = bytes
        }
    }

    static let violations: [Case] = [
        Case("5.1 an unmasked frame", 1002, frame(1, [65], key: nil)),
        Case("5.2 a reserved bit", 1002, frame(1, [65], reserved: 4)),
        Case("5.2 another reserved bit", 1002, frame(1, [65], reserved: 1)),
        Case("5.2 a reserved opcode", 1002, frame(3)), Case("5.2 a reserved control opcode", 1002, frame(0xB)),
        Case("5.2 a length of two bytes that fits in one", 1002, frame(1, [65], lengthBytes: 2)),
        Case(
            "5.2 a length of eight bytes that fits in two", 1002,
            frame(2, [UInt8](repeating: 0, count: 300), lengthBytes: 8)),
        Case("5.2 a length with its highest bit", 1002, [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
        Case("5.4 a continuation of nothing", 1002, frame(0, [65])),
        Case("5.4 a message within a message", 1002, frame(1, [65], isFinal: false) + frame(1, [65])),
        Case(
            "5.4 a continuation after the end", 1002, frame(1, [65], isFinal: false) + frame(0, [65]) + frame(0, [65])),
        Case("5.5 a fragmented ping", 1002, frame(9, [], isFinal: false)),
        Case("5.5 a ping that is too long", 1002, frame(9, [UInt8](repeating: 0, count: 126))),
        Case("5.5.1 a close of one byte", 1002, frame(8, [3])),
        Case("5.5.1 a reason that is not UTF-8", 1007, frame(8, [0x03, 0xE8, 0xFF])),
        Case("8.1 text that is not UTF-8", 1007, frame(1, [0xC3])),
        Case("8.1 a surrogate", 1007, frame(1, [0xED, 0xA0, 0x80])),
        Case("8.1 overlong", 1007, frame(1, [0xC0, 0x80])),
        Case("8.1 cut in two", 1007, frame(1, [0xC3], isFinal: false) + frame(0, [65])),
        Case("10.4 a frame that is too long", 1009, [0x82, 0xFF, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]),
    ]

    @Test(arguments: violations) func `What a client may not do ends the connection`(violation: Case) {
        for piece in [1, .max] { #expect(decode(violation.bytes, piece: piece).fault?.code == violation.code) }
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] as [UInt16])
    func `Codes that are never sent are refused`(code: UInt16) {
        #expect(decode(Self.frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)])).fault?.code == 1002)
    }

    @Test(arguments: [1000, 1001, 1003, 1007, 1011, 1014, 3000, 4999] as [UInt16])
    func `Codes that may be sent are taken`(code: UInt16) {
        let found = decode(Self.frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)]))
        #expect(found.events == [.close(WebSocketClose(code: code))])
    }

    @Test func `A message has an end, in one frame or in many`() {
        let half = [UInt8](repeating: 65, count: 60)
        #expect(decode(Self.frame(1, half), most: 60).events.count == 1)
        #expect(decode(Self.frame(1, half), most: 59).fault?.code == 1009)
        let two = Self.frame(1, half, isFinal: false) + Self.frame(0, half)
        #expect(decode(two, most: 120).events == [.text(half + half)])
        #expect(decode(two, most: 119).fault?.code == 1009)
    }

    /// Whatever comes, in whatever pieces: no crash, the same outcome, and never more held than was sent.
    @Test func `Noise is refused alike in whatever pieces it comes`() {
        var random = Seeded(state: 6455)
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let payload = (0..<Int.random(in: 0...140, using: &random)).map { _ in
                    UInt8.random(in: 0...127, using: &random)
                }
                bytes += Self.frame(
                    UInt8.random(in: 0...15, using: &random) % 11, payload, isFinal: Bool.random(using: &random) || true
                )
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let whole = decode(bytes, most: 300)
            let pieces = decode(bytes, piece: Int.random(in: 1...40, using: &random), most: 300)
            #expect(whole.events == pieces.events)
            #expect(whole.fault == pieces.fault)
        }
    }
}

/// SplitMix64.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
