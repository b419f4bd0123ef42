import APIContract
import TestKit
import Values

/// Values that fit a schema, or fit it but for one place, from a seed.
struct RandomWireValue {
    private var random: SeededRandom
    /// Deeper than this, optional fields, lists and dictionaries stay empty.
    private static let depthMost = 4

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A value as an encoder writes it: fields in their order, times in their usual form, numbers of their kind.
    mutating func fitting(_ schema: Schema, _ note: FieldNote = "", depth: Int = 0) -> Value {
        switch schema {
        case .any: anything()
        case .flag: .bool(random.chance(0.5))
        case .text(format: "date-time"):
            .string(Instant(microseconds: .random(in: 0...4_000_000_000_000_000, using: &random)).wireText)
        case .text: text(note)
        case .whole: .integer(Int64(whole(note)))
        case .number: .double(Double(whole(note)) + 0.5 * (note.most == nil ? 1 : -1))
        case .words(let words): .string(words.randomElement(using: &random) ?? "")
        case .list(let element):
            .array((0..<count(most: note.itemsMost, depth)).map { _ in fitting(element, note, depth: depth + 1) })
        case .dictionary(let element):
            .object(
                Object(
                    (0..<count(most: 2, depth)).map {
                        .init(key: "k\($0)", value: fitting(element, note, depth: depth + 1))
                    }))
        case .object(let object): fields(object, depth)
        case .either(let first, let second): fitting(random.chance(0.5) ? first : second, note, depth: depth)
        }
    }

    /// A sound object made wrong in one place, and that place's pointer; nil when it has nothing to spoil.
    mutating func spoilt(_ sound: Object, _ schema: ObjectSchema) -> (value: Value, pointer: String)? {
        var spoilt = sound
        guard let field = schema.fields.randomElement(using: &random) else { return nil }
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            let name = "\(field.name)_"
            spoilt[name] = 1
            return (.object(spoilt), "/\(name)")
        case 1 where field.required:
            spoilt[field.name] = nil
        default:
            guard let wrong = Self.wrong(field.schema) else { return nil }
            spoilt[field.name] = wrong
        }
        return (.object(spoilt), "/\(field.name)")
    }

    private static func wrong(_ schema: Schema) -> Value? {
        switch schema {
        case .any: nil
        case .flag, .whole, .number, .list, .dictionary, .object, .either: "no"
        case .text(format: "date-time"): "yesterday"
        case .text: 7
        case .words: "no such word"
        }
    }

    private mutating func fields(_ object: ObjectSchema, _ depth: Int) -> Value {
        var members = Object()
        for field in object.fields where field.required || (depth < Self.depthMost && random.chance(0.6)) {
            members[field.name] = fitting(field.schema, field.note, depth: depth + 1)
        }
        return .object(members)
    }

    private mutating func count(most: Int?, _ depth: Int) -> Int {
        depth < Self.depthMost ? .random(in: 0...min(most ?? 3, 3), using: &random) : 0
    }

    private mutating func whole(_ note: FieldNote) -> Int {
        let least = note.least ?? 0
        return .random(in: least...max(least, note.most ?? least + 1_000_000), using: &random)
    }

    private mutating func text(_ note: FieldNote) -> Value {
        let least = max(note.lengthLeast ?? 0, 1)
        let length = Int.random(in: least...max(least, min(note.lengthMost ?? 12, least + 12)), using: &random)
        let isIdentifier = note.pattern == Identifier.pattern
        let letters = Array(isIdentifier ? "aZ0._:~@-" : "aZ0 -_/\"\\é漢😀\u{0}")
        let rest = (1..<length).map { _ in letters.randomElement(using: &random) ?? "a" }
        let first = isIdentifier ? "a" : letters.randomElement(using: &random) ?? "a"
        return .string(String([first] + rest))
    }

    private mutating func anything() -> Value {
        let samples: [Value] = [
            .bool(true), 7, 1.5, .decimal(ExactDecimal(checked: "1.10")), "text", [1, .null], ["a": ["b": []]],
        ]
        return samples.randomElement(using: &random) ?? 0
    }
}
