package import Values

/// Lines of fields of fixed width, as banks, mainframes and public bodies exchange them: an array of objects.
///
/// The option `layout` says which characters are which field. Widths count characters. Reading strips a field's fill on the side
/// where its alignment puts it; lines may lack blanks at their end, but a line that is too long, or matches no kind, is an
/// error. Empty lines are skipped. Writing fills up, and throws `notRepresentable` rather than cut anything off.
package struct FixedWidthFormat: Format {
    package static let name = "fixed"
    package static let spec = FormatSpec(
        "Lines of fields of fixed width.", aliases: ["fixed-width"],
        options: [
            FormatOption(
                "layout", "The fields: name, width, align (left, right), fill, type (text, integer).", default: .null),
            FormatOption("charset", "utf-8, us-ascii, iso-8859-1, iso-8859-15 or windows-1252.", default: "utf-8"),
            FormatOption("crlf", "Write CR LF at the end of lines, else LF.", default: false),
        ])

    package var layout: FixedWidthLayout
    package var charset = Charset.utf8
    package var endsWithCarriageReturn = false
    /// The most bytes a line may have.
    package var lineSizeMost = 1 << 20

    package init(_ layout: FixedWidthLayout) { self.layout = layout }

    package init(_ options: FormatOptions) throws {
        var options = options
        layout = try options.value("layout").map { try FixedWidthLayout($0) } ?? FixedWidthLayout([])
        let name = try options.text("charset", default: charset.rawValue)
        guard let named = Charset(named: name) else {
            throw JunctionError(.formatOption, "The option charset names a character set that is not known here.")
        }
        charset = named
        endsWithCarriageReturn = try options.flag("crlf", default: false)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        var lines = LineReader(lineSizeMost: lineSizeMost)
        lines.feed(bytes)
        lines.finish()
        var records: [Value] = []
        while let line = try lines.next() {
            if let record = try decodeLine(line, number: lines.number) { records.append(record) }
        }
        return .array(records)
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        var output: [UInt8] = []
        for (index, record) in (value.array ?? [value]).enumerated() {
            output += try encodeLine(record, number: index + 1)
        }
        return output
    }

    // MARK: - Reading

    /// The record of one line; nil when it is empty.
    func decodeLine(_ bytes: [UInt8], number: Int) throws -> Value? {
        guard let text = charset.text(bytes.span) else {
            throw JunctionError(
                .malformed, "The line has bytes that are not of the character set \(charset.rawValue).",
                place: Place(line: number))
        }
        if text.utf8.allSatisfy({ $0 == .space }) { return nil }
        guard let fields = layout.kinds.first(where: { text.hasPrefix($0.prefix) })?.fields, !fields.isEmpty else {
            throw JunctionError(
                .malformed, "The line begins like none of the kinds in the layout.",
                place: Place(line: number, column: 1))
        }
        let characters = Array(text.unicodeScalars)
        var column = 0
        var members: [Object.Member] = []
        for field in fields {
            let range = min(column, characters.count)..<min(column + field.width, characters.count)
            let place = Place(line: number, column: column + 1, path: field.name)
            members.append(Object.Member(key: field.name, value: try Self.value(characters[range], field, place)))
            column += field.width
        }
        guard characters.dropFirst(column).allSatisfy({ $0 == " " }) else {
            throw JunctionError(
                .malformed, "The line is longer than its layout.", place: Place(line: number, column: column + 1))
        }
        return .object(Object(distinct: members))
    }

    private static func value(
        _ characters: ArraySlice<Unicode.Scalar>, _ field: FixedWidthLayout.Field, _ place: Place
    ) throws -> Value {
        var rest = characters
        let fill = Unicode.Scalar(field.fill)
        if field.alignment == .right {
            while let first = rest.first, first == fill || first == " " { rest.removeFirst() }
        } else {
            while let last = rest.last, last == fill || last == " " { rest.removeLast() }
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: rest)
        guard field.kind == .integer else { return .string(text) }
        if text.isEmpty { return characters.contains("0") ? .integer(0) : .null }
        guard let number = Int64(text) else {
            throw JunctionError(.malformed, "A whole number should be here.", place: place)
        }
        return .integer(number)
    }

    // MARK: - Writing

    func encodeLine(_ record: Value, number: Int) throws -> [UInt8] {
        guard case .object(let object) = record else { throw unfit("A line is an object.", number, nil) }
        guard let fields = layout.kinds.first(where: { Self.belongs(object, to: $0) })?.fields else {
            throw unfit("The object fits none of the kinds in the layout.", number, nil)
        }
        if let foreign = object.keys.first(where: { key in !fields.contains { $0.name == key } }) {
            throw unfit("The layout has no such field.", number, foreign)
        }
        var line: [UInt8] = []
        for field in fields { line += try bytes(object[field.name] ?? .null, field, number) }
        return line + (endsWithCarriageReturn ? [.carriageReturn, .lineFeed] : [.lineFeed])
    }

    private static func belongs(_ object: Object, to kind: (prefix: String, fields: [FixedWidthLayout.Field])) -> Bool {
        guard !kind.prefix.isEmpty, let first = kind.fields.first else { return !kind.fields.isEmpty }
        return object[first.name]?.string?.hasPrefix(kind.prefix) == true
    }

    private func bytes(_ value: Value, _ field: FixedWidthLayout.Field, _ number: Int) throws -> [UInt8] {
        let text: String
        switch value {
        case .null: text = ""
        case .string(let given): text = given
        case .integer(let given): text = String(given)
        case .decimal(let given): text = given.description
        case .bool(let given): text = given ? "true" : "false"
        case .double(let given): text = PlainNumber.text(given) ?? ""
        case .bytes, .array, .object:
            throw unfit("A field holds text or a number, not \(value.kindName).", number, field.name)
        }
        let width = text.unicodeScalars.count
        guard width <= field.width, !text.utf8.contains(where: { $0 < 0x20 }), let encoded = charset.bytes(text) else {
            throw unfit(
                "The value has more characters than \(field.width), a control character, or one that \(charset.rawValue) has not.",
                number, field.name)
        }
        let filling = [UInt8](repeating: field.fill, count: field.width - width)
        return field.alignment == .right ? filling + encoded : encoded + filling
    }

    private func unfit(_ message: String, _ line: Int, _ field: String?) -> JunctionError {
        JunctionError(.notRepresentable, message, place: Place(line: line, path: field))
    }
}
