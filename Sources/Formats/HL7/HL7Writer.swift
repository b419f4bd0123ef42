import Values

/// Writes the value convention of `HL7Format` as ER7.
struct HL7Writer {
    var output: [UInt8] = []
    private var separators = HL7Separators.usual
    /// Those of the batch, for its BTS and FTS.
    private var wrapper: HL7Separators?
    private var charset = Charset.utf8
    /// Where the value being written stands, for errors.
    private var location = HL7Location()

    init() { output.reserveCapacity(1024) }

    mutating func write(_ value: Value) throws {
        guard case .array(let segments) = value, let first = segments.first?.object else {
            throw unfit("A message is an array of segment objects, and not empty.")
        }
        guard let name = first[HL7Keys.segment]?.string, HL7Header.headerNames.contains(name) else {
            throw unfit("The first segment must be MSH (or FHS or BHS for a batch).")
        }
        for (index, segment) in segments.enumerated() {
            location = HL7Location()
            location.segmentNumber = index + 1
            guard case .object(let object) = segment else { throw unfit("A segment is an object.") }
            try write(object)
        }
    }

    private mutating func write(_ segment: Object) throws {
        guard let name = segment[HL7Keys.segment]?.string, name.utf8.count == 3,
            HL7Header.isSegmentName(name.utf8.span, at: 0)
        else { throw unfit("A segment's 'segment' is its name: three letters or digits.") }
        location.segment = name
        output.append(contentsOf: name.utf8)
        var written = 0
        if HL7Header.headerNames.contains(name) {
            try header(segment)
            written = 2
            if name != "MSH" { wrapper = separators }
        } else if let wrapper, name == "BTS" || name == "FTS" {
            separators = wrapper
        }
        for member in try sorted(segment) {
            guard let number = Self.number(member.key), number > written else { continue }
            location.field = number
            let start = output.count
            for _ in written..<number { output.append(separators.field) }
            let filled = try field(member.value)
            if filled { written = number } else { output.removeLast(output.count - start) }
        }
        output.append(.carriageReturn)
    }

    /// MSH-1, MSH-2 and MSH-18 decide how everything after them is written.
    private mutating func header(_ segment: Object) throws {
        location.field = 2
        let field = segment["1"]?.string ?? "|"
        let characters = segment["2"]?.string ?? "^~\\&"
        guard field.utf8.count == 1, let first = field.utf8.first,
            let chosen = HL7Separators(field: first, encodingCharacters: characters.utf8.span)
        else {
            throw unfit("Fields 1 and 2 must be one, and one to five, different signs that are no letters or digits.")
        }
        separators = chosen
        location.field = 18
        if segment[HL7Keys.segment] == "MSH" {
            let declared = HL7Path.charset.string(in: .array([.object(segment)])) ?? ""
            guard let named = declared.isEmpty ? .utf8 : Charset(named: declared) else {
                throw unfit("MSH-18 names a character set that is not known here.")
            }
            charset = named
        }
        output.append(first)
        output.append(contentsOf: characters.utf8)
    }

    /// The members in rising order of their numbers, as nearly all objects have them; nil when they must be sorted first.
    private func inOrder(_ object: Object) -> [Object.Member]? {
        var last = 0
        for member in object.members {
            guard let number = Self.number(member.key) else {
                if member.key == HL7Keys.segment { continue }
                return nil
            }
            guard number > last else { return nil }
            last = number
        }
        return object.members
    }

    /// An object's members in rising order of their numbers.
    private func sorted(_ object: Object) throws -> [Object.Member] {
        if let members = inOrder(object) { return members }
        let members = object.members.filter { $0.key != HL7Keys.segment }
        guard members.allSatisfy({ Self.number($0.key) != nil }) else {
            throw unfit("A key must be the number of a field, component or subcomponent.")
        }
        return members.sorted { Self.number($0.key) ?? 0 < Self.number($1.key) ?? 0 }
    }

    /// The number that a key is; nil when it is none.
    @inline(__always)
    private static func number(_ key: String) -> Int? {
        var number = 0
        for byte in key.utf8 {
            guard byte.isDigit, byte != .zero || number > 0, number < HL7Keys.numberMost else { return nil }
            number = number * 10 + Int(byte &- .zero)
        }
        return number >= 1 && number <= HL7Keys.numberMost ? number : nil
    }

    // MARK: - The levels of a field. Each returns whether it wrote anything.

    private mutating func field(_ value: Value) throws -> Bool {
        guard case .array(let repetitions) = value else { return try parts(value, .component) }
        guard let separator = separators.repetition ?? (repetitions.count <= 1 ? 0 : nil) else {
            throw unfit("The encoding characters name no repetition separator.")
        }
        var pending = 0
        var any = false
        for (index, repetition) in repetitions.enumerated() {
            location.repetition = index + 1
            if index > 0 { pending += 1 }
            let start = output.count
            output.append(contentsOf: repeatElement(separator, count: pending))
            if try parts(repetition, .component) {
                any = true
                pending = 0
            } else {
                output.removeLast(output.count - start)
            }
        }
        location.repetition = nil
        return any
    }

    private enum Level {
        case component, subcomponent, none
    }

    /// A plain value, or an object of components (or subcomponents) by number.
    private mutating func parts(_ value: Value, _ level: Level) throws -> Bool {
        guard case .object(let object) = value else { return try leaf(value) }
        guard level != .none, let separator = level == .component ? separators.component : separators.subcomponent
        else {
            throw unfit("There is no level for this below subcomponents, or no separator for it.")
        }
        var written = 1
        var any = false
        for member in try sorted(object) {
            guard let number = Self.number(member.key) else { continue }
            name(number, level)
            let start = output.count
            for _ in written..<number { output.append(separator) }
            if try parts(member.value, level == .component ? .subcomponent : .none) {
                any = true
                written = number
            } else {
                output.removeLast(output.count - start)
            }
        }
        name(nil, level)
        return any
    }

    private mutating func name(_ number: Int?, _ level: Level) {
        if level == .component { location.component = number } else { location.subcomponent = number }
    }

    private mutating func leaf(_ value: Value) throws -> Bool {
        let start = output.count
        switch value {
        case .null: break
        case .string(let text): try write(text)
        case .integer(let number): output.append(decimal: number)
        case .bool(let flag): output.append(literal: flag ? "Y" : "N")
        case .decimal(let number): output.append(contentsOf: number.description.utf8)
        case .double(let number):
            guard let text = PlainNumber.text(number) else { throw unfit("A number that is not finite has no form.") }
            output.append(contentsOf: text.utf8)
        case .bytes(let bytes): output.append(contentsOf: Base64.encode(bytes))
        case .array: throw unfit("Only a field can repeat.")
        case .object: throw unfit("There is no level below subcomponents.")
        }
        return output.count > start
    }

    private mutating func write(_ text: String) throws {
        if charset == .utf8 { return escaped(text.utf8.span) }
        guard let bytes = charset.bytes(text) else {
            throw unfit("The text has a character that \(charset.rawValue), named in MSH-18, has not.")
        }
        escaped(bytes.span)
    }

    private mutating func escaped(_ text: Span<UInt8>) {
        guard let escape = separators.escape else { return output.append(text) }
        for index in text.indices where isSpecial(text[index]) {
            return HL7Escapes(separators: separators, escape: escape, charset: charset).write(text, to: &output)
        }
        output.append(text)
    }

    @inline(__always)
    private func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == separators.field || byte == separators.component || byte == separators.escape
            || byte == separators.repetition || byte == separators.subcomponent || byte == separators.truncation
    }

    private func unfit(_ message: String) -> JunctionError {
        HL7Fault(location: location, code: .dataType).error(.notRepresentable, message)
    }
}
