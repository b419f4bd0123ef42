import Values

/// Splits a batch file (FHS, BHS … BTS, FTS) into its messages.
package enum HL7Batch {
    /// The bytes of each message in order, wrappers left out; one message alone is itself. Line ends stay as they are.
    ///
    /// Throws `malformed` when the bytes begin with no header, or the count in BTS-1 differs from the messages found.
    package static func messages(in bytes: [UInt8]) throws -> [[UInt8]] {
        let span = bytes.span
        let frame = HL7Frame(span)
        guard HL7Header.isHeader(span, at: frame.start) else {
            throw HL7Fault(location: HL7Location(), code: .segmentSequence).error(
                .malformed, "A batch begins with FHS, BHS or MSH and its separators; this does not.")
        }
        var messages: [[UInt8]] = []
        var start: Int?
        var inBatch = 0
        func close(at end: Int) {
            if let first = start { messages.append([UInt8](bytes[first..<end])) }
            start = nil
        }
        var index = frame.start
        while index < frame.end {
            switch name(span, at: index) {
            case "MSH":
                close(at: index)
                start = index
                inBatch += 1
            case "FHS", "FTS": close(at: index)
            case "BHS":
                close(at: index)
                inBatch = 0
            case "BTS":
                close(at: index)
                try check(span, at: index, found: inBatch)
            default: break
            }
            index = nextSegment(span, from: index, frame)
        }
        close(at: frame.end)
        return messages
    }

    private static func name(_ bytes: Span<UInt8>, at index: Int) -> String? {
        HL7Header.isSegmentName(bytes, at: index) ? String(strict: bytes.extracting(index..<index + 3)) : nil
    }

    private static func nextSegment(_ bytes: Span<UInt8>, from start: Int, _ frame: HL7Frame) -> Int {
        var index = start
        while index < frame.end, bytes[index] != .carriageReturn, !(frame.endsWithLineFeed && bytes[index] == .lineFeed)
        {
            index += 1
        }
        while index < frame.end, bytes[index] == .carriageReturn || bytes[index] == .lineFeed { index += 1 }
        return index
    }

    /// BTS-1, if given, is the number of messages in the batch.
    private static func check(_ bytes: Span<UInt8>, at index: Int, found: Int) throws {
        var said = 0
        var digit = index + 4
        while digit < bytes.count, bytes[digit].isDigit, said < 1_000_000_000 {
            said = said * 10 + Int(bytes[digit] - .zero)
            digit += 1
        }
        guard digit > index + 4, said != found else { return }
        throw HL7Fault(location: HL7Location(segment: "BTS", field: 1), code: .segmentSequence).error(
            .malformed, "BTS-1 says the batch has \(said) messages, but it has \(found).")
    }
}
