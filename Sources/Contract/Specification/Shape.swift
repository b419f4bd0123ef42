import Values

/// What a value may look like, told apart from what it means: enough for a JSON Schema, a page of documentation and an
/// editor's completion.
package indirect enum Shape: Sendable {
    case text(TextShape)
    case integer(ClosedRange<Int>)
    case boolean
    /// One of these words.
    case choice([Word])
    case list(Shape, atLeast: Int)
    /// Names of one's own choosing, each with a value.
    case map(TextShape, Shape)
    case object(ObjectShape)
    /// Any one of these.
    case either([Shape])
    /// Any data.
    case anything

    package struct Word: Sendable, Hashable {
        package let word: String
        package let meaning: String
    }
}

/// A group of keys.
package struct ObjectShape: Sendable {
    package enum Presence: Sendable, Equatable {
        case required
        case optional
        /// May be left out, and then is as if this were written.
        case defaulted(String)
    }

    package struct Member: Sendable {
        package let name: String
        package let summary: String
        package let shape: Shape
        package let presence: Presence
        package let example: String?
    }

    package let name: String
    package let summary: String
    package let keys: [Member]

    package func member(_ name: String) -> Member? { keys.first { $0.name == name } }
}

extension ObjectShape {
    /// Reports keys that mean nothing here and returns the keys that they were probably meant to be, so that one slip is not
    /// reported twice. Nil when it is no group of keys.
    func check(_ node: SourceNode, _ problems: inout [Problem]) -> Set<String>? {
        guard let members = node.members else {
            let names = keys.map { $0.presence == .required ? $0.name : "\($0.name)?" }.joined(separator: ", ")
            problems.append(
                Problem(
                    .wrongType, "\(node.subject) is \(node.kindName), but should be a group of keys",
                    remedy: "Write it with the keys \(names).", at: node.place))
            return nil
        }
        let known = keys.map(\.name)
        let left = known.filter { node[$0] == nil }
        var meant: Set<String> = []
        for member in members where !known.contains(member.key) {
            let nearest = NearestWord.to(member.key, among: left)
            if let nearest { meant.insert(nearest) }
            let candidates = NearestWord.to(member.key, among: known) == nil || nearest != nil ? left : known
            problems.append(
                Problem(
                    .unknownKey, "unknown key '\(member.key)'\(node.inside)",
                    remedy: NearestWord.advice(for: member.key, among: candidates), at: member.keyPlace))
        }
        return meant
    }
}

extension ObjectShape.Member {
    /// A key with nothing after it: whoever wrote it meant something.
    func empty(_ value: SourceNode) -> Problem {
        Problem(
            .missingKey, "\(value.subject) has no value",
            remedy: presence == .required ? "Give it one: \(summary)" : "Give it one, or remove the key.",
            at: value.place)
    }

    func missing(in node: SourceNode) -> Problem {
        let example = example ?? shape.example
        let rule: Rule = HeadingName.all.contains(name) && node.place.path == nil ? .missingHeading : .missingKey
        let alternative = rule == .missingHeading ? ", or 'notApplicable: <reason>' beneath it" : ""
        return Problem(
            rule, "'\(name)' is missing\(node.inside)",
            remedy: "Add '\(name):'\(example.map { " such as '\(name): \($0)'" } ?? "")\(alternative): \(summary)",
            at: node.place)
    }
}

extension Shape {
    /// How a value of it could be written in one line, nil for groups.
    var example: String? {
        switch self {
        case .text(let text): text.examples.first
        case .integer(let range): String(range.lowerBound)
        case .boolean: "on"
        case .choice(let words): words.first?.word
        case .list(let element, _): element.example.map { "[\($0)]" }
        case .either(let shapes): shapes.lazy.compactMap(\.example).first
        case .map, .object, .anything: nil
        }
    }
}

extension SourceNode {
    /// The path in quotes, or what stands at the top of the document.
    var subject: String { place.path.map { "'\($0)'" } ?? "the document" }

    /// ` in technicalSolution.deliver[0]`; nothing at the top.
    var inside: String { place.path.map { " in \($0)" } ?? "" }
}
