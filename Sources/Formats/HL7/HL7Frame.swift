/// Where the message lies within the bytes, and what ends its segments.
struct HL7Frame {
    private(set) var start = 0
    private(set) var end: Int
    /// Whether the first segment ends with LF or CR LF.
    private(set) var endsWithLineFeed = false

    /// Skips a byte order mark, MLLP's frame characters (0x0B before, 0x1C after) and line ends around the message.
    init(_ bytes: Span<UInt8>) {
        end = bytes.count
        if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
        while start < end, Self.surrounds(bytes[start]) { start += 1 }
        while end > start, Self.surrounds(bytes[end - 1]) { end -= 1 }
        var index = start
        while index < end, bytes[index] != .carriageReturn, bytes[index] != .lineFeed { index += 1 }
        guard index < end else { return }
        endsWithLineFeed = bytes[index] == .lineFeed || index + 1 < end && bytes[index + 1] == .lineFeed
    }

    private static func surrounds(_ byte: UInt8) -> Bool {
        byte == .carriageReturn || byte == .lineFeed || byte == 0x0B || byte == 0x1C
    }
}

/// The keys of the value convention, made once.
enum HL7Keys {
    static let segment = "segment"
    /// The highest number of a field, component or subcomponent; `HL7Limits.partsMost` is held to it.
    static let numberMost = 4096
    /// "0" to `numberMost`.
    static let names: [String] = (0...numberMost).map(String.init)
}
