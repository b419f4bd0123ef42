package import Values

/// Compares a value with the schema of what it should be, and names each place that is wrong.
///
/// Strict on purpose: a key that means nothing here is an error, and so is null, because silence about either hides the
/// sender's mistake.
package struct SchemaCheck {
    /// No more places than this are named.
    package static let placesMost = 20

    private var places: [ProblemPlace] = []
    /// Where the check is: a pointer is written out only for a place that is wrong.
    private var steps: [Step] = []

    private enum Step {
        case key(String)
        case index(Int)
    }

    private static let noNote = FieldNote("")

    /// The places that are wrong; empty when the value is sound.
    package static func places(in value: Value, against schema: Schema) -> [ProblemPlace] {
        var check = SchemaCheck()
        check.check(value, schema, noNote)
        return check.places
    }

    private mutating func check(_ value: Value, _ schema: Schema, _ note: FieldNote) {
        guard places.count < Self.placesMost else { return }
        switch (schema, value) {
        case (.any, _), (.flag, .bool): break
        case (.text(let format), .string(let text)): check(text, format, note)
        case (.words(let words), .string(let word)): check(word, among: words)
        case (.whole, .integer(let number)): check(Double(number), note)
        case (.number, .integer(let number)): check(Double(number), note)
        case (.number, .double(let number)): check(number, note)
        case (.number, .decimal(let number)): check(number.double, note)
        case (.list(let element), .array(let elements)): check(elements, element, note)
        case (.dictionary(let element), .object(let object)):
            for member in object { check(member.value, element, note, at: .key(member.key)) }
        case (.object(let wanted), .object(let object)): check(object, wanted)
        case (.either(let first, let second), _):
            // Whichever has the right kind is meant.
            if case .array = value, case .list = second {
                check(value, second, note)
            } else {
                check(value, first, note)
            }
        default: add(Self.mismatch(schema, value))
        }
    }

    private mutating func check(_ value: Value, _ schema: Schema, _ note: FieldNote, at step: Step) {
        steps.append(step)
        check(value, schema, note)
        steps.removeLast()
    }

    private mutating func check(_ elements: [Value], _ element: Schema, _ note: FieldNote) {
        if let most = note.itemsMost, elements.count > most {
            add("There may be \(most) elements at most; there are \(elements.count).")
        }
        for (index, value) in elements.enumerated() {
            check(value, element, note, at: .index(index))
        }
    }

    private mutating func check(_ text: String, _ format: String?, _ note: FieldNote) {
        let count = places.count
        if format == "date-time", Instant(rfc3339: text) == nil {
            add("A time in the form of RFC 3339 belongs here, such as 2026-10-01T09:30:00Z.")
        }
        if let most = note.lengthMost, text.utf8.count > most, text.unicodeScalars.count > most {
            add("The text may have \(most) characters at most.")
        }
        if let least = note.lengthLeast, text.unicodeScalars.count < least {
            add(least == 1 ? "The text may not be empty." : "The text must have at least \(least) characters.")
        }
        if places.count == count, let mistake = note.mistake?(text) { add(mistake) }
    }

    private mutating func check(_ word: String, among words: [String]) {
        guard !words.contains(where: { $0.isIdenticalUTF8(to: word) }) else { return }
        let hint = NearestWord.nearest(to: word, among: words).map { " Did you mean '\($0)'?" } ?? ""
        add("One of \(words.joined(separator: ", ")) belongs here.\(hint)")
    }

    private mutating func check(_ number: Double, _ note: FieldNote) {
        if let least = note.least, number < Double(least) { add("The number must be at least \(least).") }
        if let most = note.most, number > Double(most) { add("The number may be at most \(most).") }
    }

    private mutating func check(_ object: Object, _ wanted: ObjectSchema) {
        for member in object {
            if let place = wanted.place(of: member.key) {
                check(member.value, wanted.fields[place].schema, wanted.fields[place].note, at: .key(member.key))
            } else {
                add(Self.unknownKey(member.key, wanted), at: .key(member.key))
            }
        }
        for field in wanted.fields where field.required && object.position(of: field.name) == nil {
            add("This field is missing.", at: .key(field.name))
        }
    }

    private mutating func add(_ message: String, at step: Step? = nil) {
        guard places.count < Self.placesMost else { return }
        places.append(ProblemPlace(pointer: Self.pointer(steps + [step].compactMap(\.self)), message: message))
    }

    /// A JSON Pointer (RFC 6901).
    private static func pointer(_ steps: [Step]) -> String {
        steps.map { step in
            switch step {
            case .index(let index): "/\(index)"
            case .key(let key): "/" + key.prefix(keyLengthMost).replacing("~", with: "~0").replacing("/", with: "~1")
            }
        }.joined()
    }

    /// Longer keys are cut off: the answer must not grow with hostile input.
    private static let keyLengthMost = 64

    private static func unknownKey(_ key: String, _ wanted: ObjectSchema) -> String {
        let hint = NearestWord.nearest(to: key, among: wanted.fields.map(\.name)).map { " Did you mean '\($0)'?" }
        return "This key means nothing here." + (hint ?? "")
    }

    private static func mismatch(_ schema: Schema, _ value: Value) -> String {
        let leaveOut = value.isNull ? " Leave the key out instead of giving null." : ""
        return "\(schema.kindName) belongs here, not \(value.kindName).\(leaveOut)"
    }
}

extension Schema {
    /// What a person would call what belongs here.
    fileprivate var kindName: String {
        switch self {
        case .any: "Anything"
        case .flag: "True or false"
        case .text(format: "date-time"): "A time"
        case .text, .words: "A string"
        case .whole: "A whole number"
        case .number: "A number"
        case .list: "An array"
        case .dictionary, .object: "An object"
        case .either(let first, let second): "\(first.kindName) or \(second.kindName.lowercased())"
        }
    }
}
