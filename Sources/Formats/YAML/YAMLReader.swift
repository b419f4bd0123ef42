import Values
import Yams

/// Makes values of parsed nodes.
struct YAMLReader {
    let nodesMost: Int
    let depthMost: Int
    private var nodes = 0

    init(nodesMost: Int, depthMost: Int) {
        self.nodesMost = nodesMost
        self.depthMost = depthMost
    }

    mutating func value(_ node: Node, depth: Int) throws -> Value {
        nodes += 1
        guard nodes <= nodesMost else {
            throw fault(node, "Aliases make more values than nodesMost \(nodesMost).", .formatLimit)
        }
        guard depth <= depthMost else {
            throw fault(node, "The document is nested deeper than depthMost \(depthMost).", .formatLimit)
        }
        switch node {
        case .scalar(let scalar): return try YAMLScalar.value(scalar, tag: scalar.tag.description)
        case .sequence(let sequence):
            var elements: [Value] = []
            for element in sequence { elements.append(try value(element, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping): return .object(try object(mapping, depth: depth))
        case .alias: throw fault(node, "The alias is not resolved.")
        }
    }

    private mutating func object(_ mapping: Node.Mapping, depth: Int) throws -> Object {
        var object = Object()
        var merged: [Value] = []
        for (key, node) in mapping {
            guard case .scalar(let name) = key else { throw fault(key, "A key must be a scalar.") }
            if name.string == "<<", name.style == .plain {
                merged.append(try value(node, depth: depth + 1))
                continue
            }
            guard object[name.string] == nil else { throw fault(key, "This key occurs twice in one mapping.") }
            object.append(name.string, try value(node, depth: depth + 1))
        }
        for value in merged { try merge(value, into: &object, mapping) }
        return object
    }

    /// `<<`: members of a mapping, or of several, that are not there yet.
    private func merge(_ value: Value, into object: inout Object, _ mapping: Node.Mapping) throws {
        switch value {
        case .object(let other):
            for member in other where object[member.key] == nil { object.append(member.key, member.value) }
        case .array(let others): for other in others { try merge(other, into: &object, mapping) }
        default: throw fault(.mapping(mapping), "'<<' takes a mapping, or a sequence of them.")
        }
    }

    private func fault(_ node: Node, _ message: String, _ code: ErrorCode = .malformed) -> JunctionError {
        JunctionError(code, message, place: node.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1))
    }
}

/// Resolves scalars by the core schema (YAML 1.2.2 section 10.3).
enum YAMLScalar {
    static func value(_ scalar: Node.Scalar, tag: String) throws -> Value {
        let text = scalar.string
        switch tag {
        case "", "!": return scalar.style == .plain && tag == "" ? plain(text) : .string(text)
        case "tag:yaml.org,2002:str": return .string(text)
        case "tag:yaml.org,2002:binary":
            guard let bytes = Base64.decode(text.utf8.filter { $0 > .space }) else { throw wrong(scalar, "base64") }
            return .bytes(bytes)
        case "tag:yaml.org,2002:float":
            switch plain(text) {
            case .integer(let number): return .double(Double(number))
            case .double(let number): return .double(number)
            case .decimal(let number): return .decimal(number)
            default: throw wrong(scalar, "a number")
            }
        case "tag:yaml.org,2002:int":
            guard case .integer(let number) = plain(text) else { throw wrong(scalar, "a whole number") }
            return .integer(number)
        case "tag:yaml.org,2002:bool":
            guard case .bool(let flag) = plain(text) else { throw wrong(scalar, "true or false") }
            return .bool(flag)
        case "tag:yaml.org,2002:null": return .null
        default: return scalar.style == .plain ? plain(text) : .string(text)
        }
    }

    static func plain(_ text: String) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
        case ".nan", ".NaN", ".NAN": return .double(.nan)
        default: return number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> Value? {
        guard let first = text.utf8.first, first.isDigit || first == 0x2B || first == 0x2D || first == 0x2E else {
            return nil
        }
        if text.hasPrefix("0x"), let number = Int64(text.dropFirst(2), radix: 16), text.utf8.count > 2,
            text.utf8.dropFirst(2).first != 0x2B
        {
            return .integer(number)
        }
        if text.hasPrefix("0o"), let number = Int64(text.dropFirst(2), radix: 8), text.utf8.dropFirst(2).first != 0x2B {
            return .integer(number)
        }
        guard text.wholeMatch(of: /[\-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][\-+]?[0-9]+)?/) != nil else { return nil }
        return jsonNumber(json(text))
    }

    /// The same number as JSON writes it: no plus, no leading zeros, digits on both sides of the point.
    private static func json(_ text: String) -> String {
        var rest = text[...]
        var sign = ""
        if rest.hasPrefix("+") { rest.removeFirst() }
        if rest.hasPrefix("-") {
            rest.removeFirst()
            sign = "-"
        }
        let mark = rest.firstIndex { $0 == "e" || $0 == "E" } ?? rest.endIndex
        let parts = rest[..<mark].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count > 1 && !parts[1].isEmpty ? ".\(parts[1])" : ""
        return sign + (whole.isEmpty ? "0" : whole) + fraction + rest[mark...]
    }

    private static func jsonNumber(_ text: String) -> Value? {
        var reader = JSONReader(depthMost: 1, duplicateKeys: .refuse)
        return try? reader.document(text.utf8.span)
    }

    private static func wrong(_ scalar: Node.Scalar, _ wanted: String) -> JunctionError {
        JunctionError(
            .malformed, "The tag says that this is \(wanted), which it is not.",
            place: scalar.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1))
    }
}
