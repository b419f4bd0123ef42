package import Values

/// An Avro schema (specification 1.11). Types are held in one list and refer to each other by place in it, so that a record
/// may hold itself.
package struct AvroSchema: Sendable {
    struct Field: Sendable {
        var name: String
        var aliases: [String]
        var type: Int
        /// As the schema's JSON gives it; nil when there is none.
        var defaultValue: Value?
    }

    indirect enum Kind: Sendable {
        case null, boolean, int, long, float, double, bytes, string
        case array(Int)
        case map(Int)
        case union([Int])
        case record([Field])
        case enumeration([String], defaultSymbol: String?)
        case fixed(Int)
    }

    struct Node: Sendable {
        var kind: Kind
        /// Full name of a record, enumeration or fixed.
        var name = ""
        var aliases: [String] = []
        var logical: AvroLogical?
    }

    var nodes: [Node] = []
    var root = 0

    subscript(index: Int) -> Node { nodes[index] }

    /// Reads a schema's JSON; throws `formatOption` saying what is wrong.
    package init(_ json: Value) throws {
        var reader = AvroSchemaReader()
        root = try reader.type(json, namespace: "", depth: 0)
        nodes = reader.nodes
    }

    static func wrong(_ message: String) -> JunctionError {
        JunctionError(.formatOption, "The Avro schema cannot be used: \(message).")
    }
}

/// Reads schemas from their JSON.
struct AvroSchemaReader {
    var nodes: [AvroSchema.Node] = []
    private var named: [String: Int] = [:]
    private static let depthMost = 64

    mutating func type(_ json: Value, namespace: String, depth: Int) throws -> Int {
        guard depth <= Self.depthMost else { throw AvroSchema.wrong("it is nested deeper than \(Self.depthMost)") }
        switch json {
        case .string(let name): return try reference(name, namespace)
        case .array(let branches):
            let types = try branches.map { try type($0, namespace: namespace, depth: depth + 1) }
            try check(branches: types)
            return add(AvroSchema.Node(kind: .union(types)))
        case .object(let object): return try type(object, namespace: namespace, depth: depth)
        default: throw AvroSchema.wrong("a type is a name, a list or an object")
        }
    }

    /// No union directly within a union, and no two branches of one kind but named ones.
    private func check(branches: [Int]) throws {
        var seen: Set<String> = []
        for branch in branches {
            if case .union = nodes[branch].kind { throw AvroSchema.wrong("a union holds no union") }
            guard seen.insert(nodes[branch].unionKey).inserted else {
                throw AvroSchema.wrong("a union has no two branches of one kind")
            }
        }
    }

    private mutating func add(_ node: AvroSchema.Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func reference(_ name: String, _ namespace: String) throws -> Int {
        if let kind = Self.primitive(name) { return add(AvroSchema.Node(kind: kind)) }
        guard let index = named[Self.fullName(name, namespace)] ?? named[name] else {
            throw AvroSchema.wrong("there is no type named '\(name.prefix(80))'")
        }
        return index
    }

    private static func primitive(_ name: String) -> AvroSchema.Kind? {
        switch name {
        case "null": .null
        case "boolean": .boolean
        case "int": .int
        case "long": .long
        case "float": .float
        case "double": .double
        case "bytes": .bytes
        case "string": .string
        default: nil
        }
    }

    static func fullName(_ name: String, _ namespace: String) -> String {
        name.utf8.contains(UInt8(ascii: ".")) || namespace.isEmpty ? name : "\(namespace).\(name)"
    }

    private mutating func type(_ object: Object, namespace: String, depth: Int) throws -> Int {
        guard let name = object["type"]?.string else {
            guard let inner = object["type"] else { throw AvroSchema.wrong("a type has no 'type'") }
            return try type(inner, namespace: namespace, depth: depth + 1)
        }
        switch name {
        case "array":
            return add(.init(kind: .array(try type(object["items"] ?? .null, namespace: namespace, depth: depth + 1))))
        case "map":
            return add(.init(kind: .map(try type(object["values"] ?? .null, namespace: namespace, depth: depth + 1))))
        case "record", "error", "enum", "fixed":
            return try named(object, kind: name, namespace: namespace, depth: depth)
        default:
            let index = try reference(name, namespace)
            if Self.primitive(name) != nil { nodes[index].logical = AvroLogical(object, nodes[index].kind) }
            return index
        }
    }

    private mutating func named(_ object: Object, kind: String, namespace: String, depth: Int) throws -> Int {
        guard let given = object["name"]?.string, !given.isEmpty else {
            throw AvroSchema.wrong("a \(kind) has no name")
        }
        let name = Self.fullName(given, object["namespace"]?.string ?? namespace)
        let space = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? ""
        let aliases = (object["aliases"]?.array ?? []).compactMap(\.string).map { Self.fullName($0, space) }
        guard named[name] == nil else { throw AvroSchema.wrong("two types are named '\(name.prefix(80))'") }
        let index = add(.init(kind: .null, name: name, aliases: aliases))
        named[name] = index
        switch kind {
        case "enum":
            let symbols = (object["symbols"]?.array ?? []).compactMap(\.string)
            guard !symbols.isEmpty, Set(symbols).count == symbols.count else {
                throw AvroSchema.wrong("an enum lists its symbols once each")
            }
            nodes[index].kind = .enumeration(symbols, defaultSymbol: object["default"]?.string)
        case "fixed":
            guard let size = object["size"]?.integer, (0...1 << 24).contains(size) else {
                throw AvroSchema.wrong("a fixed has a size")
            }
            nodes[index].kind = .fixed(Int(size))
            nodes[index].logical = AvroLogical(object, nodes[index].kind)
        default: nodes[index].kind = .record(try fields(object, namespace: space, depth: depth))
        }
        return index
    }

    private mutating func fields(_ object: Object, namespace: String, depth: Int) throws -> [AvroSchema.Field] {
        guard let list = object["fields"]?.array else { throw AvroSchema.wrong("a record lists its fields") }
        var fields: [AvroSchema.Field] = []
        for field in list {
            guard let name = field["name"]?.string, let type = field["type"],
                !fields.contains(where: { $0.name == name })
            else {
                throw AvroSchema.wrong("a field has a name of its own and a type")
            }
            let index = try self.type(type, namespace: namespace, depth: depth + 1)
            let aliases = (field["aliases"]?.array ?? []).compactMap(\.string)
            fields.append(.init(name: name, aliases: aliases, type: index, defaultValue: field["default"]))
        }
        return fields
    }
}

extension AvroSchema.Node {
    /// What tells a branch of a union from the others. A type that is still being read has its name already.
    fileprivate var unionKey: String {
        if !name.isEmpty { return "name " + name }
        return switch kind {
        case .null: "null"
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .array: "array"
        case .map: "map"
        case .union: "union"
        case .record, .enumeration, .fixed: "named"
        }
    }
}
