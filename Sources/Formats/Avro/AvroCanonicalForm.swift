package import Values

/// Parsing Canonical Form and fingerprints of schemas (specification 1.11, Parsing Canonical Form for Schemas).
package enum AvroCanonicalForm {
    private static let depthMost = 64
    private static let primitives: Set<String> = [
        "null", "boolean", "int", "long", "float", "double", "bytes", "string",
    ]
    /// The order that attributes are written in; others are left out.
    private static let order = ["name", "type", "fields", "symbols", "items", "values", "size"]

    /// The canonical text of a schema's JSON. Throws `formatOption` when it is no schema.
    package static func text(_ schema: Value) throws -> [UInt8] {
        try JSONFormat().encode(value(schema, namespace: "", depth: 0))
    }

    /// CRC-64-AVRO of the canonical text.
    package static func fingerprint(_ schema: Value) throws -> UInt64 { fingerprint(of: try text(schema)) }

    package static func fingerprint(of bytes: [UInt8]) -> UInt64 {
        bytes.reduce(empty) { $0 >> 8 ^ table[Int(truncatingIfNeeded: $0 ^ UInt64($1)) & 0xFF] }
    }

    private static let empty: UInt64 = 0xC15D_213A_A4D7_A795
    private static let table: [UInt64] = (0..<256).map { index in
        (0..<8).reduce(UInt64(index)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? empty : 0) }
    }

    private static func value(_ schema: Value, namespace: String, depth: Int) throws -> Value {
        guard depth <= depthMost else { throw AvroSchema.wrong("it is nested deeper than \(depthMost)") }
        switch schema {
        case .string(let name):
            return .string(primitives.contains(name) ? name : AvroSchemaReader.fullName(name, namespace))
        case .array(let branches):
            return .array(try branches.map { try value($0, namespace: namespace, depth: depth + 1) })
        case .object(let object): return try value(object, namespace: namespace, depth: depth)
        default: throw AvroSchema.wrong("a type is a name, a list or an object")
        }
    }

    private static func value(_ object: Object, namespace: String, depth: Int) throws -> Value {
        guard let type = object["type"] else { throw AvroSchema.wrong("a type has no 'type'") }
        guard let kind = type.string else { return try value(type, namespace: namespace, depth: depth + 1) }
        guard ["record", "error", "enum", "fixed", "array", "map"].contains(kind) else {
            return try value(type, namespace: namespace, depth: depth + 1)
        }
        var space = namespace
        var members: [Object.Member] = []
        for key in order {
            guard let given = object[key] else { continue }
            members.append(Object.Member(key: key, value: try attribute(key, given, object, &space, depth)))
        }
        return .object(Object(distinct: members))
    }

    private static func attribute(
        _ key: String, _ given: Value, _ object: Object, _ namespace: inout String, _ depth: Int
    ) throws -> Value {
        switch (key, given) {
        case ("name", .string(let name)):
            let full = AvroSchemaReader.fullName(name, object["namespace"]?.string ?? namespace)
            namespace = full.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(full[..<$0]) } ?? ""
            return .string(full)
        case ("items", _), ("values", _): return try value(given, namespace: namespace, depth: depth + 1)
        case ("fields", .array(let fields)):
            let space = namespace
            return .array(
                try fields.map { field in
                    [
                        "name": field["name"] ?? "",
                        "type": try value(field["type"] ?? .null, namespace: space, depth: depth + 1),
                    ]
                })
        case ("size", .string(let digits)): return Int64(digits).map(Value.integer) ?? given
        default: return given
        }
    }
}
