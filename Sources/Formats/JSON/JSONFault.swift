import Values

/// What `JSONReader` found wrong and at which byte. Line, column and path are worked out only when it is reported, so
/// that reading costs nothing for them.
struct JSONFault: Error {
    var position: Int
    var code: ErrorCode = .malformed
    var message: String

    func located(in bytes: Span<UInt8>) -> JunctionError {
        JunctionError(code, message, place: Self.place(of: position, in: bytes))
    }

    static func place(of position: Int, in bytes: Span<UInt8>) -> Place {
        var place = Place(at: position, in: bytes)
        place.path = JSONLocator.path(to: position, in: bytes)
        return place
    }
}

extension Place {
    /// Line and column, from 1, of a byte offset. Lines end with LF, CR or both; columns count characters of UTF-8.
    init(at offset: Int, in bytes: Span<UInt8>) {
        var counter = LineCounter()
        counter.move(to: offset, in: bytes)
        self.init(line: counter.line, column: counter.column)
    }
}

/// Goes through a text and knows line and column, both from 1.
struct LineCounter {
    private(set) var line = 1
    private(set) var column = 1
    private var index = 0

    /// Goes on to `offset`, which is not before where it stands.
    mutating func move(to offset: Int, in bytes: Span<UInt8>) {
        while index < min(offset, bytes.count) {
            let byte = bytes[index]
            index += 1
            let endsLine =
                byte == .lineFeed || byte == .carriageReturn && !(index < bytes.count && bytes[index] == .lineFeed)
            if endsLine {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
