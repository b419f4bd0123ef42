import Values

/// Reads segments from bytes. The bytes are handed to each call, so that the reader itself is a plain value.
///
/// A table gives each byte its class, numbered so that a part ends at any class of its own level or above: one comparison
/// decides. Line numbers, field numbers and the like are worked out only for errors.
struct HL7Reader {
    /// What a byte does: nothing, end a part, or begin an escape.
    enum Class {
        static let plain: UInt8 = 0
        static let subcomponent: UInt8 = 1
        static let component: UInt8 = 2
        static let repetition: UInt8 = 3
        static let field: UInt8 = 4
        static let segment: UInt8 = 5
        static let escape: UInt8 = 6
    }

    let limits: HL7Limits
    var position = 0
    private(set) var separators = HL7Separators.usual
    /// Those of the batch, for its BTS and FTS.
    private var wrapper: HL7Separators?
    private(set) var charset: Charset
    private var classes: [UInt8]
    /// The class of what ended the last part read; `segment` at the end of the bytes.
    private var ended = Class.segment
    /// Whether LF ends segments. When they end with CR alone, LF is data.
    private let endsWithLineFeed: Bool
    private let end: Int
    private let keys = HL7Keys.names

    /// Finds the frame, the line ends and the character set. Throws when the bytes are too many, do not begin with a
    /// header segment, or name an unknown character set.
    init(_ bytes: Span<UInt8>, limits: HL7Limits) throws {
        guard bytes.count <= limits.sizeMost else {
            throw HL7Fault(location: HL7Location(), code: .valueTooLong).error(
                .formatLimit, "The message has \(bytes.count) bytes, more than sizeMost \(limits.sizeMost).")
        }
        self.limits = limits
        let frame = HL7Frame(bytes)
        position = frame.start
        end = frame.end
        endsWithLineFeed = frame.endsWithLineFeed
        classes = [UInt8](repeating: Class.plain, count: 256)
        charset = .utf8
        guard HL7Header.isHeader(bytes, at: position) else {
            throw HL7Fault(location: HL7Location(), code: .segmentSequence).error(
                .malformed, "A message begins with MSH (or FHS or BHS in a batch) and its separators; this does not.")
        }
        try chooseCharset(bytes)
    }

    /// All segments to the end of the bytes.
    mutating func segments(_ bytes: Span<UInt8>) throws -> [Value] {
        var segments: [Value] = []
        segments.reserveCapacity(16)
        while position < end {
            let byte = bytes[position]
            if byte == .carriageReturn || byte == .lineFeed {
                position += 1
                continue
            }
            guard segments.count < limits.segmentsMost else {
                throw fault(bytes, .formatLimit, "There are more segments than segmentsMost \(limits.segmentsMost).")
            }
            segments.append(.object(try segment(bytes)))
        }
        return segments
    }

    private mutating func segment(_ bytes: Span<UInt8>) throws -> Object {
        let start = position
        guard start + 3 <= end, HL7Header.isSegmentName(bytes, at: start) else {
            throw fault(bytes, .malformed, "A segment begins with a name of three letters or digits.")
        }
        var members: [Object.Member] = []
        members.reserveCapacity(16)
        members.append(Object.Member(key: HL7Keys.segment, value: .string(validText(bytes, start..<start + 3))))
        var number = 0
        if HL7Header.isHeader(bytes, at: start) {
            try header(bytes, &members)
            number = 2
        } else {
            position = start + 3
            if let wrapper, HL7Header.isTrailer(bytes, at: start) { use(wrapper) }
            ended = position < end ? classes[Int(bytes[position])] : Class.segment
            // Written again it would get separators that it never had.
            if ended == Class.segment, let name = members[0].value.string, HL7Header.headerNames.contains(name) {
                throw fault(bytes, .malformed, "A header segment says its separators; this one ends after its name.")
            }
        }
        guard ended >= Class.field, ended != Class.escape else {
            throw fault(bytes, .malformed, "The field separator or the end of the segment should follow its name.")
        }
        while ended == Class.field {
            position += 1
            number += 1
            guard let value = try field(bytes) else { continue }
            guard number < keys.count, number <= limits.partsMost else { throw tooMany(bytes, "fields") }
            members.append(Object.Member(key: keys[number], value: value))
        }
        return Object(distinct: members)
    }

    /// MSH, FHS or BHS: its first two fields say how this and what follows is divided.
    private mutating func header(_ bytes: Span<UInt8>, _ members: inout [Object.Member]) throws {
        let start = position + 4
        position = start
        while position < end, bytes[position] != bytes[start - 1], bytes[position] > .space { position += 1 }
        let characters = bytes.extracting(start..<position)
        guard let separators = HL7Separators(field: bytes[start - 1], encodingCharacters: characters) else {
            position = start
            throw fault(
                bytes, .malformed,
                "The encoding characters must be one to five different signs that are no letters or digits.")
        }
        use(separators)
        if bytes[start - 4] != UInt8(ascii: "M") { wrapper = separators }
        members.append(Object.Member(key: keys[1], value: .string(validText(bytes, start - 1..<start))))
        members.append(Object.Member(key: keys[2], value: .string(validText(bytes, start..<position))))
        ended = position < end ? classes[Int(bytes[position])] : Class.segment
    }

    private mutating func use(_ separators: HL7Separators) {
        self.separators = separators
        for index in classes.indices { classes[index] = Class.plain }
        classes[Int(separators.field)] = Class.field
        classes[Int(separators.component)] = Class.component
        if let repetition = separators.repetition { classes[Int(repetition)] = Class.repetition }
        if let subcomponent = separators.subcomponent { classes[Int(subcomponent)] = Class.subcomponent }
        if let escape = separators.escape { classes[Int(escape)] = Class.escape }
        classes[Int(UInt8.carriageReturn)] = Class.segment
        if endsWithLineFeed { classes[Int(UInt8.lineFeed)] = Class.segment }
    }

    // MARK: - The levels of a field. Each returns nil for an empty part and stops at what ended it.

    private mutating func field(_ bytes: Span<UInt8>) throws -> Value? {
        let first = try repetition(bytes)
        guard ended == Class.repetition else { return first }
        var repetitions: [Value] = [first ?? .string("")]
        var filled = first == nil ? 0 : 1
        while ended == Class.repetition {
            position += 1
            let next = try repetition(bytes)
            repetitions.append(next ?? .string(""))
            if next != nil { filled = repetitions.count }
            guard repetitions.count <= limits.partsMost else { throw tooMany(bytes, "repetitions") }
        }
        if filled <= 1 { return filled == 0 ? nil : first }
        repetitions.removeLast(repetitions.count - filled)
        return .array(repetitions)
    }

    private mutating func repetition(_ bytes: Span<UInt8>) throws -> Value? {
        let first = try component(bytes)
        if ended != Class.component {
            // Subcomponents belong to component 1, even when it is the only one.
            guard case .object = first, let first else { return first }
            return .object(Object(distinct: [Object.Member(key: keys[1], value: first)]))
        }
        var members: [Object.Member] = []
        members.reserveCapacity(8)
        if let first { members.append(Object.Member(key: keys[1], value: first)) }
        var number = 1
        while ended == Class.component {
            position += 1
            number += 1
            guard let next = try component(bytes) else { continue }
            guard number < keys.count, number <= limits.partsMost else { throw tooMany(bytes, "components") }
            members.append(Object.Member(key: keys[number], value: next))
        }
        return Self.part(members, first)
    }

    private mutating func component(_ bytes: Span<UInt8>) throws -> Value? {
        let first = try leaf(bytes)
        guard ended == Class.subcomponent else { return first }
        var members: [Object.Member] = []
        members.reserveCapacity(4)
        if let first { members.append(Object.Member(key: keys[1], value: first)) }
        var number = 1
        while ended == Class.subcomponent {
            position += 1
            number += 1
            guard let next = try leaf(bytes) else { continue }
            guard number < keys.count, number <= limits.partsMost else { throw tooMany(bytes, "subcomponents") }
            members.append(Object.Member(key: keys[number], value: next))
        }
        return Self.part(members, first)
    }

    /// A part of which only the first is filled is that first one.
    private static func part(_ members: [Object.Member], _ first: Value?) -> Value? {
        if members.isEmpty { return nil }
        if let first, members.count == 1, case .string = first { return first }
        return .object(Object(distinct: members))
    }

    private mutating func leaf(_ bytes: Span<UInt8>) throws -> Value? {
        let start = position
        var escaped = false
        ended = Class.segment
        while position < end {
            let kind = classes[Int(bytes[position])]
            if kind != Class.plain {
                guard kind == Class.escape else {
                    ended = kind
                    break
                }
                escaped = true
            }
            position += 1
        }
        if position == start { return nil }
        if escaped, let escape = separators.escape {
            let plain = HL7Escapes(separators: separators, escape: escape, charset: charset)
                .resolve(bytes.extracting(start..<position))
            return .string(plain)
        }
        return .string(validText(bytes, start..<position))
    }

    /// Text that `chooseCharset` has found to be of the character set.
    @inline(__always)
    private func validText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        switch charset {
        case .utf8, .ascii: unsafe String(copying: UTF8Span(unchecked: bytes.extracting(range)))
        case .latin1, .latin9, .windows1252: charset.text(bytes.extracting(range)) ?? ""
        }
    }

    // MARK: - Character set

    private mutating func chooseCharset(_ bytes: Span<UInt8>) throws {
        let body = bytes.extracting(position..<end)
        let declared = HL7Header(body)?.charset ?? ""
        if declared.isEmpty {
            charset = UTF8Strictness.firstFault(in: body) == body.count ? .utf8 : .latin1
            return
        }
        guard let named = Charset(named: declared) else {
            throw HL7Fault(location: HL7Location(segment: "MSH", field: 18), code: .tableValueNotFound).error(
                .malformed, "MSH-18 names a character set that is not known here.")
        }
        charset = named
        guard let fault = firstForeignByte(body) else { return }
        position += fault
        throw self.fault(bytes, .malformed, "The byte here is not of the character set named in MSH-18.")
    }

    private func firstForeignByte(_ body: Span<UInt8>) -> Int? {
        switch charset {
        case .utf8:
            let fault = UTF8Strictness.firstFault(in: body)
            return fault == body.count ? nil : fault
        case .ascii:
            for index in body.indices where body[index] >= 0x80 { return index }
            return nil
        case .latin1, .latin9, .windows1252: return nil
        }
    }

    // MARK: - Errors

    private func fault(_ bytes: Span<UInt8>, _ code: ErrorCode, _ message: String) -> JunctionError {
        let location = HL7Location(at: position, in: bytes, endsWithLineFeed: endsWithLineFeed)
        return HL7Fault(location: location, code: code == .formatLimit ? .valueTooLong : .dataType).error(code, message)
    }

    private func tooMany(_ bytes: Span<UInt8>, _ what: String) -> JunctionError {
        fault(bytes, .formatLimit, "There are more \(what) than partsMost \(min(limits.partsMost, keys.count - 1)).")
    }
}
