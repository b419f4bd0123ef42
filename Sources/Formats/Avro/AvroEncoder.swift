import Values

/// Writes values in Avro's binary encoding.
struct AvroEncoder {
    let schema: AvroSchema
    var output: [UInt8] = []
    /// Where the value being written stands, for errors.
    private var path: [String] = []

    init(schema: AvroSchema) { self.schema = schema }

    mutating func write(_ value: Value) throws { try write(value, schema.root) }

    private mutating func write(_ value: Value, _ type: Int) throws {
        guard path.count <= 256 else { throw JunctionError(.formatLimit, "The value is nested deeper than 256.") }
        let node = schema[type]
        switch (node.kind, value) {
        case (.null, .null): break
        case (.boolean, .bool(let flag)): output.append(flag ? 1 : 0)
        case (.int, _), (.long, _): write(long: try number(value, node))
        case (.float, _): append(UInt64(Float(try double(value)).bitPattern), bytes: 4)
        case (.double, _): append(try double(value).bitPattern, bytes: 8)
        case (.string, .string(let text)): write(block: Array(text.utf8))
        case (.bytes, _): write(block: try bytes(value, node))
        case (.fixed(let size), _): output += try fixed(value, node, size)
        case (.enumeration(let symbols, _), .string(let symbol)):
            guard let index = symbols.firstIndex(of: symbol) else { throw unfit("The enum has no such symbol.") }
            write(long: Int64(index))
        case (.union(let branches), _): try write(value, branches: branches)
        case (.array(let item), .array(let elements)):
            if !elements.isEmpty { write(long: Int64(elements.count)) }
            for (index, element) in elements.enumerated() { try nested("[\(index)]", element, item) }
            write(long: 0)
        case (.map(let item), .object(let object)):
            if !object.isEmpty { write(long: Int64(object.count)) }
            for member in object.members {
                write(block: Array(member.key.utf8))
                try nested(member.key, member.value, item)
            }
            write(long: 0)
        case (.record(let fields), .object(let object)): try write(object, fields)
        default: throw unfit("The schema wants another kind of value here than \(value.kindName).")
        }
    }

    private mutating func write(_ object: Object, _ fields: [AvroSchema.Field]) throws {
        if let foreign = object.keys.first(where: { key in !fields.contains { $0.name == key } }) {
            path.append(foreign)
            throw unfit("The record has no such field.")
        }
        for field in fields {
            let given =
                object[field.name]
                ?? field.defaultValue.flatMap { AvroDecoder.value(ofDefault: $0, schema, field.type) }
            try nested(field.name, given ?? .null, field.type)
        }
    }

    private mutating func nested(_ step: String, _ value: Value, _ type: Int) throws {
        path.append(step)
        try write(value, type)
        path.removeLast()
    }

    /// The first branch that takes the value; exact kinds come before those that need a conversion.
    private mutating func write(_ value: Value, branches: [Int]) throws {
        let start = output.count
        let depth = path.count
        for exact in [true, false] {
            for (index, branch) in branches.enumerated() where isExact(value, schema[branch]) == exact {
                write(long: Int64(index))
                if (try? write(value, branch)) != nil { return }
                output.removeLast(output.count - start)
                path.removeLast(path.count - depth)
            }
        }
        throw unfit("No branch of the union takes this value.")
    }

    private func isExact(_ value: Value, _ node: AvroSchema.Node) -> Bool {
        switch (value, node.kind) {
        case (.null, .null), (.bool, .boolean), (.integer, .int), (.integer, .long), (.double, .double),
            (.bytes, .bytes), (.bytes, .fixed),
            (.array, .array), (.object, .record), (.string, .enumeration):
            node.logical == nil
        case (.string, .string): true
        case (.decimal, .bytes), (.decimal, .fixed): node.logical != nil
        default: false
        }
    }

    // MARK: - Primitives

    mutating func write(long number: Int64) {
        var raw = UInt64(bitPattern: number << 1 ^ number >> 63)
        while raw >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: raw) | 0x80)
            raw >>= 7
        }
        output.append(UInt8(raw))
    }

    mutating func write(block bytes: [UInt8]) {
        write(long: Int64(bytes.count))
        output += bytes
    }

    private mutating func append(_ number: UInt64, bytes: UInt64) {
        for index in 0..<bytes { output.append(UInt8(truncatingIfNeeded: number >> (index * 8))) }
    }

    private func number(_ value: Value, _ node: AvroSchema.Node) throws -> Int64 {
        var number: Int64?
        switch (value, node.logical) {
        case (.integer(let given), _): number = given
        case (.string(let text), let logical?): number = logical.number(of: text)
        default: break
        }
        guard let number, !node.isInt || Int32(exactly: number) != nil else {
            throw unfit("A whole number (or a date or moment, where the schema says so) within range should be here.")
        }
        return number
    }

    private func double(_ value: Value) throws -> Double {
        switch value {
        case .integer(let number): return Double(number)
        case .double(let number): return number
        case .decimal(let number): return number.double
        default: throw unfit("A number should be here.")
        }
    }

    private func bytes(_ value: Value, _ node: AvroSchema.Node) throws -> [UInt8] {
        switch (value, node.logical) {
        case (.bytes(let bytes), _): return bytes
        case (.string(let text), let logical?):
            guard let bytes = logical.bytes(of: text) else {
                throw unfit("A text of the schema's logical type should be here.")
            }
            return bytes
        case (_, .decimal(let scale)):
            let text: String? =
                switch value {
                case .decimal(let number): number.description
                case .integer(let number): String(number)
                case .double(let number): PlainNumber.text(number)
                default: nil
                }
            guard let bytes = text.flatMap({ AvroDecimal.bytes($0, scale: scale) }) else {
                throw unfit("A decimal number with at most \(scale) digits after the point should be here.")
            }
            return bytes
        default: throw unfit("Bytes should be here.")
        }
    }

    private func fixed(_ value: Value, _ node: AvroSchema.Node, _ size: Int) throws -> [UInt8] {
        var bytes = try bytes(value, node)
        if case .decimal = node.logical, bytes.count < size {
            let sign: UInt8 = bytes.first ?? 0 >= 0x80 ? 0xFF : 0
            bytes = [UInt8](repeating: sign, count: size - bytes.count) + bytes
        }
        guard bytes.count == size else { throw unfit("Exactly \(size) bytes should be here.") }
        return bytes
    }

    private func unfit(_ message: String) -> JunctionError {
        JunctionError(
            .notRepresentable, message, place: Place(path: path.isEmpty ? "$" : "$." + path.joined(separator: ".")))
    }
}
