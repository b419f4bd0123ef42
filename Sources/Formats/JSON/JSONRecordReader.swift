package import Values

/// Reads the elements of a JSON array as they arrive; any other document is one record.
package struct JSONRecordReader: RecordReader {
    private enum State {
        case start
        /// Before an element; `mayEnd` right after the opening bracket only.
        case element(mayEnd: Bool)
        case separator
        case single
        case ended
    }

    private let format: JSONFormat
    private var state = State.start
    private var buffer: [UInt8] = []
    private var start = 0
    /// How far the record at `start` was scanned, and what the scan knows there.
    private var scanned = 0
    private var scan = JSONBoundaryScan()
    private var isFinished = false
    private var count = 0
    /// That of `start`.
    private var textPosition = TextPosition()

    package init(_ format: JSONFormat = JSONFormat()) { self.format = format }

    package var isSequence: Bool {
        if case .single = state { false } else { true }
    }

    package mutating func feed(_ bytes: [UInt8]) {
        buffer.removeSubrange(..<start)
        buffer += bytes
        scanned -= start
        start = 0
    }

    package mutating func finish() { isFinished = true }

    package mutating func next() throws -> Value? {
        while true {
            if case .single = state { return try single() }
            skipSpace()
            guard start < buffer.count else { return try ended() }
            switch state {
            case .start:
                if !isFinished, buffer.count < 3, buffer[start] == 0xEF { return nil }
                begin()
            case .element(let mayEnd):
                if mayEnd, buffer[start] == UInt8(ascii: "]") {
                    advance(to: start + 1)
                    state = .ended
                } else {
                    return try element()
                }
            case .separator:
                guard buffer[start] == UInt8(ascii: ",") || buffer[start] == UInt8(ascii: "]") else {
                    throw fault("',' or ']' should be here.")
                }
                state = buffer[start] == UInt8(ascii: ",") ? .element(mayEnd: false) : .ended
                advance(to: start + 1)
            case .single: break
            case .ended: throw fault("There is text after the end of the document.")
            }
        }
    }

    private mutating func begin() {
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        scanned = start
        guard start < buffer.count, buffer[start] == UInt8(ascii: "[") else {
            state = start < buffer.count || isFinished ? .single : .start
            return
        }
        advance(to: start + 1)
        state = .element(mayEnd: true)
    }

    /// The element at `start`; nil when it is not all there.
    private mutating func element() throws -> Value? {
        let bytes = buffer
        scanned = max(scanned, start)
        let ends = scan.advance(bytes.span, from: &scanned)
        guard ends || isFinished else {
            guard scanned - start <= format.sizeMost else { throw tooLarge() }
            return nil
        }
        do {
            let value = try format.decode(bytes.span.extracting(start..<scanned))
            advance(to: scanned)
            scan = JSONBoundaryScan()
            state = .separator
            count += 1
            return value
        } catch let error as JunctionError {
            throw located(error)
        }
    }

    private mutating func single() throws -> Value? {
        guard buffer.count - start <= format.sizeMost else { throw tooLarge() }
        guard isFinished, count == 0 else { return nil }
        count = 1
        do {
            return try format.decode(buffer.span.extracting(start..<buffer.count))
        } catch let error as JunctionError {
            throw textPosition.located(error)
        }
    }

    /// Nil at the end of the bytes, unless they end where more must come.
    private func ended() throws -> Value? {
        guard isFinished else { return nil }
        if case .ended = state { return nil }
        throw fault("The document ends where more should come.")
    }

    private mutating func skipSpace() {
        var index = start
        while index < buffer.count, buffer[index] <= .space,
            [.space, .lineFeed, .carriageReturn, .tab].contains(buffer[index])
        { index += 1 }
        advance(to: index)
    }

    private mutating func advance(to end: Int) {
        textPosition.advance(over: buffer, start..<end)
        start = end
        scanned = max(scanned, end)
    }

    private func located(_ error: JunctionError) -> JunctionError {
        var error = textPosition.located(error)
        let within = error.place?.path?.dropFirst() ?? ""
        error.place?.path = "$[\(count)]" + within
        return error
    }

    private func fault(_ message: String) -> JunctionError {
        JunctionError(.malformed, message, place: textPosition.place)
    }

    private func tooLarge() -> JunctionError {
        JunctionError(
            .formatLimit, "The record has more than sizeMost \(format.sizeMost) bytes.",
            place: textPosition.place)
    }
}

/// Finds where an element of an array ends, without looking at what it says.
struct JSONBoundaryScan {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Goes on from `index`; true when it has come to the comma or bracket after the element.
    mutating func advance(_ bytes: Span<UInt8>, from index: inout Int) -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == .backslash {
                    isEscaped = true
                } else if byte == .quote {
                    isInString = false
                }
            } else {
                switch byte {
                case .quote: isInString = true
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return true }
                    depth -= 1
                case UInt8(ascii: ","): if depth == 0 { return true }
                default: break
                }
            }
            index += 1
        }
        return false
    }
}

/// Writes an array of JSON texts element by element.
package struct JSONRecordWriter: RecordWriter {
    private let format: JSONFormat
    private var isFirst = true

    package init(_ format: JSONFormat = JSONFormat()) {
        var compact = format
        compact.pretty = false
        self.format = compact
    }

    package mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        output.append(isFirst ? UInt8(ascii: "[") : UInt8(ascii: ","))
        isFirst = false
        try format.encode(record, into: &output)
    }

    package mutating func finish(into output: inout [UInt8]) throws {
        output.append(contentsOf: (isFirst ? "[]" : "]").utf8)
    }
}

extension JSONFormat: StreamingFormat {
    package func makeReader() -> any RecordReader { JSONRecordReader(self) }
    /// One element after another, without line breaks even when `pretty`.
    package func makeWriter() -> any RecordWriter { JSONRecordWriter(self) }
}
