import Values

/// Reads the elements of one name directly within the root as they arrive. Memory is one piece and one record.
struct XMLRecordReader: RecordReader {
    private enum State {
        case prolog
        case content
        /// After the root element.
        case epilog
    }

    private let format: XMLFormat
    private let element: String
    private var encoding = XMLEncoding()
    private var reader: XMLReader
    private var root = ""
    private var state = State.prolog
    private var buffer: [UInt8] = []
    private var start = 0
    private var fed: [UInt8] = []
    private var isFinished = false
    /// What is incomplete is not looked at again before this many bytes are there.
    private var retryCount = 0
    private var textPosition = TextPosition()

    /// Faults so near to the end of what has arrived may come from what has not.
    private static let nearEnd = 64

    init(_ format: XMLFormat, element: String) {
        self.format = format
        self.element = element
        reader = XMLReader(limits: format.limits, checksNamespaces: format.checksNamespaces)
    }

    mutating func feed(_ bytes: [UInt8]) { fed += bytes }
    mutating func finish() { isFinished = true }

    mutating func next() throws -> Value? {
        try takeIn()
        while buffer.count - start >= retryCount {
            switch state {
            case .prolog:
                let tag = try attempt { reader, bytes throws(XMLFault) in
                    try reader.prolog(bytes)
                    return try reader.startTag(bytes)
                }
                guard let tag else { return nil }
                root = tag.name
                state = tag.isEmpty ? .epilog : .content
            case .content:
                guard let step = try step() else { return nil }
                if let record = step { return record }
            case .epilog:
                try epilog()
                return nil
            }
        }
        return nil
    }

    /// Decodes what was fed, and forgets what was read.
    private mutating func takeIn() throws {
        guard !fed.isEmpty || isFinished else { return }
        buffer.removeSubrange(..<start)
        start = 0
        do {
            buffer += try encoding.decode(fed, isLast: isFinished)
        } catch let error as JunctionError {
            throw textPosition.located(error)
        }
        fed = []
        if isFinished { retryCount = 0 }
    }

    /// Goes on within the root. Nil when more must arrive, `.some(nil)` when what was read is no record.
    private mutating func step() throws -> Value?? {
        var space = reader
        space.position = start
        space.skipSpace(buffer.span)
        advance(to: space.position)
        let name = root
        guard start < buffer.count || isFinished else { return nil }
        let step = try attempt { reader, bytes throws(XMLFault) in try Self.step(&reader, bytes, root: name) }
        switch step {
        case nil: return nil
        case .nothing?: return .some(nil)
        case .end?:
            state = .epilog
            return .some(nil)
        case .element(let name, let value)?:
            if name == element { return value }
            guard format.skipsOthers else {
                throw fault("This element of the root is no record, whose name the option record gives.")
            }
            return .some(nil)
        }
    }

    private enum Step {
        case nothing
        case end
        case element(String, Value)
    }

    private static func step(_ reader: inout XMLReader, _ bytes: Span<UInt8>, root: String) throws(XMLFault) -> Step {
        if reader.isAt("</", bytes) {
            try reader.endTag(bytes, of: root, openedAt: reader.position)
            return .end
        }
        if reader.isAt("<!--", bytes) {
            try reader.comment(bytes)
            return .nothing
        }
        if reader.isAt("<?", bytes) {
            try reader.processingInstruction(bytes)
            return .nothing
        }
        guard reader.isAt("<", bytes) else {
            throw reader.position < bytes.count
                ? reader.fault("Between records only white space and comments may stand.")
                : reader.end("The root element is never closed.")
        }
        let (name, value) = try reader.element(bytes, depth: 2)
        return .element(name, value)
    }

    private mutating func epilog() throws {
        guard isFinished else {
            guard buffer.count - start <= format.limits.sizeMost else { throw tooLarge() }
            return
        }
        let rest = try attempt { reader, bytes throws(XMLFault) in
            try reader.miscellaneous(bytes, allowsDocumentType: false)
            return bytes.count - reader.position
        }
        guard rest == 0 else { throw fault("After the root element only comments and white space may follow.") }
    }

    /// What `body` reads from `start`; nil, with nothing changed, when it takes more bytes to tell.
    private mutating func attempt<Result>(
        _ body: (inout XMLReader, Span<UInt8>) throws(XMLFault) -> Result
    ) throws -> Result? {
        var trial = reader
        trial.position = start
        let bytes = buffer
        do {
            let result = try body(&trial, bytes.span)
            reader = trial
            advance(to: trial.position)
            retryCount = 0
            return result
        } catch {
            let pending = bytes.count - start
            guard !isFinished, error.isAtEnd || bytes.count - error.position < Self.nearEnd else {
                var error = error
                error.position -= start
                throw textPosition.located(error.located(in: bytes.span.extracting(start..<bytes.count)))
            }
            guard pending <= format.limits.sizeMost else { throw tooLarge() }
            retryCount = pending * 2
            return nil
        }
    }

    private mutating func advance(to end: Int) {
        textPosition.advance(over: buffer, start..<end)
        start = end
    }

    private func fault(_ message: String) -> JunctionError {
        JunctionError(.malformed, message, place: textPosition.place)
    }

    private func tooLarge() -> JunctionError {
        JunctionError(
            .formatLimit, "The record has more than sizeMost \(format.limits.sizeMost) bytes.",
            place: textPosition.place)
    }
}

/// Writes records as the child elements of a root.
struct XMLRecordWriter: RecordWriter {
    private let format: XMLFormat
    private var hasBegun = false

    init(_ format: XMLFormat) { self.format = format }

    mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        try begin(&output)
        var writer = XMLWriter(pretty: format.pretty, depthMost: format.limits.depthMost)
        swap(&writer.output, &output)
        defer { swap(&writer.output, &output) }
        // An array within the array has no name of its own.
        let value = record.array.map { Value.object(["record": .array($0)]) } ?? record
        try writer.element(format.record ?? "record", value)
        if format.pretty { writer.output.append(.lineFeed) }
    }

    mutating func finish(into output: inout [UInt8]) throws {
        try begin(&output)
        output += Array("</\(format.root)>\n".utf8)
    }

    private mutating func begin(_ output: inout [UInt8]) throws {
        guard !hasBegun else { return }
        hasBegun = true
        guard XMLWriter.isName(format.root) else {
            throw JunctionError(.formatOption, "The option root must be an XML name.")
        }
        if format.writesDeclaration { output += Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }
        output += Array("<\(format.root)>\(format.pretty ? "\n" : "")".utf8)
    }
}

extension XMLFormat: StreamingFormat {
    package var readsRecords: Bool { record != nil }
    package func makeReader() -> any RecordReader { XMLRecordReader(self, element: record ?? "record") }
    package func makeWriter() -> any RecordWriter { XMLRecordWriter(self) }
}
