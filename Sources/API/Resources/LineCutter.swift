import NIOCore
import Values

/// Cuts what comes in parts into lines.
struct LineCutter {
    private var held = ByteBuffer()
    /// Bytes of `held` that are known to have no line feed.
    private var searched = 0
    private let lineBytesMost: Int

    init(lineBytesMost: Int) { self.lineBytesMost = lineBytesMost }

    mutating func append(_ part: ByteBuffer) {
        held.discardReadBytes()
        var part = part
        held.writeBuffer(&part)
    }

    /// The next whole line without its line feed; nil until more comes. Throws `bodyTooLarge`.
    mutating func next() throws -> [UInt8]? {
        let bytes = held.readableBytesView
        guard let end = bytes.dropFirst(searched).firstIndex(of: 0x0A) else {
            searched = bytes.count
            guard searched <= lineBytesMost else { throw tooLong() }
            return nil
        }
        let count = end - bytes.startIndex
        guard count <= lineBytesMost else { throw tooLong() }
        searched = 0
        let line = held.readBytes(length: count)
        held.moveReaderIndex(forwardBy: 1)
        return line
    }

    /// What is left at the end, which may be a line without its line feed.
    mutating func rest() -> [UInt8] { held.readBytes(length: held.readableBytes) ?? [] }

    private func tooLong() -> JunctionError {
        JunctionError(.bodyTooLarge, "A line is longer than \(lineBytesMost) bytes.")
    }
}
