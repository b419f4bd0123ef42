import NIOCore
import Testing

@testable import Connectors

@Suite struct MLLPDecoderTests {
    private func decode(_ chunks: [[UInt8]], messageBytes: Int = 1 << 20, strayBytes: Int = 16) -> [MLLPDecoder.Event] {
        var decoder = MLLPDecoder(messageBytes: messageBytes, strayBytes: strayBytes)
        var events: [MLLPDecoder.Event] = []
        for chunk in chunks {
            decoder.append(ByteBuffer(bytes: chunk))
            while let event = decoder.next() { events.append(event) }
        }
        return events
    }

    private static func frame(_ text: String) -> [UInt8] { [0x0B] + Array(text.utf8) + [0x1C, 0x0D] }

    /// Messages with an empty one, line ends between, an end mark alone inside, and one given up.
    private static let stream: [UInt8] =
        frame("MSH|^~\\&|A\rPID|1") + frame("") + [0x0D, 0x0A] + [0x0B, 0x41, 0x1C, 0x42, 0x1C, 0x1C, 0x0D]
        + [0x0B, 0x58, 0x59] + frame("last")

    private static let expected: [MLLPDecoder.Event] = [
        .message(Array("MSH|^~\\&|A\rPID|1".utf8)), .message([]), .message([0x41, 0x1C, 0x42, 0x1C]),
        .abandoned(bytes: 2), .message(Array("last".utf8)),
    ]

    @Test func whole() { #expect(decode([Self.stream]) == Self.expected) }

    @Test func byteByByte() { #expect(decode(Self.stream.map { [$0] }) == Self.expected) }

    @Test func everySplitInThree() {
        let stream = Self.stream
        for first in 0...stream.count {
            for second in first...stream.count {
                let chunks = [Array(stream[..<first]), Array(stream[first..<second]), Array(stream[second...])]
                #expect(decode(chunks) == Self.expected, "\(first) \(second)")
            }
        }
    }

    @Test func theLimitItselfIsTaken() {
        #expect(decode([Self.frame("12345678")], messageBytes: 8) == [.message(Array("12345678".utf8))])
        #expect(decode([Self.frame("123456789")], messageBytes: 8) == [.tooLong(start: Array("123456789".utf8))])
    }

    @Test func tooLongIsNoticedBeforeItsEndAndEndsAll() {
        let chunks = [[0x0B] + [UInt8](repeating: 0x41, count: 9), Self.frame("after")]
        #expect(decode(chunks, messageBytes: 8) == [.tooLong(start: [UInt8](repeating: 0x41, count: 9))])
    }

    @Test func onlyTheStartOfWhatIsTooLongIsKept() {
        let events = decode([[0x0B] + [UInt8](repeating: 0x41, count: 200_000)], messageBytes: 100_000)
        #expect(events == [.tooLong(start: [UInt8](repeating: 0x41, count: MLLPDecoder.startBytes))])
    }

    @Test func strayBytesUpToTheLimit() {
        let stray = [UInt8](repeating: 0x20, count: 16)
        #expect(decode([stray + Self.frame("a"), stray + Self.frame("b")]) == [.message([0x61]), .message([0x62])])
        #expect(decode([stray + [0x20] + Self.frame("a")]) == [.stray])
        #expect(decode((stray + [0x20]).map { [$0] }) == [.stray])
        #expect(decode([[0x20] + Self.frame("a")], strayBytes: 0) == [.stray])
    }

    @Test func halfMessageIsKnown() {
        var decoder = MLLPDecoder(messageBytes: 100, strayBytes: 16)
        decoder.append(ByteBuffer(bytes: [0x0D, 0x0B, 1, 2, 3]))
        #expect(decoder.next() == nil)
        #expect(decoder.halfMessage == 3)
        decoder.append(ByteBuffer(bytes: [0x1C]))
        #expect(decoder.next() == nil)
        decoder.append(ByteBuffer(bytes: [0x0D]))
        #expect(decoder.next() == .message([1, 2, 3]))
        #expect(decoder.halfMessage == nil && decoder.buffered == 0)
    }

    /// Random messages in random pieces come out as they went in, and searching does not begin anew with each piece.
    @Test func randomPieces() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var stream: [UInt8] = []
            var expected: [MLLPDecoder.Event] = []
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let message = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                    UInt8.random(in: 0x1D...0xFF, using: &random)
                }
                stream += [0x0B] + message + [0x1C, 0x0D]
                expected.append(.message(message))
            }
            var chunks: [[UInt8]] = []
            while !stream.isEmpty {
                let count = Int.random(in: 1...min(97, stream.count), using: &random)
                chunks.append(Array(stream.prefix(count)))
                stream.removeFirst(count)
            }
            #expect(decode(chunks) == expected)
        }
    }

    @Test func frameRoundTrip() {
        let frame = MLLPFrame.encode([1, 2, 3], allocator: ByteBufferAllocator())
        #expect(Array(frame.readableBytesView) == [0x0B, 1, 2, 3, 0x1C, 0x0D])
        #expect(!MLLPFrame.canCarry([1, 0x0B]) && !MLLPFrame.canCarry([0x1C]) && MLLPFrame.canCarry([0x0D, 0xFF]))
    }

    @Test(arguments: [
        ("MSH|^~\\&|A|B|C|D|20260101||ACK|9|P|2.4\rMSA|AA|42\r", "42", CallVerdict.success),
        ("MSH|^~\\&|A\nMSA|CA|42", "42", .success),
        ("MSH|^~\\&|A\rMSA|AE|42|no\r", "42", .refused(reason: "the receiver answered AE")),
        ("MSH#^~\\&#A\rMSA#AR#42\r", "42", .retry(reason: "the receiver answered AR", after: nil)),
        ("MSH|^~\\&|A\rMSA|AA|43\r", "43", .retry(reason: "the acknowledgement is for another message", after: nil)),
        ("MSH|^~\\&|A\rMSA||42\r", "42", .retry(reason: "the acknowledgement has no code", after: nil)),
    ])
    func acknowledgements(text: String, id: String, verdict: CallVerdict) throws {
        let message = Array("MSH|^~\\&|S|F|R|F|20260101||ADT^A01|42|P|2.4\rPID|1\r".utf8)
        #expect(MLLPAcknowledgement.controlID(of: message) == "42")
        let read = try #require(MLLPAcknowledgement(Array(text.utf8)))
        #expect(read.controlID == id)
        #expect(read.verdict(for: message).verdict == verdict)
    }

    @Test(arguments: ["", "MSH", "MSH|^~\\&|A\rPID|1", "HTTP/1.1 400 Bad Request", "MSA|AA|42"])
    func noAcknowledgement(text: String) { #expect(MLLPAcknowledgement(Array(text.utf8)) == nil) }
}
