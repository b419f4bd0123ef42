import Values
import Yams

/// Reads YAML 1.2 (as libyaml understands it) into nodes that know their place, within limits, reporting every problem
/// it can instead of stopping at the first.
package struct YAMLReader {
    private let source: String
    private let limits: ReadingLimits
    private var valuesLeft: Int
    private var problems: [Problem] = []
    /// Where second occurrences of keys were renamed, to be left out of what is read.
    private var masked: Set<Position> = []

    /// The document, nil when nothing can be made of it, and all that is wrong with it as YAML.
    ///
    /// - Parameter source: how the file is called in places, such as `points/adt.yaml`.
    package static func read(
        _ bytes: [UInt8], source: String, limits: ReadingLimits = ReadingLimits()
    ) -> (node: SourceNode?, problems: [Problem]) {
        var reader = YAMLReader(source: source, limits: limits)
        let node = reader.document(bytes)
        return (node, reader.problems)
    }

    private init(source: String, limits: ReadingLimits) {
        self.source = source
        self.limits = limits
        valuesLeft = limits.values
    }

    struct Position: Hashable {
        var line: Int
        var column: Int
    }

    private mutating func document(_ bytes: [UInt8]) -> SourceNode? {
        guard bytes.count <= limits.bytes else {
            report(.readingLimit, "the file has \(bytes.count) bytes, more than the \(limits.bytes) allowed", line: 1)
            return nil
        }
        guard let text = utf8(bytes) else { return nil }
        let aliases = YAMLScan.aliases(in: text)
        if aliases.count > limits.aliases {
            report(
                .readingLimit, "the file has \(aliases.count) aliases, more than the \(limits.aliases) allowed",
                line: aliases[limits.aliases].line, column: aliases[limits.aliases].column)
            return nil
        }
        guard let root = compose(text) else { return nil }
        return node(root, path: "", depth: 0)
    }

    /// The text without a byte order mark; reports the line of the first byte that is not UTF-8.
    private mutating func utf8(_ bytes: [UInt8]) -> String? {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: body, as: UTF8.self) { return text }
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        report(
            .malformedYAML, "the line has bytes that are not UTF-8", line: bad + 1, remedy: "Save the file as UTF-8.")
        return nil
    }

    /// Composes with Yams. A key that occurs twice stops Yams, so its second occurrence is reported, renamed to something
    /// of the same length, and the rest is read all the same.
    private mutating func compose(_ original: String) -> Node? {
        var text = original
        for _ in 0..<Self.duplicatesMost {
            do {
                guard let root = try Yams.compose(yaml: text, .basic) else {
                    report(
                        .malformedYAML, "the file is empty", line: 1, remedy: "Write the document, or remove the file.")
                    return nil
                }
                return root
            } catch let error as YamlError {
                guard case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.min(),
                    let second = YAMLScan.repeated(key, after: context.mark.line, context.mark.column, in: text)
                else {
                    report(error, in: text)
                    return nil
                }
                report(
                    .duplicateKey, "the key '\(key)' stands here again, after line \(context.mark.line)",
                    line: second.line, column: second.column, remedy: "Keep one of them.")
                masked.insert(Position(line: second.line, column: second.column))
                text.replaceSubrange(
                    second.range, with: YAMLScan.mask(count: masked.count, length: key.unicodeScalars.count))
            } catch {
                report(.malformedYAML, "this is not YAML", line: 1)
                return nil
            }
        }
        return nil
    }

    /// After so many repeated keys the file is given up.
    private static let duplicatesMost = 50

    private mutating func node(_ node: Node, path: String, depth: Int) -> SourceNode? {
        let place = Place(
            source: source, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, path: path.isEmpty ? nil : path)
        valuesLeft -= 1
        guard valuesLeft >= 0, depth < limits.depth else {
            if valuesLeft >= 0 || valuesLeft == -1 {
                let what =
                    valuesLeft < 0 ? "more than \(limits.values) values" : "values more than \(limits.depth) deep"
                problems.append(Problem(.readingLimit, "the file has \(what)", at: place))
            }
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return SourceNode(.scalar(scalar.string, isPlain ? .plain : .quoted), at: place)
        case .sequence(let sequence):
            var elements: [SourceNode] = []
            for (index, element) in sequence.enumerated() {
                guard let element = self.node(element, path: "\(path)[\(index)]", depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return SourceNode(.list(elements), at: place)
        case .mapping(let mapping): return members(of: mapping, path: path, place: place, depth: depth)
        case .alias: return nil
        }
    }

    private mutating func members(of mapping: Node.Mapping, path: String, place: Place, depth: Int) -> SourceNode? {
        var members: [SourceNode.Member] = []
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            let column = key.mark?.column ?? 1
            guard case .scalar(let name) = key else {
                report(.malformedYAML, "a key must be a single word", line: line, column: column)
                continue
            }
            if masked.contains(Position(line: line, column: column)) { continue }
            let path = path.isEmpty ? name.string : "\(path).\(name.string)"
            guard let value = node(value, path: path, depth: depth + 1) else { return nil }
            let keyPlace = Place(source: source, line: line, column: column, path: path)
            members.append(SourceNode.Member(key: name.string, keyPlace: keyPlace, value: value))
        }
        return SourceNode(.mapping(members), at: place)
    }

    private mutating func report(_ rule: Rule, _ message: String, line: Int, column: Int = 1, remedy: String = "") {
        problems.append(
            Problem(rule, message, remedy: remedy, at: Place(source: source, line: line, column: column)))
    }

    private mutating func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(
                .malformedYAML, "this is not YAML: \(problem)", line: mark.line, column: mark.column,
                remedy: YAMLScan.advice(problem, line: mark.line, in: text))
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = before.count { $0.isNewline } + 1
            let column = before.reversed().prefix { !$0.isNewline }.count + 1
            report(.malformedYAML, "this is not YAML: \(problem)", line: line, column: column)
        case .duplicatedKeysInMapping(let keys, let context):
            report(
                .duplicateKey, "the key '\(keys.min() ?? "")' occurs more than once", line: context.mark.line,
                column: context.mark.column, remedy: "Keep one of them.")
        default:
            report(.malformedYAML, "this is not YAML", line: 1)
        }
    }
}
