import Values

/// A JSON Schema taken apart: its local references resolved, what holds together gathered, its alternatives listed.
struct SchemaDocument {
    /// References followed to gather one schema; beyond it the reference is left as it is.
    private static let hopsMost = 64

    private let root: Value
    /// Below another `$id` references mean something else.
    private let hasInnerIdentifiers: Bool
    /// Before 2019-09 nothing beside `$ref` counted.
    private let ignoresBesideReference: Bool

    /// Whether anything in it leads elsewhere.
    let hasReferences: Bool

    init(_ root: Value) {
        self.root = root
        hasReferences = Self.refers(root)
        hasInnerIdentifiers = (root.object?.members ?? []).contains { Self.mentions($0.value, ["$id", "id"]) }
        let dialect = root["$schema"]?.string ?? ""
        ignoresBesideReference = dialect.contains("draft-0")
    }

    /// The schemas that hold when all of `schemas` do, without references and `allOf` where they could be resolved; nil when
    /// no data meets them.
    func parts(of schemas: [Value]) -> [Object]? {
        var parts: [Object] = []
        var rest = Array(schemas.reversed())
        var followed: Set<String> = []
        while let schema = rest.popLast() {
            guard case .object(var object) = schema else {
                if schema == .bool(false) { return nil }
                continue
            }
            if let reference = object["$ref"]?.string, followed.count < Self.hopsMost,
                let target = resolve(reference)
            {
                // One that leads back to itself says nothing new.
                if followed.insert(reference).inserted { rest.append(target) }
                if ignoresBesideReference { continue }
                object["$ref"] = nil
            }
            if let all = object["allOf"]?.array {
                rest += all.reversed()
                object["allOf"] = nil
            }
            object = Self.withoutNotes(object)
            // What is said twice, as by a schema that is one of its own alternatives, is said once.
            if !object.isEmpty, !parts.contains(object) { parts.append(object) }
        }
        return parts
    }

    /// What a local reference leads to; nil for any other.
    func resolve(_ reference: String) -> Value? {
        guard reference.hasPrefix("#"), !hasInnerIdentifiers, !reference.contains("%"),
            let tokens = JSONPointer.tokens(String(reference.dropFirst()))
        else { return nil }
        return tokens.reduce(Optional(root)) { value, token in value.flatMap { JSONPointer.child($0, token) } }
    }

    /// The alternatives of the first of `parts` that has any, each with all that holds beside it.
    static func branches(of parts: [Object]) -> [[Value]]? {
        for (index, part) in parts.enumerated() {
            for keyword in ["anyOf", "oneOf"] {
                guard let alternatives = part[keyword]?.array else { continue }
                var beside = parts
                beside[index][keyword] = nil
                return alternatives.map { beside.map { .object($0) } + [$0] }
            }
        }
        return nil
    }

    /// Whether it refers to something that equal text elsewhere need not mean.
    static func refers(_ schema: Value) -> Bool { mentions(schema, ["$ref", "$dynamicRef", "$recursiveRef"]) }

    private static func mentions(_ value: Value, _ keys: Set<String>) -> Bool {
        var rest = [value]
        while let next = rest.popLast() {
            switch next {
            case .array(let items): rest += items
            case .object(let object):
                for member in object.members {
                    if keys.contains(member.key), member.value.string != nil { return true }
                    rest.append(member.value)
                }
            default: break
            }
        }
        return false
    }

    /// Keywords that say nothing of what is taken.
    private static let notes: Set<String> = [
        "title", "description", "default", "examples", "$comment", "deprecated", "readOnly", "writeOnly", "$id",
        "$schema",
        "$defs", "definitions", "$anchor", "contentEncoding", "contentMediaType", "contentSchema",
    ]

    static func withoutNotes(_ object: Object) -> Object { Object(object.members.filter { !notes.contains($0.key) }) }
}
