package import NIOCore

/// Finds the messages in a stream of bytes framed by HL7's minimal lower layer protocol:
/// `0x0B` message `0x1C 0x0D`. Pure: bytes in, events out.
///
/// It holds what has come and gives one event per call, so that whoever drives it decides how far to read ahead.
package struct MLLPDecoder: Sendable {
    package enum Event: Sendable, Hashable {
        case message([UInt8])
        /// A new message began before this one ended: its sender had given it up. Its bytes are dropped.
        case abandoned(bytes: Int)
        /// Longer than the limit; `start` holds enough of it to answer. Nothing more will be read.
        case tooLong(start: [UInt8])
        /// More stray bytes between messages than the limit. Nothing more will be read.
        case stray
    }

    private enum State: Sendable {
        case between
        /// `searched` bytes from the start of the buffer hold no end.
        case within(searched: Int)
        case ended
    }

    static let startOfBlock: UInt8 = 0x0B
    static let endOfBlock: UInt8 = 0x1C
    static let carriageReturn: UInt8 = 0x0D
    /// What is kept of a message that is too long: its header, and more.
    static let startBytes = 64 << 10

    private let messageBytes: Int
    private let strayBytes: Int
    private var buffer = ByteBuffer()
    private var state = State.between
    private var strayCount = 0

    package init(messageBytes: Int, strayBytes: Int) {
        self.messageBytes = messageBytes
        self.strayBytes = strayBytes
    }

    /// Bytes that have come and belong to no event yet.
    package var buffered: Int { buffer.readableBytes }
    /// Bytes of a message that has begun and not ended; nil between messages.
    package var halfMessage: Int? { if case .within = state { buffer.readableBytes } else { nil } }

    package mutating func append(_ bytes: ByteBuffer) {
        if case .ended = state { return }
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next event; nil until more bytes come.
    package mutating func next() -> Event? {
        switch state {
        case .ended: return nil
        case .between:
            guard let begun = skipToStart() else { return nil }
            return begun ? next() : end(.stray)
        case .within(let searched): return search(from: searched)
        }
    }

    /// Whether a message began; nil when more bytes are needed; false when there were too many stray ones.
    private mutating func skipToStart() -> Bool? {
        let view = buffer.readableBytesView
        let start = view.firstIndex(of: Self.startOfBlock)
        strayCount += (start ?? view.endIndex) - view.startIndex
        guard strayCount <= strayBytes else { return false }
        guard let start else {
            buffer.clear()
            return nil
        }
        buffer.moveReaderIndex(to: start + 1)
        strayCount = 0
        state = .within(searched: 0)
        return true
    }

    private mutating func search(from searched: Int) -> Event? {
        let view = buffer.readableBytesView
        var from = view.startIndex + searched
        while true {
            let end = view[from...].firstIndex(of: Self.endOfBlock)
            if let again = view[from..<(end ?? view.endIndex)].firstIndex(of: Self.startOfBlock) {
                return abandon(at: again, count: again - view.startIndex)
            }
            guard (end ?? view.endIndex) - view.startIndex <= messageBytes else {
                return self.end(.tooLong(start: Array(view[..<(end ?? view.endIndex)].prefix(Self.startBytes))))
            }
            guard let end, end + 1 < view.endIndex else {
                state = .within(searched: (end ?? view.endIndex) - view.startIndex)
                return nil
            }
            if view[end + 1] == Self.carriageReturn { return take(end - view.startIndex) }
            from = end + 1
        }
    }

    private mutating func take(_ count: Int) -> Event? {
        let message = buffer.readBytes(length: count) ?? []
        buffer.moveReaderIndex(forwardBy: 2)
        state = .between
        // A buffer that grew for a large message is not kept for small ones.
        if buffer.readableBytes == 0 { buffer = ByteBuffer() } else { buffer.discardReadBytes() }
        return .message(message)
    }

    private mutating func abandon(at position: Int, count: Int) -> Event {
        buffer.moveReaderIndex(to: position + 1)
        state = .within(searched: 0)
        return .abandoned(bytes: count)
    }

    private mutating func end(_ event: Event) -> Event {
        stop()
        return event
    }

    /// Drops what is held and all that comes.
    package mutating func stop() {
        buffer = ByteBuffer()
        state = .ended
    }
}
