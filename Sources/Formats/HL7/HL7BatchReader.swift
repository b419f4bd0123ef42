import Values

/// Takes the messages out of a batch file (FHS, BHS … BTS, FTS), or a file of messages, as it arrives. Memory is one piece and one
/// message. Wrappers are left out; the count in BTS-1 is checked.
struct HL7BatchReader {
    private let sizeMost: Int
    private var buffer: [UInt8] = []
    /// Where the message that is open begins.
    private var message: Int?
    /// Where the segment looked at begins, and how far its end was looked for.
    private var segment = 0
    private var searched = 0
    private var isFinished = false
    /// Whether LF ends segments, as the first one tells.
    private var endsWithLineFeed: Bool?
    private var hasBegun = false
    private var messagesInBatch = 0
    /// Messages given so far, and the segments before the last of them.
    private(set) var count = 0
    private(set) var segmentsBefore = 0
    private var segments = 0
    private var segmentsAtStart = 0

    init(sizeMost: Int) { self.sizeMost = sizeMost }

    mutating func feed(_ bytes: [UInt8]) {
        let unused = message ?? segment
        buffer.removeSubrange(..<unused)
        buffer += bytes
        segment -= unused
        searched = max(0, searched - unused)
        message = message.map { $0 - unused }
    }

    mutating func finish() { isFinished = true }

    /// The next message's bytes; nil when it takes more, or after `finish` when there is none.
    mutating func next() throws -> [UInt8]? {
        while true {
            skipLineEnds()
            guard buffer.count - segment >= 4 || isFinished && segment < buffer.count else {
                guard isFinished else { return nil }
                guard hasBegun else { throw notABatch() }
                return close(at: endOfContent)
            }
            if !hasBegun {
                guard HL7Header.isHeader(buffer.span, at: segment) else { throw notABatch() }
                hasBegun = true
            }
            let name = self.name
            if ["MSH", "FHS", "BHS", "BTS", "FTS"].contains(name), let closed = close(at: segment) { return closed }
            guard let end = try endOfSegment() else { return nil }
            try take(name, end)
        }
    }

    private mutating func take(_ name: String?, _ end: Int) throws {
        switch name {
        case "MSH":
            message = segment
            segmentsAtStart = segments
            messagesInBatch += 1
        case "BHS": messagesInBatch = 0
        case "BTS": try check(found: messagesInBatch)
        case "FHS", "FTS": break
        default:
            guard message != nil else {
                throw HL7Fault(location: location, code: .segmentSequence).error(
                    .malformed, "Between the messages of a batch only its own segments stand.")
            }
        }
        segments += 1
        segment = end
        searched = end
    }

    /// The end of the bytes without the line ends and frame before it.
    private var endOfContent: Int {
        var end = buffer.count
        while end > 0, Self.surrounds(buffer[end - 1]) { end -= 1 }
        return end
    }

    private static func surrounds(_ byte: UInt8) -> Bool {
        byte == .carriageReturn || byte == .lineFeed || byte == 0x0B || byte == 0x1C
    }

    /// The open message.
    private mutating func close(at end: Int) -> [UInt8]? {
        guard let start = message else { return nil }
        message = nil
        count += 1
        segmentsBefore = segmentsAtStart
        return Array(buffer[start..<max(start, end)])
    }

    private var name: String? {
        HL7Header.isSegmentName(buffer.span, at: segment)
            ? String(strict: buffer.span.extracting(segment..<segment + 3)) : nil
    }

    private mutating func skipLineEnds() {
        if !hasBegun, segment == 0, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { segment = 3 }
        while segment < buffer.count, Self.surrounds(buffer[segment]) {
            segment += 1
        }
        searched = max(searched, segment)
    }

    /// Where the segment ends; nil when that has not arrived.
    private mutating func endOfSegment() throws -> Int? {
        while searched < buffer.count {
            let byte = buffer[searched]
            if byte == .carriageReturn || byte == .lineFeed && endsWithLineFeed != false {
                if endsWithLineFeed == nil {
                    guard byte == .lineFeed || searched + 1 < buffer.count || isFinished else { return nil }
                    endsWithLineFeed =
                        byte == .lineFeed || searched + 1 < buffer.count && buffer[searched + 1] == .lineFeed
                }
                return searched
            }
            searched += 1
        }
        guard searched - (message ?? segment) <= sizeMost else {
            throw HL7Fault(location: location, code: .valueTooLong).error(
                .formatLimit, "The message has more than sizeMost \(sizeMost) bytes.")
        }
        return isFinished ? buffer.count : nil
    }

    /// BTS-1, if given, is the number of messages in the batch.
    private func check(found: Int) throws {
        var said = 0
        var digit = segment + 4
        while digit < buffer.count, buffer[digit].isDigit, said < 1_000_000_000 {
            said = said * 10 + Int(buffer[digit] - .zero)
            digit += 1
        }
        guard digit > segment + 4, said != found else { return }
        throw HL7Fault(location: HL7Location(segment: "BTS", field: 1), code: .segmentSequence).error(
            .malformed, "BTS-1 says the batch has \(said) messages, but it has \(found).")
    }

    private var location: HL7Location {
        var location = HL7Location(segment: name)
        location.segmentNumber = segments + 1
        return location
    }

    private func notABatch() -> JunctionError {
        HL7Fault(location: HL7Location(), code: .segmentSequence).error(
            .malformed, "A batch begins with FHS, BHS or MSH and its separators; this does not.")
    }
}

/// The messages of a batch as values.
struct HL7RecordReader: RecordReader {
    private let format: HL7Format
    private var batch: HL7BatchReader

    init(_ format: HL7Format) {
        self.format = format
        batch = HL7BatchReader(sizeMost: format.limits.sizeMost)
    }

    mutating func feed(_ bytes: [UInt8]) { batch.feed(bytes) }
    mutating func finish() { batch.finish() }

    mutating func next() throws -> Value? {
        guard let message = try batch.next() else { return nil }
        do {
            return try format.decodeMessage(message)
        } catch var error as JunctionError {
            let place = error.place
            error.place = Place(
                line: batch.segmentsBefore + (place?.line ?? 1),
                path: "message \(batch.count)" + (place?.path.map { ", \($0)" } ?? ""))
            throw error
        }
    }
}

/// Writes messages one after another.
struct HL7RecordWriter: RecordWriter {
    private var segments: [Value] = []

    mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        // What was read as one message arrives segment by segment, and is written at the end.
        guard case .array = record else { return segments.append(record) }
        var writer = HL7Writer()
        try writer.write(record)
        output += writer.output
    }

    mutating func finish(into output: inout [UInt8]) throws {
        guard !segments.isEmpty else { return }
        var writer = HL7Writer()
        try writer.write(.array(segments))
        output += writer.output
    }
}

extension HL7Format: StreamingFormat {
    package var readsRecords: Bool { messages == .all }
    package func makeReader() -> any RecordReader { HL7RecordReader(self) }
    package func makeWriter() -> any RecordWriter { HL7RecordWriter() }
}
